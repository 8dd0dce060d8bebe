/** Calls that are too large for a law. */
import { defineDomain } from '../../domain.js';
import { Unsupported } from '../../library/spelling.js';
import type { OpName } from '../../ops/index.js';
import { isTensor, sizeOf } from '../../tensor.js';

/** Elements of a call, as so many times those that a case may have: what a law makes of a case may be larger than that. */
const mostTimes = 32;

/** Elements of a case, at most, where a library does not say. */
const usual = defineDomain().largest;

/**
 * Refuses a call that a law made of a case, and that has more elements than any means to: it would take a library as long as a hang.
 *
 * @param largest elements of a case, at most
 * @throws Unsupported where it is too large
 */
export function refuseTooLarge(op: OpName, args: readonly unknown[], largest = usual): void {
  const elements = args.reduce<number>((sum, arg) => sum + (isTensor(arg) ? sizeOf(arg.shape) : 0), 0);
  if (elements > mostTimes * Math.max(largest, usual)) throw new Unsupported(`${op}: a law's call of ${elements} elements is too large`);
}
