/** A check in plain lines: what each verdict says, and each finding in full. */
import { conventions } from '../conventions/index.js';
import type { FixedBug, Report } from './report.js';
import type { Finding, KnownAs } from '../diagnosis/findings/finding.js';
import type { Verdict } from '../judge/verdict.js';

/** A verdict in one line. */
export function verdictLine(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'holds': {
      const discarded = Object.values(verdict.discards).reduce((a, b) => a + b, 0);
      return `holds (${verdict.runs} runs${discarded > 0 ? `, ${discarded} discarded` : ''})`;
    }
    case 'violated':
      return `VIOLATED: ${verdict.counterexample.message}`;
    case 'unsupported':
      return `unsupported: ${verdict.missing.join(', ')}`;
    case 'known':
      return `known: ${because(verdict)}`;
    case 'convention':
      return verdict.sentence;
    case 'fixed':
      return `FIXED: a known bug no longer shows, take it out: ${verdict.reason}`;
    case 'inconclusive':
      return `inconclusive: ${verdict.reason}`;
    case 'crashed':
      return `CRASHED: ${verdict.message}`;
    case 'timedOut':
      return `TIMED OUT: ${verdict.message}`;
  }
}

/** What is said of findings beyond the runs of every law. */
export function beyondNote({ runs }: Report): string {
  return `Found beyond run ${runs} of some laws, when the time was up: another search with this seed may not get as far.`;
}

/** All findings, those beyond the runs of every law last. */
export function allFindings({ findings, beyond = [] }: Report): readonly Finding[] {
  return [...findings, ...beyond];
}

/** `3 known bugs` */
export function countOfKnown({ known }: Report): string {
  return `${known.length} known ${known.length === 1 ? 'bug' : 'bugs'}`;
}

/** `1 convention` */
function countOfConventions({ conventions: { length } }: Report): string {
  return `${length} ${length === 1 ? 'convention' : 'conventions'}`;
}

/** `12 distinct findings, and 3 beyond run 50; 40 known bugs; 1 convention`; empty where there are none. */
export function countOfFindings(report: Report): string {
  const { findings, beyond = [], known, runs } = report;
  const { length } = findings;
  const news = `${length} distinct ${length === 1 ? 'finding' : 'findings'}${beyond.length > 0 ? `, and ${beyond.length} beyond run ${runs}` : ''}`;
  return [
    ...(length + beyond.length > 0 ? [news] : []),
    ...(known.length > 0 ? [countOfKnown(report)] : []),
    ...(report.conventions.length > 0 ? [countOfConventions(report)] : []),
  ].join('; ');
}

/** A bug and why it is known: `conv reads dilations as 1: fixed in 2.0 (https://...)` */
export function knownLine({ sentence, known }: Finding): string {
  return known === undefined ? sentence : `${sentence}: ${because(known)}`;
}

/** A convention, and who documents it: `maxPool differs by convention: it ignores NaN ... (as NumPy, fmax)` */
export function conventionLine({ sentence, cause }: Finding): string {
  const convention = conventions.find(({ id }) => 'id' in cause && id === cause.id);
  return convention === undefined ? sentence : `${sentence} (as ${convention.documented.map(({ by }) => by).join('; ')})`;
}

/** A known bug that no longer shows. */
export function fixedLine({ sentence, ...known }: FixedBug): string {
  return `fixed, take it out of the known: ${sentence}: ${because(known)}`;
}

const because = ({ reason, issue }: KnownAs): string => `${reason}${issue === undefined ? '' : ` (${issue})`}`;
