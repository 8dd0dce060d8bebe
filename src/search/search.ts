/** Many runs of many laws: finds a bug, explains it, passes over it, and goes on. */
import type { Report } from '../report/report.js';
import type { Finding } from '../diagnosis/findings.js';
import { isRed, type Verdict } from '../judge/verdict.js';
import { InvalidArgument } from '../invalid-argument.js';
import type { AnyLaw } from '../law.js';
import { version } from '../version.js';
import { newIn } from '../diagnosis/same-bug.js';
import type { Executor, Job, JobResult } from '../engine/executor.js';
import { Sweeps } from './sweeps.js';

export interface SearchOptions {
  /** Default: drawn anew. */
  readonly seed?: number;
  /** Runs per law, >= 1. Default: without end, where a time is given; 400 otherwise. */
  readonly runs?: number;
  /** Milliseconds in all. Default: no limit. */
  readonly time?: number;
  /** Afterwards, every window configuration up to this size. Default: none. */
  readonly exhaustive?: number;
  /** All runs of a law in one stretch that ends at its first failure, as in `checkLaws`: nothing is passed over. Default: false. */
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

export interface SearchProgress {
  readonly law: string;
  readonly verdict: Verdict;
  /** Jobs done in this sweep, this one included, and jobs in all so far. */
  readonly done: number;
  readonly total: number;
  /** Run that each law has reached when the sweep is done. */
  readonly runs: number;
  /** Law checks so far. */
  readonly checks: number;
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

/** Laws that compare one call with the reference come first: what they find is the simplest to tell, and passed over in all others. */
function inTurn(laws: readonly AnyLaw[]): AnyLaw[] {
  const isDirect = ({ id }: AnyLaw): boolean => id.startsWith('agreement/');
  return [...laws.filter(isDirect), ...laws.filter((law) => !isDirect(law))];
}

function checked(options: SearchOptions): { seed: number; runs: number; time: number } {
  const { seed = Math.floor(Math.random() * 2 ** 31), time = Infinity, exhaustive } = options;
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
  const { once = false } = options;
  const started = performance.now();
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  options.signal?.addEventListener('abort', abort);
  if (options.signal?.aborted === true) abort();
  const timer = time === Infinity ? undefined : setTimeout(abort, time);
  const state = new Sweeps(executor, inTurn(laws), options, stop.signal);
  let reached = 0;
  let counted = 0;
  let whole: readonly Finding[] | undefined;
  let all: readonly Finding[];
  try {
    if (options.first !== undefined && options.first.length > 0) await state.replay(options.first);
    while (reached < runs && !stop.signal.aborted) {
      const from = reached;
      const end = once ? runs : Math.min(runs, sweepEnd(from));
      await state.sweep(() => ({ seed, from, runs: end - from }));
      const findings = await state.findings();
      if (stop.signal.aborted) break;
      reached = end;
      const done = state.isDone;
      if (isMark(end) || end === runs || done) {
        whole = findings;
        counted = end;
      }
      if (done) break;
    }
    const { exhaustive: size } = options;
    if (size !== undefined && !stop.signal.aborted) {
      await state.sweep(() => ({ seed, from: 0, runs: 1, enumerate: { size, index: 1, count: 1 } }));
      const findings = await state.findings();
      if (!stop.signal.aborted) whole = findings;
    }
    all = await state.findings();
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', abort);
  }
  const beyond = whole === undefined ? [] : newIn(all, whole);
  const results = laws.map(({ id, statement }) => {
    const tally = state.tally(id);
    return { law: id, statement, verdict: tally.result(), elapsed: tally.elapsed };
  });
  return {
    tensorLaws: version,
    library: executor.library,
    seed,
    runs: once ? runs : counted,
    results,
    findings: whole ?? all,
    ...(beyond.length > 0 && { beyond }),
    calls: state.calls,
    elapsed: performance.now() - started,
    ok: results.every(({ verdict }) => !isRed(verdict)),
  };
}
