import { accumulationOf, gamma, roundingsOf, type Precision } from '../../precision.js';
import { fromData, type Tensor } from '../../tensor.js';
import { factorOf } from './factor.js';
import type { Bounded } from './bounded.js';
import { doubleRoundoff, underflowOf } from './product-error.js';
import { float64Elements } from '../products/products.js';

export interface LinearSteps {
  /** Elements that each result cell is a sum of. */
  readonly terms: Float64Array;
  /** Roundings on the way of one element into the result, besides one per term. */
  readonly roundings: number;
  /** Whether a term may lose something below the smallest numbers. A plain sum does not, unless subnormals are flushed. */
  readonly underflows: boolean;
  /** What a result is at most divided by, after the sum. Default: 1. */
  readonly divisor?: number;
  /** Whether the result of integers need not be one, and may then be rounded either way. Default: false. */
  readonly fractional?: boolean;
}

/**
 * The error of weighted sums of x's elements with weights >= 0, `f`:
 * (f(|x| + e) - f(|x|)) + gamma(n + roundings) * f(|x| + e) + n * tiny.
 *
 * Infinite and 0 where a sum of products' would be; NaN where f makes NaN of finite elements (a mean of nothing) agrees exactly.
 */
export function linearError(precision: Precision, given: LinearSteps, x: Bounded, f: (value: Tensor) => Tensor): Tensor {
  const { terms, roundings, underflows, divisor = 1, fractional = false } = given;
  const factor = factorOf(x);
  const base = float64Elements(f(factor.magnitude));
  const reached = f(factor.reach);
  const big = float64Elements(reached);
  const result = new Float64Array(big.length);
  const exact = factor.reach === factor.magnitude && precision.unitRoundoff === 0;
  // The result's rounding to a narrower format loses what sums do not.
  const loses = underflows || precision.flushesSubnormals || precision.accumulation !== undefined;
  const value = fractional && precision.unitRoundoff === 0 ? float64Elements(f(x.value)) : undefined;
  const limit = Math.min(precision.largest, accumulationOf(precision).largest / Math.max(1, divisor));
  for (let i = 0; i < result.length; i++) {
    const most = big[i]!;
    if (Number.isNaN(base[i]!)) continue;
    const steps = terms[i]! + roundings;
    const relative = roundingsOf(precision, steps) + (exact ? 0 : gamma(2 * steps + 8, doubleRoundoff));
    if (!(most + relative * most <= limit)) result[i] = Infinity;
    else {
      result[i] = most - base[i]! + relative * most + (loses ? underflowOf(precision, terms[i]!) : 0);
      if (value !== undefined && !Number.isInteger(value[i]!)) result[i]! += 1;
    }
  }
  if (factor.special !== undefined) {
    const wild = float64Elements(f(factor.special.unbounded));
    const special = float64Elements(f(factor.special.notFinite));
    for (let i = 0; i < result.length; i++) {
      if (wild[i]! > 0) result[i] = Infinity;
      else if (special[i]! > 0) result[i] = big[i]! <= limit ? 0 : Infinity;
    }
  }
  return fromData(result, [...reached.shape]);
}
