/** How far a product of the cells of a window may be from the truth. */
import { factorOf } from '../../kernels/errors/factor.js';
import type { Bounded } from '../../kernels/errors/bounded.js';
import { doubleRoundoff, underflowOf } from '../../kernels/errors/product-error.js';
import { float64Elements } from '../../kernels/products/products.js';
import { accumulationOf, gamma, roundingsOf, type Precision } from '../../precision.js';
import { elements, fromData, type Tensor } from '../../tensor.js';

/** Products, and sums, of the cells of each window. */
export interface OfWindows {
  readonly products: (x: Tensor) => Float64Array;
  readonly sums: (x: Tensor) => Float64Array;
}

/**
 * With big = prod(|x| + e), n cells and reach = prod(max(1, |x| + e)): (big - prod |x|) + gamma(n) * big + n * tiny * reach.
 *
 * In whatever order it is taken, a product of n numbers has n - 1 roundings, each of a relative size of at most u (Higham, lemma 3.1). A step
 * that falls below the smallest numbers loses at most `tiny` beside it, and that is multiplied by factors that come later: some of the
 * others, whose product is at most `reach`. No partial product passes `reach` either: where that, rounded, is a number of the format, none
 * overflows; otherwise one might, and meet a 0, so that anything is allowed.
 *
 * A NaN decides its window, and so does an infinity beside a 0, which is NaN in any order. An infinity alone decides where no partial
 * product of the other factors can vanish, which would make it NaN.
 */
export function windowProductError(precision: Precision, x: Bounded, shape: number[], { products, sums }: OfWindows): Tensor {
  const factor = factorOf(x);
  const values = float64Elements(x.value);
  const errors = x.error && elements(x.error);
  const each = (f: (value: number, error: number) => number): Tensor =>
    fromData(
      Float64Array.from(values, (value, i) => f(value, errors?.[i] ?? 0)),
      [...x.value.shape],
    );
  const reached = float64Elements(factor.reach);
  const base = products(factor.magnitude);
  const big = factor.reach === factor.magnitude ? base : products(factor.reach);
  const most = products(
    fromData(
      Float64Array.from(reached, (value) => Math.max(1, value)),
      [...x.value.shape],
    ),
  );
  const counts = sums(each(() => 1));
  const isInteger = precision.unitRoundoff === 0;
  const exact = isInteger && factor.reach === factor.magnitude;
  const steps = accumulationOf(precision);
  const relativeOf = (n: number): number => roundingsOf(precision, n) + (exact ? 0 : gamma(2 * n + 8, doubleRoundoff));
  const result = new Float64Array(big.length);
  for (let i = 0; i < result.length; i++) {
    const n = counts[i]!;
    if (n === 0) continue;
    const relative = relativeOf(n);
    if (!(most[i]! * (1 + relative) <= steps.largest && big[i]! * (1 + relative) <= precision.largest)) {
      result[i] = Infinity;
      continue;
    }
    // The reference's own steps are float64's.
    const lost = isInteger ? 0 : underflowOf(precision, n) + n * 2 ** -1074;
    result[i] = big[i]! - base[i]! + relative * big[i]! + lost * most[i]! * (1 + relative + lost);
  }
  if (factor.special === undefined) return fromData(result, shape);
  const wild = sums(factor.special.unbounded);
  const special = sums(factor.special.notFinite);
  const none = sums(each((value) => (Number.isNaN(value) ? 1 : 0)));
  const zeros = sums(each((value, error) => (value === 0 && error === 0 ? 1 : 0)));
  const least = products(each((value, error) => (Number.isFinite(value) ? Math.min(1, Math.max(0, Math.abs(value) - error)) : 1)));
  for (let i = 0; i < result.length; i++) {
    if (wild[i]! > 0) result[i] = Infinity;
    else if (special[i]! > 0) {
      const decides = none[i]! > 0 || zeros[i]! > 0 || least[i]! * (1 - Math.min(1, relativeOf(counts[i]!))) >= steps.smallestNormal;
      result[i] = decides ? 0 : Infinity;
    }
  }
  return fromData(result, shape);
}
