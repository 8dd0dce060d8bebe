import { mergeReports } from '../../search/merge.js';
import { reportLines } from '../output/print-report.js';
import { checkReportFiles, usesStdout, writeReportFiles, type ReportFlags } from '../output/report-files.js';
import { terminalOf } from '../output/terminal.js';
import { readReport } from './read-report.js';

/** Merges JSON reports, prints what they found, and gives the exit status. */
export async function merge(paths: readonly string[], flags: ReportFlags & { readonly all?: boolean }): Promise<number> {
  checkReportFiles(flags);
  const report = mergeReports(paths.map((path) => readReport('merge', path)));
  const stream = usesStdout(flags) ? process.stderr : process.stdout;
  const say = (line: string): void => void stream.write(`${line}\n`);
  for (const line of reportLines(report, { terminal: terminalOf(stream), all: flags.all ?? false })) say(line);
  await writeReportFiles(report, flags, say);
  return report.ok ? 0 : 1;
}
