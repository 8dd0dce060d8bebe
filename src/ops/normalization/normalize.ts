/** (x - mean) / sqrt(variance + epsilon) * scale + offset, the mean and the variance being those of sets of elements. */
import { resultFrom } from '../../kernels/arguments.js';
import { float64Elements } from '../../kernels/products/products.js';
import { dtypeOf, type Tensor } from '../../tensor.js';
import type { Sets } from './sets.js';

/** Of each set. */
export interface Moments {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** What a normalisation goes by. */
export interface NormalPlan {
  readonly inputShape: number[];
  readonly outputShape: number[];
  readonly epsilon: number;
  readonly sets: Sets;
}

/** Means over sets. */
function meansOf(values: Float64Array, { count, size, of }: Sets): Float64Array {
  const means = new Float64Array(count);
  for (let i = 0; i < values.length; i++) means[of[i]!]! += values[i]!;
  for (let set = 0; set < count; set++) means[set]! /= size;
  return means;
}

/** The means, and the variances about them, of n. */
export function momentsOf(values: Float64Array, sets: Sets): Moments {
  const mean = meansOf(values, sets);
  const squares = values.map((value, i) => (value - mean[sets.of[i]!]!) ** 2);
  return { mean, variance: meansOf(squares, sets) };
}

/** The means of squares: the variances about 0. */
export function squaresOf(values: Float64Array, sets: Sets): Moments {
  return {
    mean: new Float64Array(sets.count),
    variance: meansOf(
      values.map((value) => value * value),
      sets,
    ),
  };
}

/** @param of the set of each element */
export function normalize(
  op: string,
  { outputShape, epsilon }: Pick<NormalPlan, 'outputShape' | 'epsilon'>,
  x: Tensor,
  { mean, variance }: Moments,
  of: Int32Array,
  [scale, offset]: readonly (Tensor | undefined)[],
  out: Tensor | undefined,
): Tensor {
  const roots = variance.map((each) => Math.sqrt(each + epsilon));
  const factors = scale && float64Elements(scale);
  const added = offset && float64Elements(offset);
  const channels = outputShape.at(-1)!;
  const values = float64Elements(x).map((value, i) => {
    const normal = (value - mean[of[i]!]!) / roots[of[i]!]!;
    return (factors === undefined ? normal : normal * factors[i % channels]!) + (added?.[i % channels] ?? 0);
  });
  return resultFrom(op, values, outputShape, dtypeOf(x), out);
}
