/** How far a sum of products may be from the truth. */
import { gamma, type Precision } from '../precision.js';
import { fromData, type Tensor } from '../tensor.js';
import { constant, factorOf, uncertain, type Factor } from './factor.js';
import type { Bounded } from './bounded.js';
import { float64Elements } from './products.js';

export const doubleRoundoff = 2 ** -53;

/** A sum of products as a function of its two factors, both float64, dense and of the arguments' shapes. */
export type SumOfProducts = (a: Tensor, b: Tensor) => Tensor;

/**
 * With big = f(|a| + e_a, |b| + e_b) and n products in a cell's sum: (big - f(|a|, |b|)) + gamma(n + 1) * big + n * tiny.
 *
 * Infinite where big, as rounded, passes the precision's largest number, and where an argument's error is infinite. 0 where an argument that is NaN or
 * infinite decides the cell: those agree exactly.
 */
export function productError(precision: Precision, a: Bounded, b: Bounded, f: SumOfProducts): Tensor {
  const left = factorOf(a);
  const right = factorOf(b);
  const base = f(left.magnitude, right.magnitude);
  const exact = left.reach === left.magnitude && right.reach === right.magnitude;
  const low = float64Elements(base);
  const big = exact ? low : float64Elements(f(left.reach, right.reach));
  // Zeros of the padding are no products: adding them loses nothing.
  const terms = float64Elements(f(constant(left.shape, 1), constant(right.shape, 1)));
  const noSlack = exact && precision.unitRoundoff === 0;
  const result = new Float64Array(big.length);
  for (let i = 0; i < result.length; i++) {
    const most = big[i]!;
    const n = terms[i]!;
    if (n === 0) continue;
    // The bound's own arithmetic, and that of the reference's value.
    const slack = noSlack ? 0 : gamma(2 * n + 8, doubleRoundoff);
    const rounding = (roundingOf(precision, n) + slack) * most;
    // A rounded sum passes the largest number a little before the exact one.
    if (!(most + rounding <= precision.largest)) result[i] = Infinity;
    else result[i] = most - low[i]! + rounding + underflowOf(precision, n);
  }
  if (left.special !== undefined || right.special !== undefined) decideSpecial(result, big, precision, left, right, f);
  return fromData(result, [...base.shape]);
}

/** gamma(n + 1), as the library's factor widens it. */
export function roundingOf(precision: Precision, terms: number): number {
  return gamma(terms + 1, precision.unitRoundoff) * precision.factor;
}

/** What products and sums may lose below the smallest numbers. */
export function underflowOf(precision: Precision, terms: number): number {
  // Where subnormals are flushed, so is each partial sum.
  if (precision.flushesSubnormals) return 2 * terms * precision.smallestNormal * precision.factor;
  return terms * precision.smallestSubnormal * precision.factor;
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
    else if (fromLeft[i]! + fromRight[i]! > 0) result[i] = big[i]! <= precision.largest ? 0 : Infinity;
  }
}
