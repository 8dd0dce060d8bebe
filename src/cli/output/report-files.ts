/** Reports that a command writes to files. */
import { closeSync, existsSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { laws } from '../../../properties/index.js';
import type { Report } from '../../report/report.js';
import { describeThrown } from '../../judge/failures.js';
import { InvalidArgument } from '../../invalid-argument.js';
import type { PageOptions } from '../../report/html.js';
import { endOnClosedPipe, isClosedPipe } from './closed-pipe.js';

/** File names by format; `-` is stdout. */
export interface ReportFlags {
  readonly json?: string;
  readonly html?: string;
  readonly junit?: string;
  readonly markdown?: string;
}

/** Stdout as it is before what a library prints is turned away from it. */
const toStdout = process.stdout.write.bind(process.stdout);

/** Waits for the reader: a pipe takes no more at once than it holds. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    toStdout(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/** How each format is made. Loaded when it is asked for. */
const formats: { readonly [K in keyof ReportFlags]-?: (report: Report, page: PageOptions) => Promise<string> } = {
  json: async (report) => `${(await import('../../report/json.js')).reportJson(report)}\n`,
  html: async (report, page) => (await import('../../report/html.js')).reportHtml(report, laws, page),
  junit: async (report) => (await import('../../report/junit.js')).reportJunit(report, laws),
  markdown: async (report, page) => (await import('../../report/markdown.js')).reportMarkdown(report, laws, page),
};

function asked(flags: ReportFlags): [keyof ReportFlags, string][] {
  return (Object.keys(formats) as (keyof ReportFlags)[]).flatMap((format) => {
    const path = flags[format];
    return path === undefined ? [] : [[format, path]];
  });
}

function unwritable(format: string, path: string, thrown: unknown): InvalidArgument {
  return new InvalidArgument('reports', `--${format}`, path, `it cannot be written: ${describeThrown(thrown)}`);
}

/** Whether a report goes to stdout, which then holds nothing else. */
export function usesStdout(flags: ReportFlags): boolean {
  return asked(flags).some(([, path]) => path === '-');
}

/**
 * Finds out before a long search whether its reports can be written.
 *
 * @throws InvalidArgument on a path that cannot, and on two reports to one place
 */
export function checkReportFiles(flags: ReportFlags): void {
  const places = new Set<string>();
  for (const [format, path] of asked(flags)) {
    if (places.has(path)) throw new InvalidArgument('reports', `--${format}`, path, 'another report goes there');
    places.add(path);
    if (path === '-') continue;
    const existed = existsSync(path);
    try {
      closeSync(openSync(path, 'a'));
      if (!existed) rmSync(path);
    } catch (thrown) {
      throw unwritable(format, path, thrown);
    }
  }
}

/**
 * Writes the reports, each that can be.
 *
 * @param say told what was written
 * @param library as the command line names it, for reproductions
 * @throws InvalidArgument where one could not be written, once all were tried
 */
export async function writeReportFiles(report: Report, flags: ReportFlags, say: (line: string) => void, library?: string): Promise<void> {
  let failed: InvalidArgument | undefined;
  let isClosed = false;
  // Stdout comes last: a reader who has had enough ends the command.
  const isStdout = ([, path]: readonly [string, string]): number => Number(path === '-');
  for (const [format, path] of asked(flags).sort((a, b) => isStdout(a) - isStdout(b))) {
    const text = await formats[format](report, library === undefined ? {} : { library });
    try {
      if (path === '-') await print(text);
      else writeFileSync(path, text);
      if (path !== '-') say(`wrote ${path}`);
    } catch (thrown) {
      if (path === '-' && isClosedPipe(thrown)) isClosed = true;
      else failed ??= unwritable(format, path, thrown);
    }
  }
  if (failed !== undefined) throw failed;
  if (isClosed) endOnClosedPipe();
}
