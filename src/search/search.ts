/** Many runs of many laws, in ever longer sweeps. */
import type { Finding } from '../diagnosis/findings/findings.js';
import type { Executor, Job, JobResult } from '../engine/executor.js';
import { globalOptions } from '../engine/global-options.js';
import { checkPolicy, type SearchProgress, type Stretch } from '../engine/policy.js';
import { follow, run } from '../engine/run.js';
import { InvalidArgument } from '../invalid-argument.js';
import type { AnyLaw } from '../law.js';
import type { Report } from '../report/report.js';

export interface SearchOptions {
  /** Default: that of `fc.configureGlobal`, else drawn anew. */
  readonly seed?: number;
  /** Runs per law, >= 1. Default: without end, where a time is given; 400 otherwise. */
  readonly runs?: number;
  /** Milliseconds in all. Default: no limit. */
  readonly time?: number;
  /** Afterwards, every window configuration up to this size. Default: none. */
  readonly exhaustive?: number;
  /** All runs of a law in one stretch, the law judged by its first failure whatever is known by then, as in `checkLaws`. Default: false. */
  readonly once?: boolean;
  /** Ends the search early, with what is known so far. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SearchProgress) => void;
  /** Called with each new finding, when it is made. */
  readonly onFinding?: (finding: Finding) => void;
  /** Run before all else: cases that failed in an earlier search. */
  readonly first?: readonly Job[];
  /** Called with the result of each of them. */
  readonly onFirst?: (result: JobResult) => void;
}

/** Runs per law of the first sweep: each law has had its turn early. */
const firstSweep = 10;

/** Where the second sweep ends; later ones are as long. */
const secondSweep = 50;

/**
 * How much further each mark lies than the one before. The findings are those at the last mark that every law has reached: as marks
 * lie far apart, two searches with one seed have the same findings, unless one is many times faster.
 */
const growth = 40;

/** The run at which the sweep ends that begins at this one. */
function sweepEnd(from: number): number {
  if (from < firstSweep) return firstSweep;
  return from < secondSweep ? secondSweep : from + secondSweep;
}

/** Whether a run is one of 10, 50, 2000, 80000, ... */
function isMark(run: number): boolean {
  if (run === firstSweep) return true;
  let mark = secondSweep;
  while (mark < run) mark *= growth;
  return mark === run;
}

function* sweepsTo(runs: number): Generator<Stretch> {
  for (let end = 0; end < runs;) {
    end = Math.min(runs, sweepEnd(end));
    yield { end, isCheckpoint: isMark(end) || end === runs };
  }
}

function checked(options: SearchOptions): { seed: number; runs: number; time: number } {
  // What is set of runs and time is meant for single properties.
  const { seed = globalOptions().seed ?? Math.floor(Math.random() * 2 ** 31), time = Infinity, exhaustive } = options;
  const { runs = time === Infinity ? 400 : Infinity } = options;
  if (!Number.isInteger(seed)) throw new InvalidArgument('search', 'seed', seed, 'it must be an integer');
  if (runs !== Infinity && (!Number.isInteger(runs) || runs < 1))
    throw new InvalidArgument('search', 'runs', runs, 'it must be an integer >= 1');
  if (!(time > 0)) throw new InvalidArgument('search', 'time', time, 'it must be a number of milliseconds > 0');
  if (options.once === true && runs === Infinity)
    throw new InvalidArgument('search', 'runs', undefined, 'laws that run once have a number of runs');
  if (exhaustive !== undefined && (!Number.isInteger(exhaustive) || exhaustive < 1))
    throw new InvalidArgument('search', 'exhaustive', exhaustive, 'it must be an integer >= 1');
  return { seed, runs, time };
}

/**
 * Searches a library for bugs: every law, first its covering array, then ever more random cases, then, where asked, every window
 * configuration up to a size. A bug that is found is explained and passed over from then on. The same seed finds the same, whatever
 * executes the jobs. Where the time is up, `findings` are those at the last of the runs 10, 50, 2000, ... that every law has reached;
 * what came up beyond is told apart, as `beyond`. Before run 10, all are `findings`.
 *
 * @param executor runs the jobs; closed by the caller
 * @throws InvalidArgument on budgets that are none
 */
export async function search(executor: Executor, laws: readonly AnyLaw[], options: SearchOptions = {}): Promise<Report> {
  const { seed, runs, time } = checked(options);
  const { signal, exhaustive, first = [], once = false } = options;
  const more = { first, ...(signal !== undefined && { signal }), ...(exhaustive !== undefined && { exhaustive }) };
  const policy = once
    ? { ...checkPolicy({ seed, runs, time }), ...more }
    : { seed, time, stretches: sweepsTo(runs), eachByItself: false, ...more };
  return follow(run(laws, executor, policy), (event) => {
    if (event.kind === 'checked') options.onProgress?.(event);
    if (event.kind === 'replayed') options.onFirst?.(event.result);
    if (event.kind === 'diagnosed' && event.isNew) options.onFinding?.(event.finding);
  });
}
