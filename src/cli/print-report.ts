/** What a check or a search found, in lines. */
import { laws } from '../../properties/index.js';
import type { LawResult, Report } from '../report/report.js';
import type { Finding } from '../diagnosis/findings.js';
import { describeCase, describeCounterexample } from '../report/text.js';
import { isRed } from '../judge/verdict.js';
import { pictureOf, pictureText } from '../report/picture.js';
import { printable } from '../report/printable.js';
import { allFindings, beyondNote, countOfFindings, summary, verdictLine } from '../report/plain.js';

/** `a, b, and 7 more` */
function few(names: readonly string[], most = 6): string {
  return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')}, and ${names.length - most} more`;
}

function findingLines(finding: Finding, number: number, of: number): string[] {
  const { counterexample, title, laws: broken, reproduction } = finding;
  const law = laws.find(({ id }) => id === counterexample.law);
  return [
    '',
    `Finding ${number} of ${of}: ${title}`,
    law === undefined ? counterexample.message : describeCounterexample(law, counterexample),
    ...('picture' in pictureOf(counterexample, { rows: 1, columns: 1 }) ? [pictureText(counterexample)] : []),
    ...(reproduction === undefined ? [] : ["in the library's own API:", reproduction]),
    ...(broken.length > 1 ? [`also breaks: ${few(broken.filter((id) => id !== counterexample.law))}`] : []),
    `pin: known: { '${counterexample.law}': { reason: '...' } }`,
  ];
}

/** Red laws that no finding tells of, those of one cause together, told by the one with the smallest case. */
function otherLines(report: Report): string[] {
  const { results } = report;
  const told = new Set(allFindings(report).flatMap(({ laws: broken }) => broken));
  const groups = new Map<string, LawResult[]>();
  for (const result of results) {
    if (!isRed(result.verdict) || result.verdict.kind === 'violated' || told.has(result.law)) continue;
    const line = verdictLine(result.verdict).replace(`${result.law}: `, '');
    groups.set(line, [...(groups.get(line) ?? []), result]);
  }
  const costOf = ({ verdict }: LawResult): number => {
    if (!('counterexample' in verdict) || verdict.counterexample?.case === undefined) return Infinity;
    return describeCase(verdict.counterexample.case).length;
  };
  return [...groups].flatMap(([line, members]) => {
    const [first, ...others] = members.sort((a, b) => costOf(a) - costOf(b));
    const { law, verdict } = first!;
    const counterexample = 'counterexample' in verdict ? verdict.counterexample : undefined;
    return [
      '',
      `${law}: ${line}`,
      ...(counterexample?.case === undefined ? [] : [describeCase(counterexample.case)]),
      ...(counterexample?.token === undefined ? [] : [`replay: ${counterexample.token}`]),
      ...(others.length > 0 ? [`also: ${few(others.map((each) => each.law))}`] : []),
    ];
  });
}

/** The last lines. */
export function summaryLines(report: Report): string[] {
  const count = countOfFindings(report);
  return ['', summary(report), ...(count === '' ? [] : [count])];
}

/** A report in full. */
export function reportLines(report: Report): string[] {
  const { findings, beyond = [] } = report;
  const all = allFindings(report);
  const lines = [
    ...all.flatMap((finding, i) => [
      ...(beyond.length > 0 && i === findings.length ? ['', beyondNote(report)] : []),
      ...findingLines(finding, i + 1, all.length),
    ]),
    ...otherLines(report),
    ...summaryLines(report),
  ];
  return lines.map(printable);
}
