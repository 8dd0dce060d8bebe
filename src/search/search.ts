/** Many runs of many laws: finds a bug, explains it, passes over it, and goes on. */
import type { Report } from '../check/check-laws.js';
import type { Finding } from '../check/findings.js';
import { isRed, type Verdict } from '../check/verdict.js';
import { InvalidArgument } from '../invalid-argument.js';
import type { AnyLaw } from '../law.js';
import { version } from '../version.js';
import type { Executor, Job, JobResult } from './executor.js';
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

/** Runs per law at which the sweeps end: short ones first, so that every law has had its turn early. */
const sweepEnds = [10, 25, 50, 100];

/** Runs per law of each later sweep. */
const sweepLength = 100;

/** The run at which the sweep ends that begins at this one. */
function sweepEnd(from: number): number {
  return sweepEnds.find((end) => end > from) ?? from + sweepLength;
}

/** Laws that compare one call with the reference come first: what they find is the simplest to tell, and passed over in all others. */
function inTurn(laws: readonly AnyLaw[]): AnyLaw[] {
  const isDirect = ({ id }: AnyLaw): boolean => id.startsWith('agreement/');
  return [...laws.filter(isDirect), ...laws.filter((law) => !isDirect(law))];
}

function checked(options: SearchOptions): { seed: number; runs: number; time: number } {
  const { seed = Math.floor(Math.random() * 2 ** 31), time = Infinity, exhaustive } = options;
  const { runs = time === Infinity ? 400 : Infinity } = options;
  if (!Number.isInteger(seed)) throw new InvalidArgument('search', 'seed', seed, 'it is an integer');
  if (runs !== Infinity && (!Number.isInteger(runs) || runs < 1))
    throw new InvalidArgument('search', 'runs', runs, 'it is an integer >= 1');
  if (!(time > 0)) throw new InvalidArgument('search', 'time', time, 'it is a number of milliseconds > 0');
  if (exhaustive !== undefined && (!Number.isInteger(exhaustive) || exhaustive < 1))
    throw new InvalidArgument('search', 'exhaustive', exhaustive, 'it is an integer >= 1');
  return { seed, runs, time };
}

/**
 * Searches a library for bugs: every law, first its covering array, then ever more random cases, then, where asked, every window
 * configuration up to a size. A bug that is found is explained and passed over from then on. The same seed finds the same, whatever
 * executes the jobs; a time budget only cuts the search off.
 *
 * @param executor runs the jobs; closed by the caller
 * @throws InvalidArgument on budgets that are none
 */
export async function search(executor: Executor, laws: readonly AnyLaw[], options: SearchOptions = {}): Promise<Report> {
  const { seed, runs, time } = checked(options);
  const started = performance.now();
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  options.signal?.addEventListener('abort', abort);
  if (options.signal?.aborted === true) abort();
  const timer = time === Infinity ? undefined : setTimeout(abort, time);
  const state = new Sweeps(executor, inTurn(laws), options, stop.signal);
  let reached = 0;
  let found: Awaited<ReturnType<Sweeps['finish']>>;
  try {
    if (options.first !== undefined && options.first.length > 0) await state.replay(options.first);
    while (reached < runs && !stop.signal.aborted) {
      const from = reached;
      const end = Math.min(runs, sweepEnd(from));
      await state.sweep(() => ({ seed, from, runs: end - from }));
      if (!stop.signal.aborted) reached = end;
    }
    const { exhaustive: size } = options;
    if (size !== undefined && !stop.signal.aborted)
      await state.sweep(() => ({ seed, from: 0, runs: 1, enumerate: { size, index: 1, count: 1 } }));
    found = await state.finish();
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', abort);
  }
  const results = laws.map(({ id, statement }) => {
    const tally = state.tally(id);
    return { law: id, statement, verdict: tally.result(), elapsed: tally.elapsed };
  });
  return {
    tensorLaws: version,
    library: executor.library,
    seed,
    runs: reached,
    results,
    ...found,
    elapsed: performance.now() - started,
    ok: results.every(({ verdict }) => !isRed(verdict)),
  };
}
