/** Convolutions by honest transforms: the fast Fourier transform, and Winograd's minimal filtering. */
import type { ConvAttributes } from '../../src/ops/index.js';
import { indices, rowMajorStrides, sizeOf, toArray, type Tensor } from '../../src/tensor.js';
import type { Result } from './convolutions.js';
import { gridOf } from './grid.js';

type Round = (value: number) => number;

/** A signal of several axes, row-major. */
export interface Signal {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** y[o] = sum over channels c and t of x[c][o + t] * w[c][t], for every o that all taps fit. */
export type Correlate = (xs: readonly Signal[], ws: readonly Signal[], round: Round) => Signal;

interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

const powerOfTwo = (size: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, size)));

/** The values of a function of the index, row-major. */
function valuesAt(shape: readonly number[], value: (index: readonly number[]) => number): Float64Array {
  const values = new Float64Array(sizeOf(shape));
  let i = 0;
  for (const index of indices(shape)) values[i++] = value(index);
  return values;
}

/** A line of 2^t cells, in place, by radix 2; every step rounded. */
function transformLine({ re, im }: Complex, at: readonly number[], sign: 1 | -1, round: Round): void {
  const n = at.length;
  if (n === 1) return;
  const halves = [0, 1].map((odd) => at.filter((_, i) => i % 2 === odd));
  for (const half of halves) transformLine({ re, im }, half, sign, round);
  const [a, b] = halves.map((half) => half.map((i) => [re[i]!, im[i]!] as const));
  for (let k = 0; k < n / 2; k++) {
    const angle = (sign * 2 * Math.PI * k) / n;
    const [c, s] = [round(Math.cos(angle)), round(Math.sin(angle))];
    const [[p, q], [x, y]] = [a![k]!, b![k]!];
    const [u, v] = [round(round(x * c) - round(y * s)), round(round(x * s) + round(y * c))];
    [re[at[k]!], im[at[k]!]] = [round(p + u), round(q + v)];
    [re[at[k + n / 2]!], im[at[k + n / 2]!]] = [round(p - u), round(q - v)];
  }
}

/** Along every axis in turn. */
function transform(values: Complex, shape: readonly number[], sign: 1 | -1, round: Round): void {
  const strides = rowMajorStrides(shape);
  shape.forEach((size, axis) => {
    for (const index of indices(shape.map((each, i) => (i === axis ? 1 : each)))) {
      const start = index.reduce((sum, i, k) => sum + i * strides[k]!, 0);
      transformLine(
        values,
        Array.from({ length: size }, (_, i) => start + i * strides[axis]!),
        sign,
        round,
      );
    }
  });
}

/** A signal with zeros up to another shape. */
function embedded({ shape, data }: Signal, to: readonly number[]): Float64Array {
  const strides = rowMajorStrides(to);
  const result = new Float64Array(sizeOf(to));
  let i = 0;
  for (const index of indices(shape)) result[index.reduce((sum, at, axis) => sum + at * strides[axis]!, 0)] = data[i++]!;
  return result;
}

/** By circular correlation, in the frequencies of which the channels are summed. */
export const correlateByFft: Correlate = (xs, ws, round) => {
  const [size, span] = [xs[0]!.shape, ws[0]!.shape];
  const shape = size.map((length, axis) => powerOfTwo(length + span[axis]! - 1));
  const cells = sizeOf(shape);
  const sum: Complex = { re: new Float64Array(cells), im: new Float64Array(cells) };
  xs.forEach((x, channel) => {
    const [a, b] = [x, ws[channel]!].map((signal): Complex => {
      const values = { re: embedded(signal, shape), im: new Float64Array(cells) };
      transform(values, shape, -1, round);
      return values;
    }) as [Complex, Complex];
    for (let i = 0; i < cells; i++) {
      // A correlation: the conjugate of w's.
      const re = round(round(a.re[i]! * b.re[i]!) + round(a.im[i]! * b.im[i]!));
      const im = round(round(a.im[i]! * b.re[i]!) - round(a.re[i]! * b.im[i]!));
      [sum.re[i], sum.im[i]] = [round(sum.re[i]! + re), round(sum.im[i]! + im)];
    }
  });
  transform(sum, shape, 1, round);
  const out = size.map((length, axis) => length - span[axis]! + 1);
  const strides = rowMajorStrides(shape);
  const data = valuesAt(out, (index) => round(sum.re[index.reduce((at, i, axis) => at + i * strides[axis]!, 0)]! / cells));
  return { shape: out, data };
};

/** F(m, r) by its matrices: y = A^T [(G w) * (B^T x)] along an axis. */
export interface Minimal {
  readonly m: number;
  readonly r: number;
  readonly a: readonly (readonly number[])[];
  readonly g: readonly (readonly number[])[];
  readonly b: readonly (readonly number[])[];
}

/** As printed in Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2015. */
export const minimal23: Minimal = {
  m: 2,
  r: 3,
  a: [
    [1, 1, 1, 0],
    [0, 1, -1, -1],
  ],
  g: [
    [1, 0, 0],
    [1 / 2, 1 / 2, 1 / 2],
    [1 / 2, -1 / 2, 1 / 2],
    [0, 0, 1],
  ],
  b: [
    [1, 0, -1, 0],
    [0, 1, 1, 0],
    [0, -1, 1, 0],
    [0, 1, 0, -1],
  ],
};

/** As printed in the same place. */
export const minimal43: Minimal = {
  m: 4,
  r: 3,
  a: [
    [1, 1, 1, 1, 1, 0],
    [0, 1, -1, 2, -2, 0],
    [0, 1, 1, 4, 4, 0],
    [0, 1, -1, 8, -8, 1],
  ],
  g: [
    [1 / 4, 0, 0],
    [-1 / 6, -1 / 6, -1 / 6],
    [-1 / 6, 1 / 6, -1 / 6],
    [1 / 24, 1 / 12, 1 / 6],
    [1 / 24, -1 / 12, 1 / 6],
    [0, 0, 1],
  ],
  b: [
    [4, 0, -5, 0, 1, 0],
    [0, -4, -4, 1, 1, 0],
    [0, 4, -4, -1, 1, 0],
    [0, -2, -1, 2, 1, 0],
    [0, 2, -1, -2, 1, 0],
    [0, 4, 0, -5, 0, 1],
  ],
};

/** A matrix along each axis of a signal in turn, every step rounded. */
function along(matrix: readonly (readonly number[])[], signal: Signal, round: Round): Signal {
  return signal.shape.reduce<Signal>(({ shape, data }, _, axis) => {
    const to = shape.map((size, i) => (i === axis ? matrix.length : size));
    const strides = rowMajorStrides(shape);
    const result = valuesAt(to, (index) => {
      const start = index.reduce((sum, i, k) => sum + (k === axis ? 0 : i * strides[k]!), 0);
      return matrix[index[axis]!]!.reduce(
        (sum, weight, i) => (weight === 0 ? sum : round(sum + round(round(weight) * data[start + i * strides[axis]!]!))),
        0,
      );
    });
    return { shape: to, data: result };
  }, signal);
}

/** By tiles; only filters of r taps along every axis. */
export const correlateByWinograd =
  ({ m, r, a, g, b }: Minimal): Correlate =>
  (xs, ws, round) => {
    const size = m + r - 1;
    const out = xs[0]!.shape.map((length) => length - r + 1);
    const filters = ws.map((w) => along(g, w, round));
    const strides = rowMajorStrides(out);
    const data = new Float64Array(sizeOf(out));
    for (const tile of indices(out.map((length) => Math.ceil(length / m)))) {
      let products: Signal | undefined;
      xs.forEach((x, channel) => {
        const steps = rowMajorStrides(x.shape);
        const shape = out.map(() => size);
        const cells = valuesAt(shape, (index) => {
          const at = index.map((i, axis) => tile[axis]! * m + i);
          return at.every((i, axis) => i < x.shape[axis]!) ? x.data[at.reduce((sum, i, axis) => sum + i * steps[axis]!, 0)]! : 0;
        });
        const inputs = along(b, { shape, data: cells }, round);
        const own = inputs.data.map((value, i) => round(value * filters[channel]!.data[i]!));
        products = { shape, data: products === undefined ? own : products.data.map((sum, i) => round(sum + own[i]!)) };
      });
      const results = along(a, products!, round);
      let i = 0;
      for (const index of indices(results.shape)) {
        const at = index.map((each, axis) => tile[axis]! * m + each);
        const value = results.data[i++]!;
        if (at.every((each, axis) => each < out[axis]!)) data[at.reduce((sum, each, axis) => sum + each * strides[axis]!, 0)] = value;
      }
    }
    return { shape: out, data };
  };

export interface Transformed {
  readonly correlate: Correlate;
  /** Larger signals, in padded cells, go by products, to keep tests fast. Default: any. */
  readonly most?: number;
  /** The only size of filters that it takes, along every axis and not spread. Default: any. */
  readonly taps?: number;
}

/**
 * conv by a correlation of stride 1: pads laid around x, the filter spread by its dilation, every stride-th cell kept.
 *
 * @param otherwise takes the filters that the correlation does not
 */
export function convBy(
  { correlate, taps: only, most = Infinity }: Transformed,
  round: Round,
  otherwise: (x: Tensor, filter: Tensor, attributes: Required<ConvAttributes>) => Result,
) {
  return (x: Tensor, filter: Tensor, attributes: Required<ConvAttributes>): Result => {
    const taps = filter.shape.slice(0, -2);
    const { strides, dilations, groups } = attributes;
    const [inner, outer] = [filter.shape.at(-2)!, filter.shape.at(-1)!];
    const sizes = x.shape.slice(1, -1);
    const span = taps.map((size, i) => (size - 1) * dilations[i]! + 1);
    const { out, axes } = gridOf(sizes, taps, attributes);
    const padded = out.map((cells, i) => (cells - 1) * strides[i]! + span[i]!);
    if (
      sizeOf(x.shape) * sizeOf(filter.shape) * sizeOf(out) === 0 ||
      (only !== undefined && span.some((size) => size !== only)) ||
      sizeOf(padded) > most
    )
      return otherwise(x, filter, attributes);
    const before = axes.map(({ at }) => -at(0, 0));
    const [xs, ws] = [toArray(x), toArray(filter)];
    const [steps, filterSteps] = [rowMajorStrides(x.shape), rowMajorStrides(filter.shape)];
    const channelOf = (n: number, c: number): Signal => ({
      shape: padded,
      data: valuesAt(padded, (index) => {
        const at = index.map((i, axis) => i - before[axis]!);
        if (at.some((i, axis) => i < 0 || i >= sizes[axis]!)) return 0;
        return xs[n * steps[0]! + at.reduce((sum, i, axis) => sum + i * steps[axis + 1]!, 0) + c]!;
      }),
    });
    const tapsOf = (c: number, o: number): Signal => ({
      shape: span,
      data: valuesAt(span, (index) => {
        if (index.some((i, axis) => i % dilations[axis]! !== 0)) return 0;
        return ws[index.reduce((sum, i, axis) => sum + (i / dilations[axis]!) * filterSteps[axis]!, 0) + c * outer + o]!;
      }),
    });
    const shape = [x.shape[0]!, ...out, outer];
    const to = rowMajorStrides(shape);
    const values = new Float64Array(sizeOf(shape));
    for (let n = 0; n < shape[0]!; n++) {
      for (let o = 0; o < outer; o++) {
        const first = Math.floor(o / (outer / groups)) * inner;
        const channels = Array.from({ length: inner }, (_, c) => c);
        const all = correlate(
          channels.map((c) => channelOf(n, first + c)),
          channels.map((c) => tapsOf(c, o)),
          round,
        );
        const from = rowMajorStrides(all.shape);
        for (const index of indices(out))
          values[n * to[0]! + index.reduce((sum, i, axis) => sum + i * to[axis + 1]!, 0) + o] =
            all.data[index.reduce((sum, i, axis) => sum + i * strides[axis]! * from[axis]!, 0)]!;
      }
    }
    return { shape, values };
  };
}
