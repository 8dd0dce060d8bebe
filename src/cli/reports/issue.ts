import { laws } from '../../../properties/index.js';
import { InvalidArgument } from '../../invalid-argument.js';
import { issueText } from '../../report/issue.js';
import { allFindings } from '../../report/plain.js';
import { readReport } from './read-report.js';

/**
 * Prints a finding of a JSON report as the text of an issue, in Markdown.
 *
 * @param number of the finding, as the report is printed: from 1 on
 * @param library as the command line names it, for the reproduction
 */
export function issue(path: string, number: number, library: string | undefined): void {
  const report = readReport('report', path);
  const findings = allFindings(report);
  const finding = findings[number - 1];
  if (finding === undefined)
    throw new InvalidArgument(
      'report',
      'finding',
      number,
      findings.length === 0 ? 'the report has none' : `it must be one of 1 to ${findings.length}`,
    );
  const platform = `Node.js ${process.versions.node}, ${process.platform} ${process.arch}`;
  process.stdout.write(issueText(report, finding, laws, { platform, ...(library !== undefined && { library }) }));
}
