/** How far a normalised tensor may be from the truth. */
import type { Bounded } from '../../kernels/errors/bounded.js';
import { doubleRoundoff, underflowOf } from '../../kernels/errors/product-error.js';
import { float64Elements } from '../../kernels/products/products.js';
import { accumulationOf, gamma, roundingsOf, type Precision } from '../../precision.js';
import { fromData, type Tensor } from '../../tensor.js';
import type { Moments, NormalPlan } from './normalize.js';
import type { Sets } from './sets.js';

/** Moments, and how far a library's may be from them; Infinity where they may be anything. */
export interface BoundedMoments extends Moments {
  readonly meanError: Float64Array;
  readonly varianceError: Float64Array;
}

/** The means and variances of sets, or their means of squares where `centred` is false, in which the means are 0. */
export function boundedMoments(precision: Precision, x: Bounded, sets: Sets, moments: Moments, centred: boolean): BoundedMoments {
  const { count, size, axes, of } = sets;
  const values = float64Elements(x.value);
  const errors = x.error === undefined ? new Float64Array(values.length) : float64Elements(x.error);
  const [reach, squares, shift, moved] = [0, 1, 2, 3].map(() => new Float64Array(count)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < values.length; i++) {
    const set = of[i]!;
    const [value, error] = [values[i]!, errors[i]!];
    const most = Math.abs(value) + error;
    reach[set]! += most / size;
    squares[set]! += (most * most) / size;
    shift[set]! += error / size;
    // Of v(x + e) - v(x) = 2 mean(d e) + mean(e^2) - mean(e)^2, d = x - mean: the mean of d is 0.
    moved[set]! += (error * (2 * Math.abs(value - moments.mean[set]!) + error)) / size;
  }
  const { largest, unitRoundoff } = accumulationOf(precision);
  const own = gamma(2 * size + 16, doubleRoundoff);
  const ofMean = gamma(size + 2 * axes + 2, unitRoundoff) * precision.factor + own;
  const ofVariance = gamma(roundingsOfVariance(size, axes), unitRoundoff) * precision.factor + own;
  const tiny = underflowOf(precision, 2 * size + 8);
  const meanError = new Float64Array(count);
  const varianceError = new Float64Array(count);
  for (let set = 0; set < count; set++) {
    const most = squares[set]!;
    // The mean of NaN is NaN in any order.
    if (Number.isNaN(most) && shift[set]! < Infinity) continue;
    // No difference from any mean of some of them is above twice the largest, whose square is at most n times the mean of squares.
    if (!(4 * size * most * (1 + ofVariance) <= largest)) {
      meanError[set] = varianceError[set] = Infinity;
      continue;
    }
    if (centred) meanError[set] = shift[set]! + ofMean * reach[set]! + tiny;
    varianceError[set] = moved[set]! + ofVariance * most + tiny * (1 + 2 * reach[set]!);
  }
  return { ...moments, meanError, varianceError };
}

/**
 * Roundings of a variance of n numbers, relative to the mean of their squares q, by whichever way an honest library takes, m being the mean
 * of magnitudes, and m^2 <= q:
 *
 * - two passes, mean((x - mean)^2): the mean errs by gamma(n + 1) m, which adds its square; each square has 3 roundings, their mean n + 1.
 * - one pass, mean(x^2) - mean^2: gamma(n + 2) q, gamma(2 n + 3) m^2, and a rounding of their difference: 3 n + 7.
 * - Welford's, one number after the other: with (x_k - m_k)(x_k - m_(k-1)) >= 0, whose sum is n v, the sums lose gamma(n + 3) v. The k-th
 *   mean errs by u (n m + 2 n sqrt(2 q)) / k at most, which moves the sum by sqrt(8) n u q and 10.2 sqrt(n) u q, as the sum of
 *   |x_k - m_(k-1)| is at most n sqrt(2 q): 3.9 n + 10.2 sqrt(n) + 3.
 *
 * Each axis that a mean is taken along by itself has 2 roundings more for each of the mean and the squares, and 2 more for the mean's square.
 *
 * @see Chan, Golub and LeVeque, Algorithms for Computing the Sample Variance: Analysis and Recommendations, 1983
 */
function roundingsOfVariance(n: number, axes: number): number {
  return Math.ceil(4 * n + 12 * Math.sqrt(n)) + 6 * axes + 4;
}

/** A number for each channel, and its error. */
interface Channels {
  readonly value: (i: number) => number;
  readonly error: (i: number) => number;
}

function channelsOf(x: Bounded | undefined, channels: number, otherwise: number): Channels {
  if (x === undefined) return { value: () => otherwise, error: () => 0 };
  const values = float64Elements(x.value);
  const errors = x.error && float64Elements(x.error);
  return { value: (i) => values[i % channels]!, error: (i) => errors?.[i % channels] ?? 0 };
}

/**
 * The error of (x - mean) / sqrt(variance + epsilon) * scale + offset, given that of the moments.
 *
 * 1 / sqrt(w) is convex, and moves most where w is least. What is left are roundings, of the sum of two products at most, as where
 * x * (r * scale) + (offset - mean * r * scale) is taken: relative to (|x| + |mean|) r |scale| + |offset|. A variance that may be 0 or less,
 * and an infinity, allow anything; a NaN makes every result NaN that it enters.
 *
 * @param of the set of each element
 */
export function normalError(
  precision: Precision,
  { outputShape, epsilon }: Pick<NormalPlan, 'outputShape' | 'epsilon'>,
  x: Bounded,
  moments: BoundedMoments,
  of: Int32Array,
  [scale, offset]: readonly (Bounded | undefined)[],
): Tensor {
  const { mean, variance, meanError, varianceError } = moments;
  const values = float64Elements(x.value);
  const errors = x.error && float64Elements(x.error);
  const channels = outputShape.at(-1)!;
  const [factors, added] = [channelsOf(scale, channels, 1), channelsOf(offset, channels, 0)];
  const format = accumulationOf(precision);
  const largest = Math.min(precision.largest, format.largest);
  const { unitRoundoff, flushesSubnormals, smallestNormal, smallestSubnormal, factor } = precision;
  const least = flushesSubnormals ? smallestNormal : smallestSubnormal;
  // A square root, as of norms, a quotient, and five more steps.
  const relative = roundingsOf(precision, 2 * (precision.powerUlps ?? 3) + 8) + gamma(24, doubleRoundoff);
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) {
    const set = of[i]!;
    const [value, error, s, sError, o, oError] = [
      values[i]!,
      errors?.[i] ?? 0,
      factors.value(i),
      factors.error(i),
      added.value(i),
      added.error(i),
    ];
    const open = error + meanError[set]! + varianceError[set]! + sError + oError;
    const sum = value + mean[set]! + variance[set]! + s + o;
    if (open === Infinity || unitRoundoff === 0) result[i] = Infinity;
    else if ([value, mean[set]!, variance[set]!, s, o].some(Number.isNaN)) result[i] = 0;
    else if (!Number.isFinite(sum)) result[i] = Infinity;
    else {
      const w = variance[set]! + epsilon;
      const off =
        varianceError[set]! +
        unitRoundoff * factor * epsilon +
        format.unitRoundoff * factor * (w + varianceError[set]!) * 2 +
        doubleRoundoff * w +
        (epsilon === 0 ? 0 : least);
      const high = 1 / Math.sqrt(w - off);
      const reach = Math.abs(value) + error + Math.abs(mean[set]!) + meanError[set]!;
      const times = Math.abs(s) + sError;
      const distance = Math.abs(value - mean[set]!);
      const most = Math.max(reach, 1) * Math.max(high, 1) * Math.max(times, 1) + Math.abs(o) + oError;
      if (!(w - off > 0) || !(most * (1 + relative) <= largest)) {
        result[i] = Infinity;
        continue;
      }
      const moved = (distance + error + meanError[set]!) * high * times - (distance / Math.sqrt(w)) * Math.abs(s);
      const rounding = relative * (reach * high * times + Math.abs(o) + oError);
      const tiny = underflowOf(precision, 4) * (1 + reach) * (1 + times) * (1 + high);
      result[i] = (Math.max(0, moved) + oError + rounding + tiny) * (1 + 2 ** -48);
    }
  }
  return fromData(result, [...outputShape]);
}
