import type { Cause } from '../diagnosis/cause/cause.js';
import type { Deviation } from '../diagnosis/deviation.js';
import { knownOf } from '../diagnosis/cause/known.js';
import { explains, groundOf, isExplained, isLedCause, isMemoryCause } from '../diagnosis/cause/same-bug.js';
import { holdsAlone } from '../diagnosis/state/leading-calls.js';
import type { TensorLibrary } from '../library.js';
import type { CallCount } from '../judge/bind/bind.js';
import type { CallTally } from '../judge/bind/call-tally.js';
import type { IsKnown } from '../judge/failed-case.js';
import type { SubjectOptions } from '../judge/subject.js';

export interface PropertyOptions extends SubjectOptions {
  /** How long a promise of the library may take, in milliseconds. Default: 10,000. */
  readonly timeout?: number;
  /** Counts the calls of each op, where given. */
  readonly calls?: Record<string, CallCount>;
  /** Counts what some of them are like, where given. */
  readonly drawn?: CallTally;
  /** Bugs that are known: a failure whose straying calls they all explain is passed over. */
  readonly exclude?: readonly Cause[];
  /** Deviations beside the package's own, that causes are looked for among. Default: none. */
  readonly deviations?: readonly Deviation[];
  /**
   * Whether `property` looks for the cause of a failure, to begin its message with: one or two seconds of further calls, where a failing
   * property takes a tenth. A test that does so has a time limit to match. Default: false; all other ways in look for causes anyway.
   */
  readonly diagnose?: boolean;
  /** Told of each case before it runs: the run and the shrinks that lead to it; empty for a case that was given. */
  readonly onRun?: (path: readonly number[]) => void;
}

/** Whether a stray is of a bug that the options name. */
export function knownTo(library: TensorLibrary, { exclude = [], deviations = [] }: PropertyOptions): IsKnown {
  const ground = groundOf(library, { deviations });
  const led = exclude.filter(isLedCause);
  const ofResults = exclude.filter(isMemoryCause);
  return (stray) => {
    if (isExplained(exclude, stray, ground)) return true;
    // A call that writes to what was handed to it, and not when it is made again, wrote over a result of before.
    const isOfState = stray.kind === 'mutated' ? ofResults.length > 0 : led.some((each) => explains(each, stray, ground, true));
    return isOfState && holdsAlone(library, stray);
  };
}

/** The causes that the library says are known. */
export function causesKnown(library: TensorLibrary, options: PropertyOptions): readonly Cause[] {
  return knownOf(library, options).known.map(({ cause }) => cause);
}
