/** Which of several results that should be the same to report. */
import * as kernels from '../../ops/kernels.js';
import type { OpName } from '../../ops/index.js';
import { elements, sameShape, type Tensor } from '../../tensor.js';

/** What one spelling of a call came to. */
export type Outcome = { readonly ok: true; readonly result: Tensor } | { readonly ok: false; readonly error: unknown };

/** Whether two results are the same to the bit; NaN equals NaN, 0 equals -0. */
export function agree(a: Tensor, b: Tensor): boolean {
  if (!sameShape(a.shape, b.shape)) return false;
  const left = elements(a);
  const right = elements(b);
  return left.every((value, i) => value === right[i] || (Number.isNaN(value) && Number.isNaN(right[i])));
}

function distance(a: Tensor, b: Tensor): number {
  if (!sameShape(a.shape, b.shape)) return Infinity;
  const right = elements(b);
  let largest = 0;
  elements(a).forEach((value, i) => {
    const other = right[i]!;
    if (value === other || (Number.isNaN(value) && Number.isNaN(other))) return;
    const apart = Math.abs(value - other);
    largest = Math.max(largest, Number.isNaN(apart) ? Infinity : apart);
  });
  return largest;
}

/**
 * The position of the outcome to report: the first where all agree, else the one that strays. The reference says which that is: choosing
 * by lot would hide the fault in some of the cases, and the shrinker would lose it on its way.
 *
 * @param args the op's arguments
 */
export function strayOf(op: OpName, args: readonly unknown[], outcomes: readonly Outcome[]): number {
  const first = outcomes[0]!;
  if (outcomes.length === 1) return 0;
  if (first.ok && outcomes.every((outcome) => outcome.ok && agree(outcome.result, first.result))) return 0;
  if (outcomes.every((outcome) => !outcome.ok)) return 0;
  let expected: Tensor;
  try {
    expected = (kernels[op] as unknown as (...given: readonly unknown[]) => Tensor)(...args);
  } catch {
    // The arguments are bad: a spelling that takes them strays.
    return outcomes.findIndex((outcome) => outcome.ok);
  }
  const distances = outcomes.map((outcome) => (outcome.ok ? distance(outcome.result, expected) : 0));
  const farthest = Math.max(...distances);
  // A wrong value is worse than an error; one value alone, near the reference or not, cannot be told from a rounding.
  const values = outcomes.filter((outcome) => outcome.ok);
  const apart = values.some((outcome) => !agree(outcome.result, values[0]!.result));
  if (apart || farthest === Infinity) return distances.indexOf(farthest);
  return outcomes.findIndex((outcome) => !outcome.ok);
}
