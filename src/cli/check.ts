import { laws as catalogue } from '../../properties/index.js';
import { checkedOptions } from '../engine/check-laws.js';
import { checkPolicy } from '../engine/policy.js';
import { follow, run } from '../engine/run.js';
import { isUndecided } from '../report/outcome.js';
import type { Report } from '../report/report.js';
import type { Stray } from '../judge/judge.js';
import { selectLaws } from '../engine/select.js';
import { InvalidArgument } from '../invalid-argument.js';
import { describeThrown } from '../judge/failures.js';
import type { AnyLaw } from '../law.js';
import { InvalidLibrary } from '../library.js';
import { printable } from '../report/words/printable.js';
import { checkIsolation, executorFor, onInterrupt, type IsolationFlags } from './isolation.js';
import type { NotedExecutor } from '../engine/executor.js';
import { exitStatus } from './exit-status.js';
import { folderOf } from './kept/open-database.js';
import { keepFailed, lastFailed } from './kept/last-failed.js';
import { apartFromWritten, checkKnownFlags, writeKnown, type KnownFlags } from './kept/known-file.js';
import { leaveSoon } from './load/leave-soon.js';
import { reportLines } from './output/print-report.js';
import { checkReportFiles, usesStdout, writeReportFiles, type ReportFlags } from './output/report-files.js';
import { searchView } from './output/search-view.js';
import { terminalOf } from './output/terminal.js';

export interface CheckFlags extends ReportFlags, IsolationFlags, KnownFlags {
  readonly laws?: string[];
  readonly runs?: number;
  readonly seed?: number;
  /** Milliseconds. */
  readonly time?: number;
  /** Every finding in full, and every law. */
  readonly all?: boolean;
  /** Whether a convention makes it fail. */
  readonly strict?: boolean;
  /** Whether it ends with the first finding. */
  readonly bail?: boolean;
  /** Whether to check the laws alone that were red the last time. */
  readonly lastFailed?: boolean;
  /** A folder in which those are kept; false for none. */
  readonly database: string | false;
}

type Say = (line: string) => void;

/** Laws that must fail of an op that never returns before the library, and not its results, is taken to be at fault. */
const severalLaws = 3;

/** What makes the library itself unusable: an op that never gave a tensor, in several laws, whatever it was given. */
function adapterProblem({ library, results, calls }: Report): string | undefined {
  for (const [op, { returned, threw }] of Object.entries(calls)) {
    const told = results.flatMap(({ verdict }) => {
      if (verdict.kind !== 'violated' && verdict.kind !== 'crashed') return [];
      const { blame } = verdict.counterexample ?? {};
      return blame?.op === op && (blame.kind === 'threw' || blame.kind === 'badResult') ? [blame] : [];
    });
    if (told.length < severalLaws) continue;
    const [{ message, kind }] = told as [Stray];
    const what = `library ${library.name}: ${message}`;
    if (returned === 0) return `${what}, in all of its ${threw} calls; an op returns a tensor, or throws unsupported('reason')`;
    const worked = results.some(
      ({ law, verdict }) => verdict.kind === 'holds' && catalogue.find(({ id }) => id === law)?.requires.some((each) => each === op),
    );
    if (kind === 'badResult' && !worked) return what;
  }
  return undefined;
}

/** The laws that were red the last time, of those that are asked for; all where none was. */
function failedOf(laws: readonly AnyLaw[], name: string, { lastFailed: asked, database }: CheckFlags, warn: Say): readonly AnyLaw[] {
  if (asked !== true) return laws;
  if (database === false) throw new InvalidArgument('check', '--last-failed', true, 'it reads the database, and --no-database has none');
  const failed = lastFailed(database, name);
  const chosen = laws.filter(({ id }) => failed.has(id));
  if (chosen.length > 0) return chosen;
  warn('no law was red the last time: all are checked');
  return laws;
}

/** Keeps which laws are red. That it cannot be kept is said, and no more. */
function keep(report: Report, name: string, { database }: CheckFlags, warn: Say): void {
  if (database === false) return;
  try {
    keepFailed(database, name, report);
  } catch (thrown) {
    warn(`which laws are red cannot be kept in ${database}: ${describeThrown(thrown)}`);
  }
}

/** What a check came to, and the bugs that it knew. */
interface Checked extends Pick<NotedExecutor, 'notes'> {
  readonly report: Report;
  readonly known: NotedExecutor['known'];
}

/** How often a check goes on with what it has written as known, at most. */
const mostRounds = 12;

/** Checks a library, prints what was found, and gives the exit status. */
export async function check(name: string, given: CheckFlags): Promise<number> {
  const { database } = given;
  const flags = { ...apartFromWritten(given), database: database === false ? false : folderOf(database) } as const;
  checkIsolation('check', [name], flags);
  const warn: Say = (line) => console.error(printable(`tensor-laws: ${line}`));
  const laws = failedOf(selectLaws(catalogue, flags.laws), name, flags, warn);
  checkReportFiles(flags);
  checkKnownFlags(flags);
  const keepStdout = usesStdout(flags);
  const stream = keepStdout ? process.stderr : process.stdout;
  const say: Say = (line) => void stream.write(`${line}\n`);
  checkedOptions(flags);
  const stop = new AbortController();
  const ignore = onInterrupt(stop, warn);

  const checkOnce = async (knownFile: string | undefined): Promise<Checked> => {
    const enough = new AbortController();
    const view = searchView({ stream, plain: false, quiet: false });
    const executor = await executorFor(name, { ...flags, ...(knownFile !== undefined && { known: knownFile }) }, keepStdout);
    try {
      const budget = checkedOptions(flags, executor.budget);
      if (flags.time === undefined && budget.time !== Infinity)
        warn(`a check of ${executor.library.name} takes ${budget.time / 1000} s at most, as its calls are slow: --time gives it more`);
      const policy = { ...checkPolicy(budget), signal: AbortSignal.any([stop.signal, enough.signal]) };
      const report = await follow(run(laws, executor, policy), (event) => {
        if (event.kind === 'checked') view.progress(event);
        if (event.kind !== 'diagnosed' || !event.isNew) return;
        view.found();
        if (flags.bail === true) enough.abort();
      });
      return { report, known: executor.known, notes: executor.notes };
    } finally {
      view.stop();
      await executor.close();
    }
  };
  const print = (report: Report): void => {
    for (const line of reportLines(report, { terminal: terminalOf(stream), all: flags.all ?? false, library: name })) say(line);
  };

  /** A rule that one op does not check is passed over in all, and known of that op alone: more comes where it is known. */
  const goOn = async (path: string): Promise<number> => {
    for (let round = 1; round < mostRounds; round++) {
      say('');
      say(`checked again with what is known from ${path}:`);
      const checked = await checkOnce(path);
      if (stop.signal.aborted) return exitStatus(checked.report, stop.signal, flags.strict);
      print(checked.report);
      const { added, isRed } = writeKnown(checked, { updateKnown: path }, say);
      if (added === 0) return isRed || isUndecided(checked.report.results) ? 1 : 0;
    }
    warn(`each of ${mostRounds} checks found bugs that were not known: ${path} is not whole, --update-known goes on`);
    return 1;
  };

  try {
    const checked = await checkOnce(flags.updateKnown);
    const { report } = checked;
    keep(report, name, flags, warn);
    for (const note of checked.notes) warn(note);
    print(report);
    await writeReportFiles(report, flags, say, name);
    const problem = adapterProblem(report);
    if (problem !== undefined) throw new InvalidLibrary(problem);
    const path = flags.writeKnown ?? flags.updateKnown;
    if (path === undefined || stop.signal.aborted) return exitStatus(report, stop.signal, flags.strict);
    const { added, isRed } = writeKnown(checked, flags, say);
    if (added > 0) return await goOn(path);
    return isRed || isUndecided(report.results) ? 1 : 0;
  } finally {
    ignore();
    if (!flags.isolate) leaveSoon();
  }
}
