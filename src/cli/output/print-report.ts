/** What a check or a search found, in lines. */
import { laws } from '../../../properties/index.js';
import type { LawResult, Report } from '../../report/report.js';
import type { Counterexample } from '../../judge/counterexample.js';
import type { Finding } from '../../diagnosis/findings/findings.js';
import { contextOf, failureBody } from '../../report/failure.js';
import { describeCase } from '../../report/words/text.js';
import { isRed } from '../../judge/verdict.js';
import { pictureOf, pictureText } from '../../report/picture.js';
import { printable } from '../../report/words/printable.js';
import { allFindings, beyondNote, conventionLine, countOfFindings, fixedLine, knownLine, verdictLine } from '../../report/plain.js';
import { summary, unsupportedLines } from '../../report/summary.js';
import { styled, wrapped, type Terminal } from './terminal.js';

/** `a, b, and 7 more` */
function few(names: readonly string[], most = 6): string {
  return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')}, and ${names.length - most} more`;
}

/** The picture, where there is one and the terminal is as wide. */
function pictureLines(counterexample: Counterexample, { columns = Infinity }: Terminal): string[] {
  if (!('picture' in pictureOf(counterexample, { rows: 1, columns: 1 }))) return [];
  const text = pictureText(counterexample);
  const width = Math.max(...text.split('\n').map((line) => line.length));
  return [width <= columns ? text : `no picture: it is ${width} columns wide`];
}

function findingLines(finding: Finding, number: number, of: number, { terminal, library }: Shown): string[] {
  const { counterexample, title, laws: broken } = finding;
  const law = laws.find(({ id }) => id === counterexample.law);
  const prose = (line: string): string => wrapped(printable(line), terminal);
  return [
    '',
    styled('heading', prose(`Finding ${number} of ${of}: ${title}`), terminal),
    ...(law === undefined
      ? [prose(counterexample.message)]
      : failureBody(law, counterexample, contextOf(finding, library)).split('\n').map(prose)),
    ...pictureLines(counterexample, terminal).map(printable),
    `  id     ${finding.id}`,
    ...(broken.length > 1 ? [prose(`also breaks: ${few(broken.filter((id) => id !== counterexample.law))}`)] : []),
  ];
}

/** Findings that are told in full, unless all are asked for. */
const mostInFull = 10;

/** The first findings in full, the others by their titles. */
function allFindingLines(report: Report, shown: Shown): string[] {
  const { all = false, terminal } = shown;
  const { findings, beyond = [] } = report;
  const told = allFindings(report);
  const inFull = all ? told.length : mostInFull;
  return told.flatMap((finding, i) => [
    ...(beyond.length > 0 && i === findings.length ? ['', wrapped(beyondNote(report), terminal)] : []),
    ...(i === inFull ? ['', wrapped(`${told.length - inFull} more, which --all tells in full:`, terminal)] : []),
    ...(i < inFull
      ? findingLines(finding, i + 1, told.length, shown)
      : [wrapped(printable(`  ${i + 1} of ${told.length}: ${finding.title}`), terminal)]),
  ]);
}

/** Known bugs that are fixed, and, where all are asked for, those that are not. */
function knownLines({ known, fixed = [] }: Report, { all = false, terminal }: Shown): string[] {
  const prose = (line: string): string => wrapped(printable(line), terminal);
  return [
    ...(fixed.length > 0 ? ['', ...fixed.map((bug) => styled('bad', prose(fixedLine(bug)), terminal))] : []),
    ...(all && known.length > 0 ? ['', ...known.map((finding) => prose(`known: ${knownLine(finding)}`))] : []),
  ];
}

/** Other meanings, which somebody documents. */
function conventionLines({ conventions }: Report, { terminal }: Shown): string[] {
  return conventions.length === 0 ? [] : ['', ...conventions.map((finding) => wrapped(printable(conventionLine(finding)), terminal))];
}

/** Every law with its verdict, where all are asked for. */
function lawLines({ results }: Report, { all = false, terminal }: Shown): string[] {
  if (!all) return [];
  return ['', ...results.map(({ law, verdict }) => wrapped(printable(`${law}: ${verdictLine(verdict)}`), terminal))];
}

/** Red laws that no finding tells of, those of one cause together, told by the one with the smallest case. */
function otherLines(report: Report): string[] {
  const { results } = report;
  const told = new Set(allFindings(report).flatMap(({ laws: broken }) => broken));
  const groups = new Map<string, LawResult[]>();
  for (const result of results) {
    if (!isRed(result.verdict) || result.verdict.kind === 'violated' || result.verdict.kind === 'fixed' || told.has(result.law)) continue;
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
export function summaryLines(report: Report, terminal: Terminal): string[] {
  const count = countOfFindings(report);
  const [first = '', ...lines] = summary(report).split('\n');
  const prose = (line: string): string => wrapped(printable(line), terminal);
  return ['', styled(report.ok ? 'good' : 'bad', prose(first), terminal), ...[...lines, ...(count === '' ? [] : [count])].map(prose)];
}

/** What is shown of a report. */
export interface Shown {
  readonly terminal: Terminal;
  /** Every finding in full, and every law. Default: the first findings in full, and a count of the laws. */
  readonly all?: boolean;
  /** The library as the command line names it, to run a case again. */
  readonly library?: string;
}

/** A report for a reader: findings, red laws beside them, what could not be asked, and the summary. */
export function reportLines(report: Report, shown: Shown): string[] {
  const { terminal, all = false } = shown;
  return [
    ...allFindingLines(report, shown),
    ...knownLines(report, shown),
    ...conventionLines(report, shown),
    ...otherLines(report).map((line) => wrapped(printable(line), terminal)),
    ...lawLines(report, shown),
    ...(all ? [] : unsupportedLines(report).flatMap((line) => ['', styled('soft', wrapped(printable(line), terminal), terminal)])),
    ...summaryLines(report, terminal),
  ];
}
