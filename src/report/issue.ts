/** A finding as the text of an issue for the tracker of its library. */
import type { Finding } from '../diagnosis/findings/findings.js';
import { inOwnLayout } from '../judge/bind/layout.js';
import type { AnyLaw } from '../law.js';
import { statementText } from '../statement/text.js';
import { legendText } from '../statement/legend.js';
import { block, plain } from './words/markdown-text.js';
import { printable } from './words/printable.js';
import type { Report } from './report.js';
import { moduleOf, reproductionOf } from './reproduction.js';
import { describe, describeBefore, describeCall, describeCase } from './words/text.js';

export interface IssueOptions {
  /** The library as the command line names it, for the reproduction. */
  readonly library?: string;
  /** What it was found on: `Node.js 20.20.2, linux x64`. */
  readonly platform: string;
}

/** What was called, what is expected and what came. */
function callLines({ counterexample, reproduction }: Finding): string[] {
  const { blame, message, case: c } = counterexample;
  if (blame === undefined) return [plain(`${message}, in this case:`), block(describeCase(c))];
  const { result, expected } = inOwnLayout(blame);
  const before = describeBefore(counterexample);
  return [
    ...(before.length === 0
      ? []
      : [plain(before.length === 1 ? 'After, or beside, this call:' : 'After these calls:'), block(before.join('\n'))]),
    block(reproduction ?? describeCall(blame), reproduction === undefined ? '' : 'js'),
    `Expected: ${expected === undefined ? plain('the arguments as they were') : `\`${describe(expected).replaceAll('`', "'")}\``}`,
    `Received: \`${describe(result).replaceAll('`', "'")}\``,
    plain(blame.message),
    ...(blame.stack === undefined ? [] : [block(blame.stack.join('\n'))]),
  ];
}

/** By which law it is wrong, where the law is of the catalogue. */
function lawLines(law: AnyLaw | undefined): string[] {
  if (law === undefined) return [];
  const sources = law.sources.map(({ title, url }) => (url === undefined ? plain(title) : `${plain(title)}, <${url}>`));
  return [
    '### By which definition',
    block(`${statementText(law.statement)}\n${legendText([law])}`.trimEnd()),
    plain(law.because),
    ...(sources.length === 0 ? [] : [sources.map((source) => `- ${source}`).join('\n')]),
  ];
}

/** The issue: what is wrong, the smallest call, what is expected and by which definition, a file that reproduces it, versions. */
export function issueText(report: Report, finding: Finding, laws: readonly AnyLaw[], { library, platform }: IssueOptions): string {
  const { counterexample } = finding;
  const source = reproductionOf(finding, moduleOf(library));
  const { name, version } = report.library;
  const text = [
    `# ${plain(finding.title)}`,
    ...callLines(finding),
    ...lawLines(laws.find(({ id }) => id === counterexample.law)),
    ...(source === undefined ? [] : ['### A file that shows it', block(source.trimEnd(), 'js')]),
    '### Versions',
    [
      `- ${plain(name)}${version === undefined ? '' : ` ${plain(version)}`}`,
      `- ${plain(platform)}`,
      `- found by tensor\\-laws ${plain(report.tensorLaws)}${counterexample.token === undefined ? '' : `, \`${counterexample.token}\``}`,
    ].join('\n'),
  ].join('\n\n');
  return `${printable(text)}\n`;
}
