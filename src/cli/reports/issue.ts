import { laws } from '../../../properties/index.js';
import { InvalidArgument } from '../../invalid-argument.js';
import { issueText } from '../../report/issue.js';
import { allFindings } from '../../report/plain.js';
import { readReport } from './read-report.js';

/**
 * Prints a finding of a JSON report as the text of an issue, in Markdown.
 *
 * @param name of the finding: its id, or its number as the report is printed, from 1 on
 * @param library as the command line names it, for the reproduction
 */
export function issue(path: string, name: string, library: string | undefined): void {
  const report = readReport('report', path);
  const findings = allFindings(report);
  const { known, conventions } = report;
  const finding =
    [...findings, ...known, ...conventions].find(({ id }) => id === name) ??
    (/^\d{1,4}$/.test(name) ? findings[Number(name) - 1] : undefined);
  if (finding === undefined)
    throw new InvalidArgument(
      'report',
      'finding',
      name,
      findings.length === 0 ? 'the report has none' : `it must be the id of a finding, or one of 1 to ${findings.length}`,
    );
  const platform = `Node.js ${process.versions.node}, ${process.platform} ${process.arch}`;
  process.stdout.write(issueText(report, finding, laws, { platform, ...(library !== undefined && { library }) }));
}
