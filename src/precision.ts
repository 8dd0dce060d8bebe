/** What a library's arithmetic can be held to. */
import { f16round } from '@petamoriken/float16';
import type { DType } from './tensor.js';

/**
 * The number format of a library's results.
 *
 * @see Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, chapter 2
 */
export interface Precision {
  readonly name: string;
  /** How its tensors are stored: float16 and bfloat16 are kept in Float32Arrays. */
  readonly dtype: DType;
  /** Largest relative error of one rounding: 2^-24 for float32. 0 for integers. */
  readonly unitRoundoff: number;
  readonly smallestNormal: number;
  readonly smallestSubnormal: number;
  /** Largest finite number. */
  readonly largest: number;
  /** Smallest number that the format holds: -largest, or the least integer. */
  readonly least: number;
  /** Up to this magnitude every integer is exact. */
  readonly largestInteger: number;
  /** Whether subnormal inputs and results may be taken as zero. */
  readonly flushesSubnormals: boolean;
  /** What the bound is multiplied with. Default: 1. Algorithms whose errors are no multiple of it have `byFft` and `winograd`. */
  readonly factor: number;
  /** The format of all steps between arguments and result, which alone is rounded to this one: float32 for many a float16. Default: this one. */
  readonly accumulation?: Accumulation;
  /**
   * How far from the truth a power or a root may be, in units in the last place: no standard says. Default: 16 for powers and roots in general,
   * 3 for square roots, as OpenCL asks of its devices, and one rounding for squares. Declared, it is that of all four.
   */
  readonly powerUlps?: number;
  /**
   * How far exp, tanh and the sigmoid may be from the truth, in units in the last place of 1 (of exp(x) - 1 too): no standard says. Left out,
   * activations by them are not asked for. Default: none.
   */
  readonly functionUlps?: number;
  /** What sums of products lose that are computed by transforms, beside what they lose product by product; made by `byFft` and `winograd`. */
  readonly transform?: Transform;
  /** The nearest number of the format. */
  readonly round: (value: number) => number;
}

/** A format of steps: a precision is one. */
export type Accumulation = Pick<Precision, 'unitRoundoff' | 'smallestNormal' | 'smallestSubnormal' | 'largest'>;

/** Norms of all elements of a tensor. */
export interface Norms {
  /** Sum of magnitudes. */
  readonly one: number;
  /** Root of the sum of squares. */
  readonly two: number;
}

/** Sums of products of the elements of two tensors, as a convolution takes them. */
export interface ProductSums {
  readonly left: Norms;
  readonly right: Norms;
  readonly spatialAxes: number;
  /** No sum has more products. */
  readonly terms: number;
}

/** An absolute error that no cell of the result passes; Infinity where a step could overflow. `tiny` is what a step may lose below the smallest numbers. */
export type Transform = (sums: ProductSums, arithmetic: Accumulation & { readonly tiny: number }) => number;

function floating(name: string, dtype: DType, bits: number, exponent: number, round: (value: number) => number): Precision {
  const unitRoundoff = 2 ** -bits;
  const smallestNormal = 2 ** (2 - 2 ** exponent / 2);
  const largest = 2 ** (2 ** exponent / 2 - 1) * (2 - 2 * unitRoundoff);
  return {
    name,
    dtype,
    unitRoundoff,
    smallestNormal,
    smallestSubnormal: smallestNormal * 2 * unitRoundoff,
    largest,
    least: -largest,
    largestInteger: 2 ** bits,
    flushesSubnormals: false,
    factor: 1,
    round,
  };
}

function integer(dtype: 'int32' | 'int8' | 'uint8', least: number, largest: number): Precision {
  return {
    name: dtype,
    dtype,
    unitRoundoff: 0,
    smallestNormal: 1,
    smallestSubnormal: 0,
    largest,
    least,
    largestInteger: largest,
    flushesSubnormals: false,
    factor: 1,
    round: (value) => Math.min(largest, Math.max(least, Math.trunc(value))),
  };
}

const bits = new Uint32Array(1);
const single = new Float32Array(bits.buffer);

/** The bfloat16 nearest to `value`, ties to even. */
function bfloat16Round(value: number): number {
  single[0] = value;
  if (Number.isNaN(value)) return Number.NaN;
  let rounded = single[0];
  // Rounding twice errs where the float32 lands on a tie that `value` is not on: step back towards `value` first.
  if ((bits[0]! & 0xffff) === 0x8000 && rounded !== value) {
    bits[0]! += Math.abs(rounded) > Math.abs(value) ? -1 : 1;
    rounded = single[0];
  }
  if (!Number.isFinite(rounded)) return rounded;
  bits[0] = (bits[0]! + 0x7fff + ((bits[0]! >>> 16) & 1)) & 0xffff0000;
  return single[0];
}

/** How far JavaScript's own exp, expm1 and tanh may be from the truth, generously: engines port fdlibm, which is within one. */
export const ownFunctionUlps = 4;

export const float64: Precision = floating('float64', 'float64', 53, 11, (value) => value);
export const float32: Precision = floating('float32', 'float32', 24, 8, Math.fround);
export const float16: Precision = floating('float16', 'float32', 11, 5, f16round);
export const bfloat16: Precision = floating('bfloat16', 'float32', 8, 8, bfloat16Round);
export const int32: Precision = integer('int32', -(2 ** 31), 2 ** 31 - 1);
export const int8: Precision = integer('int8', -128, 127);
export const uint8: Precision = integer('uint8', 0, 255);

/** A precision of a user's own; what is left out is float32's. */
export function completePrecision(given: Partial<Precision>): Precision {
  return { ...float32, ...given };
}

/** The format of the steps between arguments and result. */
export function accumulationOf(precision: Precision): Accumulation {
  return precision.accumulation ?? precision;
}

/** The relative error of `n` steps in the format of steps, and of the result's rounding where it has another. */
export function roundingsOf(precision: Precision, n: number): number {
  const { accumulation, unitRoundoff, factor } = precision;
  if (accumulation === undefined) return gamma(n, unitRoundoff) * factor;
  const steps = gamma(n, accumulation.unitRoundoff) * factor;
  return steps + unitRoundoff * (1 + steps);
}

/** gamma(n) = n*u / (1 - n*u): the relative error of n roundings; infinite where n*u >= 1. */
export function gamma(n: number, unitRoundoff: number): number {
  const nu = n * unitRoundoff;
  return nu >= 1 ? Infinity : nu / (1 - nu);
}
