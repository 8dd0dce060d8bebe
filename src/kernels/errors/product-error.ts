/** How far a sum of products may be from the truth. */
import { accumulationOf, gamma, type Precision } from '../../precision.js';
import { fromData, type Tensor } from '../../tensor.js';
import { constant, factorOf, uncertain, type Factor, type Special } from './factor.js';
import type { Bounded } from './bounded.js';
import { float64Elements } from '../products/products.js';

export const doubleRoundoff = 2 ** -53;

const none: ArrayLike<number> = [0];

/** A sum of products as a function of its two factors, both float64, dense and of the arguments' shapes. */
export type SumOfProducts = (a: Tensor, b: Tensor) => Tensor;

/**
 * With big = f(|a| + e_a, |b| + e_b) and n products in a cell's sum: (big - f(|a|, |b|)) + gamma(n + 1) * big + n * tiny.
 *
 * Where the precision has another format for its steps, gamma and tiny are of that, and the result's own rounding comes on top.
 *
 * Infinite where big, as rounded, passes the largest number of the steps, or the result that of the precision, and where an argument's error is
 * infinite. 0 where an argument that is NaN or infinite decides the cell: those agree exactly.
 *
 * @param addend one number per entry of the result's last axis, that is added to its sums, first, last or in between: one more product, with 1
 */
export function productError(precision: Precision, a: Bounded, b: Bounded, f: SumOfProducts, addend?: Bounded): Tensor {
  const left = factorOf(a);
  const right = factorOf(b);
  const base = f(left.magnitude, right.magnitude);
  const exact = left.reach === left.magnitude && right.reach === right.magnitude;
  const low = float64Elements(base);
  const big = exact ? low : float64Elements(f(left.reach, right.reach));
  // Zeros of the padding are no products: adding them loses nothing.
  const terms = float64Elements(f(constant(left.shape, 1), constant(right.shape, 1)));
  const { largest } = accumulationOf(precision);
  const values = precision.accumulation && float64Elements(f(a.value, b.value));
  const addedValues = addend && float64Elements(addend.value);
  const noSlack = exact && precision.unitRoundoff === 0;
  const result = new Float64Array(big.length);
  const added = addend && factorOf(addend);
  const [least, reach] = added === undefined ? [none, none] : [added.magnitude.data, added.reach.data];
  const width = least.length;
  for (let i = 0; i < result.length; i++) {
    const base = low[i]! + least[i % width]!;
    const most = big[i]! + reach[i % width]!;
    const n = terms[i]! + (added === undefined ? 0 : 1);
    // Nothing is added to what is added.
    if (terms[i]! === 0 && (n === 0 || added!.reach === added!.magnitude)) continue;
    // The bound's own arithmetic, and that of the reference's value.
    const slack = noSlack ? 0 : gamma(2 * n + 8, doubleRoundoff);
    const rounding = (gamma(n + 1, accumulationOf(precision).unitRoundoff) * precision.factor + slack) * most;
    // A rounded sum passes the largest number a little before the exact one.
    if (!(most + rounding <= largest)) result[i] = Infinity;
    else {
      const error = most - base + rounding + underflowOf(precision, n);
      result[i] = values === undefined ? error : rounded(precision, values[i]! + (addedValues?.[i % width] ?? 0), error);
    }
  }
  if (left.special !== undefined || right.special !== undefined) decideSpecial(result, big, precision, left, right, f);
  if (added?.special !== undefined) decideAdded(result, big, precision, added.special);
  return fromData(result, [...base.shape]);
}

/** A NaN or an infinity that is added decides its cells, unless they might be anything. */
function decideAdded(result: Float64Array, big: Float64Array, precision: Precision, { notFinite, unbounded }: Special): void {
  const width = notFinite.size;
  for (let i = 0; i < result.length; i++) {
    if (unbounded.data[i % width]! > 0) result[i] = Infinity;
    else if (notFinite.data[i % width]! > 0 && result[i]! < Infinity)
      result[i] = big[i]! <= accumulationOf(precision).largest ? 0 : Infinity;
  }
}

/** The error of a value that is rounded to the precision in the end. */
function rounded({ unitRoundoff, largest }: Precision, value: number, error: number): number {
  const reach = Math.abs(value) + error;
  return reach * (1 + unitRoundoff) <= largest ? error + unitRoundoff * reach * (1 + 2 ** -50) : Infinity;
}

/** What products and sums may lose below the smallest numbers. */
export function underflowOf(precision: Precision, terms: number): number {
  const { smallestNormal, smallestSubnormal } = accumulationOf(precision);
  const { flushesSubnormals, accumulation, factor } = precision;
  // Where subnormals are flushed, so is each partial sum.
  const steps = (flushesSubnormals ? 2 * terms * smallestNormal : terms * smallestSubnormal) * factor;
  if (accumulation === undefined) return steps;
  return steps + (flushesSubnormals ? precision.smallestNormal : precision.smallestSubnormal);
}

function decideSpecial(result: Float64Array, big: Float64Array, precision: Precision, left: Factor, right: Factor, f: SumOfProducts): void {
  const [ones, otherOnes] = [constant(left.shape, 1), constant(right.shape, 1)];
  const count = (a: Tensor, b: Tensor): Float64Array => float64Elements(f(a, b));
  const none = new Float64Array(result.length);
  const fromLeft = left.special ? count(left.special.notFinite, otherOnes) : none;
  const fromRight = right.special ? count(ones, right.special.notFinite) : none;
  const wildLeft = left.special ? count(left.special.unbounded, otherOnes) : none;
  const wildRight = right.special ? count(ones, right.special.unbounded) : none;
  // An infinity times a number that may be zero or change sign.
  const openLeft = left.special ? count(left.special.notFinite, uncertain(right)) : none;
  const openRight = right.special ? count(uncertain(left), right.special.notFinite) : none;
  for (let i = 0; i < result.length; i++) {
    if (wildLeft[i]! + wildRight[i]! + openLeft[i]! + openRight[i]! > 0) result[i] = Infinity;
    else if (fromLeft[i]! + fromRight[i]! > 0) result[i] = big[i]! <= accumulationOf(precision).largest ? 0 : Infinity;
  }
}
