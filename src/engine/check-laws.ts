import { laws as catalogue } from '../../properties/index.js';
import { InvalidArgument } from '../invalid-argument.js';
import type { AnyLaw } from '../law.js';
import type { Budget, TensorLibrary } from '../library.js';
import type { Progress, Report } from '../report/report.js';
import type { Executor } from './executor.js';
import { globalOptions } from './global-options.js';
import { inProcess } from './in-process.js';
import { checkPolicy, type Policy } from './policy.js';
import type { PropertyOptions } from './property-options.js';
import { follow, run } from './run.js';
import { selectLaws, type LawSelection } from './select.js';

export interface CheckOptions extends PropertyOptions {
  /** Ids, globs or laws. Default: every law of the catalogue. */
  readonly laws?: LawSelection;
  /** Runs per law, >= 1. Default: `numRuns` of `fc.configureGlobal`, the library's own budget, or 100. */
  readonly runs?: number;
  /** Default: that of `fc.configureGlobal`, or drawn anew. */
  readonly seed?: number;
  /** Milliseconds for the whole check; a law that has none left is inconclusive. Default: the library's own budget, or no limit. */
  readonly time?: number;
  /** Called after each law. */
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * What a check spends.
 *
 * @param own what the library itself may cost, where the options leave it out
 * @throws InvalidArgument on runs, seed or time that are no such numbers
 */
export function checkedOptions(
  options: Pick<CheckOptions, 'runs' | 'seed' | 'time'>,
  own: Pick<Budget, 'runs' | 'time'> = {},
): { runs: number; seed: number; time: number } {
  // Its limit of time is one for each property: a check's own is for all.
  const set = globalOptions();
  const {
    runs = set.runs ?? own.runs ?? 100,
    seed = set.seed ?? Math.floor(Math.random() * 2 ** 31),
    time = own.time ?? Infinity,
  } = options;
  if (!Number.isInteger(runs) || runs < 1) throw new InvalidArgument('checkLaws', 'runs', runs, 'it must be an integer >= 1');
  if (!Number.isInteger(seed)) throw new InvalidArgument('checkLaws', 'seed', seed, 'it must be an integer');
  if (!(time > 0)) throw new InvalidArgument('checkLaws', 'time', time, 'it must be a number of milliseconds > 0');
  return { runs, seed, time };
}

/** Checks laws on the library of an executor, and tells of each when its own runs are done. */
export function checkOn(
  executor: Executor,
  laws: readonly AnyLaw[],
  policy: Policy,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<Report> {
  let done = 0;
  return follow(run(laws, executor, policy), (event) => {
    if (event.kind !== 'checked' || !event.isFirst) return;
    const { law, verdict } = event;
    onProgress({ law, verdict, done: ++done, total: laws.length });
  });
}

/**
 * Checks laws on a library and says what was found of each: a law is judged by its first failure, and its runs go on past what is known
 * by then, to find what else there is.
 *
 * @param library what `defineLibrary` returns; `setup` runs first, `close` last
 * @throws InvalidArgument on unknown laws, runs below 1, and the like
 */
export async function checkLaws(library: TensorLibrary, options: CheckOptions = {}): Promise<Report> {
  const budget = checkedOptions(options, library.budget);
  const chosen = selectLaws(catalogue, options.laws);
  const executor = await inProcess(library, chosen, options);
  try {
    return await checkOn(executor, chosen, checkPolicy(budget), options.onProgress);
  } finally {
    await executor.close();
  }
}
