/** The last lines of a check: what became of the laws, how far each came, and what kept the others from it. */
import { askedOf, isUndecided } from './outcome.js';
import type { LawResult, Report } from './report.js';

/** `1 law`, `2 laws` */
export const lawsOf = (count: number): string => `${count} ${count === 1 ? 'law' : 'laws'}`;

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** How often each key came, the most frequent first. */
function counted(keys: readonly string[]): [key: string, count: number][] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** How many laws got each verdict. */
export function tally(results: readonly LawResult[]): string {
  const counts = new Map<string, number>();
  for (const { verdict } of results) counts.set(verdict.kind, (counts.get(verdict.kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${kind === 'timedOut' ? 'timed out' : kind}`).join(', ');
}

/** `400 runs a law`, `50 to 400 runs a law`: how far the laws came that nothing stopped. */
function reached({ results, runs }: Report): string {
  const all = results.filter(({ verdict: { kind } }) => kind === 'holds' || kind === 'inconclusive').map((each) => each.runs);
  if (all.length === 0) return `${runs} runs a law`;
  const [least, most] = [Math.min(...all), Math.max(...all)];
  return `${least === most ? '' : `${least} to `}${most} runs a law`;
}

/** Why laws got no verdict, a line each reason, and what they waited for. */
function inconclusiveLines({ results, waits = [] }: Report): string[] {
  const reasons = counted(
    results.flatMap(({ verdict }) => (verdict.kind === 'inconclusive' ? [verdict.reason.replace(/\d+/g, 'some')] : [])),
  );
  const lines = reasons.map(([reason, count]) => `inconclusive: ${lawsOf(count)}: ${reason}`);
  if (lines.length > 0 && waits.length > 0)
    lines.push(`held up by: ${waits.map(({ what, elapsed }) => `${what} (${seconds(elapsed)})`).join(', ')}`);
  return lines;
}

/** What laws want, that is named: the most wanted. */
const mostNamed = 8;

/** What laws could not be asked for want of, the most wanted with the number of laws that want it: one line, or none. */
export function unsupportedLines({ results }: Report): string[] {
  const missing = results.flatMap(({ verdict }) => (verdict.kind === 'unsupported' ? verdict.missing : []));
  const said = counted(missing).map(([what, count]) => `${what}: ${lawsOf(count)}`);
  const more = said.length - mostNamed;
  const named = said.slice(0, more > 1 ? mostNamed : said.length);
  return said.length === 0
    ? []
    : [`unsupported: ${named.join('; ')}${more > 1 ? `; and for want of ${more} more, which --all names` : ''}`];
}

/** The last lines of a check. */
export function summary(report: Report): string {
  const { library, results, seed, elapsed } = report;
  const discards = results.reduce(
    (sum, { verdict }) => sum + ('discards' in verdict ? Object.values(verdict.discards).reduce((a, b) => a + b, 0) : 0),
    0,
  );
  return [
    `${library.name}${library.version === undefined ? '' : ` ${library.version}`}: ${lawsOf(results.length)}: ${tally(results)}`,
    `seed ${seed}, ${reached(report)}, ${seconds(elapsed)}${discards > 0 ? `, ${discards} runs discarded` : ''}`,
    ...inconclusiveLines(report),
    ...(isUndecided(results)
      ? [`not green: more than a tenth of the ${lawsOf(askedOf(results).length)} that the ops allow stayed inconclusive`]
      : []),
  ].join('\n');
}
