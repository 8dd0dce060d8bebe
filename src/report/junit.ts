/** A report as JUnit XML, which build servers show: a test suite a family of laws, a test case a law. */
import escape from 'escape-html';
import type { LawResult, Report } from './report.js';
import { describeCounterexample } from './failure.js';
import { isRed } from '../judge/verdict.js';
import type { AnyLaw } from '../law.js';
import type { Finding } from '../diagnosis/findings/findings.js';
import { allFindings, verdictLine } from './plain.js';
import { printable } from './words/printable.js';

/** Text as XML 1.0 takes it. */
function xml(text: string): string {
  return escape(printable(text));
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

function outcome({ law: id, verdict }: LawResult, laws: readonly AnyLaw[], findings: readonly Finding[]): string {
  const line = xml(verdictLine(verdict));
  if (!isRed(verdict)) return verdict.kind === 'holds' ? '' : `<skipped message="${line}"/>`;
  const law = laws.find((each) => each.id === id);
  const counterexample = 'counterexample' in verdict ? verdict.counterexample : undefined;
  const sentence = findings.find((finding) => finding.laws.includes(id))?.sentence;
  const text =
    counterexample === undefined || law === undefined
      ? ''
      : xml(describeCounterexample(law, counterexample, sentence === undefined ? {} : { sentence }));
  const element = verdict.kind === 'crashed' || verdict.kind === 'timedOut' ? 'error' : 'failure';
  return `<${element} type="${verdict.kind}" message="${line}">${text}</${element}>`;
}

/** The report as XML: `violated` and `fixed` are failures, `crashed` and `timedOut` errors, what was not decided is skipped. */
export function reportJunit(report: Report, laws: readonly AnyLaw[]): string {
  const findings = allFindings(report);
  const families = new Map<string, LawResult[]>();
  for (const result of report.results) {
    const family = result.law.split('/')[0]!;
    families.set(family, [...(families.get(family) ?? []), result]);
  }
  const counts = (results: readonly LawResult[]): string => {
    const failures = results.filter(({ verdict: { kind } }) => kind === 'violated' || kind === 'fixed').length;
    const errors = results.filter(({ verdict: { kind } }) => kind === 'crashed' || kind === 'timedOut').length;
    const skipped = results.filter(({ verdict }) => !isRed(verdict) && verdict.kind !== 'holds').length;
    const time = seconds(results.reduce((sum, { elapsed }) => sum + elapsed, 0));
    return `tests="${results.length}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="${time}"`;
  };
  const suites = [...families].map(([family, results]) => {
    const cases = results.map((result) => {
      const name = xml(result.law.slice(family.length + 1));
      const head = `<testcase classname="${xml(`${report.library.name}.${family}`)}" name="${name}" time="${seconds(result.elapsed)}"`;
      const body = outcome(result, laws, findings);
      return body === '' ? `    ${head}/>` : `    ${head}>${body}</testcase>`;
    });
    return `  <testsuite name="${xml(family)}" ${counts(results)}>\n${cases.join('\n')}\n  </testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${xml(`tensor-laws: ${report.library.name}`)}" ${counts(report.results)}>\n${suites.join('\n')}\n</testsuites>\n`;
}
