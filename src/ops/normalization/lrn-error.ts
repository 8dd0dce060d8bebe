/** How far a local response normalisation may be from the truth. */
import type { Bounded } from '../../kernels/errors/bounded.js';
import { doubleRoundoff, underflowOf } from '../../kernels/errors/product-error.js';
import { float64Elements } from '../../kernels/products/products.js';
import { accumulationOf, gamma, roundingsOf, type Precision } from '../../precision.js';
import { fromData, type Tensor } from '../../tensor.js';
import { windowSums, type LrnPlan } from './lrn-windows.js';

/**
 * A sum of n squares has n roundings, of a product and n - 1 sums; alpha, its quotient by size, and their product with the sum have four,
 * and k and its sum two more. w^-beta falls and is convex, so that it moves most where w is least; it is a power, as of norms, of an exponent
 * that is rounded: w^e changes by |log w| w^e for each unit of e. It may be taken in two powers, or as a quotient of 1 or of x.
 */
export function lrnError(plan: LrnPlan, precision: Precision, x: Bounded): Tensor {
  const { alpha, beta, k, size, outputShape } = plan;
  const values = float64Elements(x.value);
  const errors = x.error === undefined ? new Float64Array(values.length) : float64Elements(x.error);
  const base = windowSums(
    plan,
    values.map((value) => value * value),
  );
  const reached = windowSums(
    plan,
    values.map((value, i) => (Math.abs(value) + errors[i]!) ** 2),
  );
  const open = windowSums(
    plan,
    errors.map((error) => (error === Infinity ? 1 : 0)),
  );
  const format = accumulationOf(precision);
  const largest = Math.min(precision.largest, format.largest);
  const ratio = alpha / size;
  const ofSum = gamma(size + 8, format.unitRoundoff) * precision.factor + gamma(2 * size + 16, doubleRoundoff);
  const ofPower = roundingsOf(precision, 4 * (precision.powerUlps ?? 16) + 6) + gamma(64, doubleRoundoff);
  const ofExponent = 2 * (format.unitRoundoff * precision.factor + doubleRoundoff) * beta;
  const tiny = underflowOf(precision, size + 4);
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) {
    const [value, error] = [values[i]!, errors[i]!];
    if (open[i]! > 0 || precision.unitRoundoff === 0) {
      result[i] = Infinity;
      continue;
    }
    // A NaN in the window is one in the result, whatever it is raised to but 0.
    if (Number.isNaN(base[i]!) || !Number.isFinite(base[i]!)) {
      result[i] = Number.isNaN(value) || (Number.isNaN(base[i]!) && beta > 0 && alpha > 0) ? 0 : Infinity;
      continue;
    }
    const w = k + ratio * base[i]!;
    const most = Math.abs(value) + error;
    const off = ratio * (reached[i]! - base[i]!) + ofSum * (k + ratio * reached[i]!) + tiny * (1 + ratio);
    const [low, high] = [w - off, w + off];
    const power = Math.max(low ** -beta, high ** beta);
    if (
      !(low > 0) ||
      !(Math.max(size, 1) * reached[i]! * Math.max(1, alpha) * 2 <= largest) ||
      !(Math.max(1, most) * power * 2 <= largest)
    ) {
      result[i] = Infinity;
      continue;
    }
    // Powers that are subnormal have no relative error.
    if (high ** -beta < format.smallestNormal || low ** beta < format.smallestNormal) {
      result[i] = Infinity;
      continue;
    }
    const relative = ofPower + ofExponent * Math.max(Math.abs(Math.log(low)), Math.abs(Math.log(high)));
    const moved = most * low ** -beta - Math.abs(value) * w ** -beta;
    result[i] = (Math.max(0, moved) + relative * most * low ** -beta + tiny * (1 + most)) * (1 + 2 ** -48);
    if (!(Math.abs(value) * w ** -beta + result[i]! <= precision.largest)) result[i] = Infinity;
  }
  return fromData(result, [...outputShape]);
}
