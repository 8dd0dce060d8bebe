/** In which order the failures of a round are looked into. */
import { elements, isTensor } from '../../tensor.js';
import type { Stray } from '../../judge/judge.js';
import type { JobResult } from '../executor.js';

const isSpecial = ({ args }: Stray): boolean => args.some((arg) => isTensor(arg) && elements(arg).some((value) => !Number.isFinite(value)));

/** Steps of the order, the first 0. */
export const steps = 4;

/**
 * The step in which the failure that a job found is looked into: wrong results on finite numbers say the most of what is wrong. Special
 * values may meet a bug beside their own, errors may follow from one, and a bad argument may be accepted by one.
 */
export function stepOf({ verdict }: JobResult): number {
  const stray = 'counterexample' in verdict ? verdict.counterexample?.blame : undefined;
  if (stray === undefined) return 0;
  if (stray.rule !== undefined || stray.kind === 'accepted') return 3;
  if (stray.kind === 'threw') return 2;
  return isSpecial(stray) ? 1 : 0;
}
