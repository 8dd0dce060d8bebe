import type { Bounded } from '../../kernels/errors/bounded.js';
import type { Helpers, Operand } from '../../law.js';
import { float64, gamma } from '../../precision.js';
import { sizeOf, zeros, type Tensor } from '../../tensor.js';
import * as reductions from './reductions.js';
import * as structure from './structure.js';

/** How an interpreter runs a function of tensors. */
export interface Lift {
  /** A function that only moves elements; `onErrors`, where it is not the same, moves the errors. */
  move(operands: readonly Operand[], f: (...x: Tensor[]) => Tensor, onErrors?: (...e: Tensor[]) => Tensor): Promise<Tensor>;
  /** A function that computes; `error` bounds its result, rounding excluded. */
  compute(operands: readonly Operand[], f: (...x: Tensor[]) => Tensor, error: (x: readonly Bounded[]) => Tensor): Promise<Tensor>;
}

/** The error of a bounded tensor, zeros where it is exact. */
export function errorOf(x: Bounded): Tensor {
  return x.error ?? zeros(x.value.shape);
}

/** A product in which 0 times infinity is 0: an exact zero, or an exact partner, adds no error. */
function product(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}

/** |a b| as far as it may be off: |a| e_b + |b| e_a + e_a e_b. */
function productError([a, b]: readonly Bounded[]): Tensor {
  const first = structure.zip(structure.map(a!.value, Math.abs), errorOf(b!), product);
  const second = structure.zip(errorOf(a!), structure.map(b!.value, Math.abs), product);
  const third = structure.zip(errorOf(a!), errorOf(b!), product);
  return structure.zip(structure.zip(first, second, plus), third, plus);
}

const plus = (a: number, b: number): number => a + b;
const larger = (a: number, b: number): number => Math.max(a, b);

/** Rounding of a sum of the elements of x over some axes: gamma(n) * sum |x|. */
function sumError(x: Bounded, axes: readonly number[] | undefined): Tensor {
  const magnitudes = reductions.sum(
    structure.map(x.value, (v) => (Number.isFinite(v) ? Math.abs(v) : 0)),
    axes,
  );
  const count = sizeOf(x.value.shape) / Math.max(1, sizeOf(magnitudes.shape));
  const rounding = gamma(count + 1, float64.unitRoundoff);
  return structure.zip(reductions.sum(errorOf(x), axes), magnitudes, (e, m) => e + rounding * m);
}

/** The structural helpers, in the meaning that an interpreter gives them. */
export function helpersOver(lift: Lift): Helpers {
  const elementwise = (a: Operand, b: Operand, f: (x: number, y: number) => number, e: (x: number, y: number) => number): Promise<Tensor> =>
    lift.compute(
      [a, b],
      (x, y) => structure.zip(x, y, f),
      ([x, y]) => structure.zip(errorOf(x!), errorOf(y!), e),
    );
  const each = (x: Operand, f: (value: number) => number, e: (error: number) => number): Promise<Tensor> =>
    lift.compute(
      [x],
      (v) => structure.map(v, f),
      ([b]) => structure.map(errorOf(b!), e),
    );
  const helpers: Helpers = {
    transpose: (x, axes) => lift.move([x], (v) => structure.transpose(v, axes)),
    slice: (x, begin, end, step) => lift.move([x], (v) => structure.slice(v, begin, end, step)),
    reverse: (x, axes) => lift.move([x], (v) => structure.reverse(v, axes)),
    concat: (parts, axis) => lift.move(parts, (...v) => structure.concat(v, axis)),
    reshape: (x, shape) => lift.move([x], (v) => structure.reshape(v, shape)),
    broadcast: (x, shape) => lift.move([x], (v) => structure.broadcast(v, shape)),
    gather: (x, axis, indices) => lift.move([x], (v) => structure.gather(v, axis, indices)),
    border: (x, paddings, value) =>
      lift.move(
        [x],
        (v) => structure.border(v, paddings, value),
        (e) => structure.border(e, paddings, 0),
      ),
    upsample: (x, rates, firstAxis) => lift.move([x], (v) => structure.upsample(v, rates, firstAxis)),
    add: (a, b) => elementwise(a, b, plus, plus),
    subtract: (a, b) => elementwise(a, b, (x, y) => x - y, plus),
    multiply: (a, b) => lift.compute([a, b], (x, y) => structure.zip(x, y, (p, q) => p * q), productError),
    maximum: (a, b) => elementwise(a, b, larger, larger),
    minimum: (a, b) => elementwise(a, b, (x, y) => Math.min(x, y), larger),
    scale: (x, factor) =>
      each(
        x,
        (v) => v * factor,
        (e) => product(e, Math.abs(factor)),
      ),
    shift: (x, amount) =>
      each(
        x,
        (v) => v + amount,
        (e) => e,
      ),
    negate: (x) =>
      lift.move(
        [x],
        (v) => structure.map(v, (value) => -value),
        (e) => e,
      ),
    abs: (x) => lift.move([x], (v) => structure.map(v, Math.abs)),
    power: (x, p) =>
      lift.compute(
        [x],
        (v) => structure.map(v, (value) => Math.abs(value) ** p),
        ([b]) =>
          structure.zip(structure.map(b!.value, Math.abs), errorOf(b!), (v, e) => (e === 0 ? 0 : (v + e) ** p - Math.max(0, v - e) ** p)),
      ),
    sum: (x, axes) =>
      lift.compute(
        [x],
        (v) => reductions.sum(v, axes),
        ([b]) => sumError(b!, axes),
      ),
    max: (x, axes) =>
      lift.compute(
        [x],
        (v) => reductions.max(v, axes),
        ([b]) => structure.map(reductions.max(errorOf(b!), axes), (e) => larger(0, e)),
      ),
    inner: (a, b) => helpers.sum(helpers.multiply(a, b)),
    sort: (x) =>
      lift.move(
        [x],
        (v) => structure.sort(v),
        (e) => structure.map(structure.reshape(e, [sizeOf(e.shape)]), () => structure.largest(e)),
      ),
    shapeOf: async (x) => [...(await x).shape],
  };
  return helpers;
}

/**
 * The error with the result's own float64 rounding added; 0 where the result is not finite because an operand is not.
 *
 * @param exact whether the operands are integers: then sums and products below 2^50 are not rounded
 */
export function withRounding(error: Tensor, result: Tensor, exact: boolean): Tensor {
  const u = float64.unitRoundoff;
  // Eight roundings cover a power, the dearest of these functions, and the rounding of the bound itself.
  return structure.zip(error, result, (e, value) => {
    if (!Number.isFinite(value)) return e === Infinity ? Infinity : 0;
    if (exact && e === 0 && Number.isInteger(value) && Math.abs(value) < 2 ** 50) return 0;
    return e * (1 + 8 * u) + 8 * u * Math.abs(value) + Number.MIN_VALUE;
  });
}
