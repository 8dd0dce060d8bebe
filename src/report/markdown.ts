/** A report as Markdown, for the summary of a build. */
import type { Report } from './report.js';
import type { Finding } from '../diagnosis/findings/finding.js';
import { contextOf, failureBody, type FailureContext } from './failure.js';
import { isRed } from '../judge/verdict.js';
import type { AnyLaw } from '../law.js';
import type { PageOptions } from './html.js';
import { block, plain } from './words/markdown-text.js';
import { pictureOf, pictureText } from './picture.js';
import { allFindings, beyondNote, conventionLine, countOfFindings, fixedLine, knownLine, verdictLine } from './plain.js';
import { summary } from './summary.js';
import { printable } from './words/printable.js';
import { moduleOf, reproductionOf } from './reproduction.js';

/** A section of its own has the reproduction. */
function withoutReproduction(finding: Finding, library: string | undefined): FailureContext {
  const { reproduction: _, ...context } = contextOf(finding, library);
  return context;
}

/** The report as Markdown: the summary, each finding in full, and the red laws in a table. */
export function reportMarkdown(report: Report, laws: readonly AnyLaw[], { library: named }: PageOptions = {}): string {
  const { library, findings, known, conventions, fixed = [], results } = report;
  const all = allFindings(report);
  const red = results.filter(({ verdict }) => isRed(verdict));
  const sections = all.map((finding, i) => {
    const { counterexample } = finding;
    const law = laws.find(({ id }) => id === counterexample.law);
    const source = reproductionOf(finding, moduleOf(named));
    return [
      ...(i === findings.length ? [plain(beyondNote(report))] : []),
      `### ${plain(finding.title)}`,
      ...(law === undefined ? [] : [block(failureBody(law, counterexample, withoutReproduction(finding, named)))]),
      ...('picture' in pictureOf(counterexample, { rows: 1, columns: 1 }) ? [block(pictureText(counterexample))] : []),
      ...(source === undefined ? [] : ['Reproduction:', block(source, 'js')]),
      `Breaks ${finding.laws.length === 1 ? 'one law' : `${finding.laws.length} laws`}: ${finding.laws.slice(0, 12).map(plain).join(', ')}${finding.laws.length > 12 ? ', ...' : ''}`,
    ].join('\n\n');
  });
  const rows = red.map(({ law, verdict }) => `| ${plain(law)} | ${plain(verdictLine(verdict))} |`);
  const text = [
    `## tensor-laws: ${plain(library.name)}${library.version === undefined ? '' : ` ${plain(library.version)}`}`,
    summary(report).split('\n').map(plain).join('  \n'),
    ...(countOfFindings(report) === '' ? [] : [`${countOfFindings(report)}.`]),
    ...sections,
    ...(known.length + fixed.length === 0
      ? []
      : ['### Known bugs', [...fixed.map(fixedLine), ...known.map(knownLine)].map((line) => `- ${plain(line)}`).join('\n')]),
    ...(conventions.length === 0 ? [] : ['### Conventions', conventions.map((each) => `- ${plain(conventionLine(each))}`).join('\n')]),
    ...(rows.length === 0 ? [] : ['### Red laws', ['| law | verdict |', '| --- | --- |', ...rows].join('\n')]),
  ].join('\n\n');
  return `${printable(text)}\n`;
}
