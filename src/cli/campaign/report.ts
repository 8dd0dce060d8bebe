import { printable } from '../../report/words/printable.js';
import { campaignOf, isConducted } from '../../queue/campaign.js';
import { parseReport } from '../../search/merge.js';
import { exitStatus } from '../exit-status.js';
import { reportLines } from '../output/print-report.js';
import { checkReportFiles, usesStdout, writeReportFiles, type ReportFlags } from '../output/report-files.js';
import { terminalOf } from '../output/terminal.js';
import { warn, withQueue, type QueueFlags } from './with-queue.js';

/** Prints what a campaign found, and gives the exit status; 3 where it has no report yet. */
export function campaignReport(name: string, flags: QueueFlags & ReportFlags & { readonly all?: boolean }): Promise<number> {
  checkReportFiles(flags);
  const stream = usesStdout(flags) ? process.stderr : process.stdout;
  const say = (line: string): void => void stream.write(`${line}\n`);
  return withQueue(flags, async ({ store }) => {
    const { state, found, settings, progress } = await campaignOf(store, name);
    const json = await store.read('report', name);
    if (json === undefined) {
      const isRunning = state === 'running' && (await isConducted(store, name));
      warn(`the campaign '${name}' ${isRunning ? 'is running' : 'was left before its end'}: it has no report yet, only what follows`);
      say(
        `${progress === undefined ? 'no run so far' : `${progress.done} of ${progress.total} laws to run ${progress.runs}`}, ${found.length} found`,
      );
      for (const title of found) say(printable(`found: ${title}`));
      return 3;
    }
    const report = parseReport(`of ${name}`, JSON.stringify(json), 'campaign report');
    if (state === 'stopped') warn(`the campaign '${name}' was stopped before its end: laws that had no run are told as not reached`);
    for (const line of reportLines(report, { terminal: terminalOf(stream), all: flags.all ?? false, library: settings.library })) say(line);
    await writeReportFiles(report, flags, say, settings.library);
    return exitStatus(report, new AbortController().signal);
  });
}
