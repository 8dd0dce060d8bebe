import { laws as catalogue } from '../../properties/index.js';
import { selectLaws } from '../engine/select.js';
import { InvalidArgument } from '../invalid-argument.js';
import type { AnyLaw } from '../law.js';
import { printable } from '../report/words/printable.js';
import { search } from '../search/search.js';
import { checkIsolation, executorFor, onInterrupt, type IsolationFlags } from './isolation.js';
import type { Finding } from '../diagnosis/findings/findings.js';
import type { Executor } from '../engine/executor.js';
import type { SearchProgress } from '../engine/policy.js';
import type { Report } from '../report/report.js';
import { leaveSoon } from './load/leave-soon.js';
import { reportLines, summaryLines } from './output/print-report.js';
import { checkReportFiles, usesStdout, writeReportFiles, type ReportFlags } from './output/report-files.js';
import { openDatabase } from './kept/open-database.js';
import type { SearchDatabase } from './kept/search-database.js';
import type { FailureDatabase } from '../search/database.js';
import { exitStatus } from './exit-status.js';
import { searchView } from './output/search-view.js';
import { terminalOf, wrapped } from './output/terminal.js';

export interface SearchFlags extends ReportFlags, IsolationFlags {
  readonly laws?: string[];
  readonly runs?: number;
  readonly seed?: number;
  /** Milliseconds. */
  readonly time?: number;
  readonly exhaustive?: number;
  readonly shard?: { readonly index: number; readonly count: number };
  /** A folder, or the address of a server; false for none. */
  readonly database: string | false;
  readonly quiet?: boolean;
  /** Every finding in full, and every law. */
  readonly all?: boolean;
  readonly plain?: boolean;
  /** Whether a convention makes it fail. */
  readonly strict?: boolean;
  /** Whether it ends with the first finding. */
  readonly bail?: boolean;
}

/** Time of a search for which no budget is given, in milliseconds. */
export const defaultTime = 60_000;

/** Every count-th law: each family is dealt to all shards. */
function shardOf(laws: readonly AnyLaw[], shard: SearchFlags['shard']): readonly AnyLaw[] {
  if (shard === undefined) return laws;
  const { index, count } = shard;
  const own = laws.filter((_, i) => i % count === index - 1);
  if (own.length === 0) throw new InvalidArgument('search', '--shard', `${index}/${count}`, `there are ${laws.length} laws to deal`);
  return own;
}

/** What a search runs on, and what else is told of it. */
export interface SearchParts {
  /** @param stop aborted by Ctrl-C */
  readonly executor: (stop: AbortSignal, warn: (line: string) => void) => Promise<SearchExecutor>;
  readonly database: (library: string, laws: readonly AnyLaw[], warn: (line: string) => void) => Promise<SearchDatabase | undefined>;
  readonly onProgress?: (progress: SearchProgress) => void;
  readonly onFinding?: (finding: Finding) => void;
  /** Told of the report before it is printed. */
  readonly onReport?: (report: Report, isWhole: boolean) => Promise<void>;
  /** Ends it early, as Ctrl-C does. */
  readonly signal?: AbortSignal;
}

/** Thrown where a search is stopped before it has what it runs on. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

type SearchExecutor = Executor & Required<Pick<Executor, 'notes'>>;

/** Searches a library for bugs, prints what was found, and gives the exit status. */
export function searchLibrary(name: string, flags: SearchFlags): Promise<number> {
  checkIsolation('search', [name], flags);
  return searchOn(name, flags, {
    executor: () => executorFor(name, flags, usesStdout(flags)),
    database: (library, laws, warn) => databaseFor(flags, library, laws, warn),
  });
}

/** Searches a library for bugs on what is given. */
export async function searchOn(name: string, flags: Omit<SearchFlags, 'database'>, parts: SearchParts): Promise<number> {
  const laws = shardOf(selectLaws(catalogue, flags.laws), flags.shard);
  checkReportFiles(flags);
  const stream = usesStdout(flags) ? process.stderr : process.stdout;
  const warn = (line: string): void => void process.stderr.write(`${printable(`tensor-laws: ${line}`)}\n`);
  const say = (line: string): void => void stream.write(`${line}\n`);
  const { runs, seed, exhaustive, quiet = false, plain = false, all = false } = flags;
  const time = flags.time ?? (runs === undefined && exhaustive === undefined ? defaultTime : undefined);
  const stop = new AbortController();
  const enough = new AbortController();
  const ignore = onInterrupt(stop, warn);
  const view = searchView({ stream, plain, quiet });
  const stopped = AbortSignal.any([stop.signal, ...(parts.signal === undefined ? [] : [parts.signal])]);
  let executor: SearchExecutor | undefined;
  let stored: SearchDatabase | undefined;
  try {
    executor = await parts.executor(stop.signal, warn);
    const kept = (stored = await parts.database(executor.library.name, laws, warn));
    const report = await search(executor, laws, {
      ...(seed !== undefined && { seed }),
      ...(runs !== undefined && { runs }),
      ...(time !== undefined && { time }),
      ...(exhaustive !== undefined && { exhaustive }),
      signal: AbortSignal.any([stopped, enough.signal]),
      ...(kept !== undefined && { first: kept.jobs(), onFirst: (result) => kept.replayed(result) }),
      onProgress: (progress) => {
        view.progress(progress);
        parts.onProgress?.(progress);
      },
      onFinding: (finding) => {
        view.found();
        view.line(wrapped(printable(`found: ${finding.title}`), terminalOf(stream)));
        kept?.found(finding);
        parts.onFinding?.(finding);
        if (flags.bail === true) enough.abort();
      },
    });
    view.stop();
    await parts.onReport?.(report, !stopped.aborted);
    await kept?.finish(report);
    for (const note of executor.notes) warn(note);
    const terminal = terminalOf(stream);
    for (const line of quiet ? summaryLines(report, terminal).slice(1) : reportLines(report, { terminal, all, library: name })) say(line);
    for (const title of kept?.fixed ?? []) say(printable(`fails no more, and is no longer stored: ${title}`));
    await writeReportFiles(report, flags, quiet ? () => undefined : say, name);
    return exitStatus(report, stopped, flags.strict);
  } catch (thrown) {
    if (!(thrown instanceof Stopped)) throw thrown;
    warn(thrown.message);
    return 130;
  } finally {
    view.stop();
    await stored?.close();
    await executor?.close();
    ignore();
    if (!flags.isolate) leaveSoon();
  }
}

/** What is kept of a library in a database. */
export async function openStored(database: FailureDatabase, library: string, laws: readonly AnyLaw[]): Promise<SearchDatabase> {
  const { SearchDatabase: Stored } = await import('./kept/search-database.js');
  return Stored.open(database, library, new Set(laws.map(({ id }) => id)));
}

export async function databaseFor(
  { database }: Pick<SearchFlags, 'database'>,
  library: string,
  laws: readonly AnyLaw[],
  warn: (line: string) => void,
): Promise<SearchDatabase | undefined> {
  if (database === false) return undefined;
  return openStored(await openDatabase(database, warn), library, laws);
}
