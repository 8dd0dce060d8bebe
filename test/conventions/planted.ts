/** Libraries of other conventions, in code of their own: windows are walked cell by cell, padded or not. */
import { readActivation } from '../../src/kernels/activation.js';
import * as kernels from '../../src/ops/kernels.js';
import { padsOf, type Padding } from '../../src/geometry.js';
import { defineLibrary, type LibraryDefinition, type LibraryOps, type TensorLibrary } from '../../src/library.js';
import { reference } from '../../src/reference.js';
import { dtypeOf, fromData, indices, zeros, type Tensor } from '../../src/tensor.js';

interface Windowed {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: Padding;
}

/** What each tap of a window reads of x, `undefined` where there is padding, for a window at a place of the result. */
function placesOf(
  x: Tensor,
  kernel: readonly number[],
  { strides, dilations, padding }: Windowed,
): (at: readonly number[]) => { readonly tap: readonly number[]; readonly place: readonly number[] | undefined }[] {
  const before = kernel.map((length, i) => padsOf(padding, i, x.shape[i + 1]!, length, strides[i]!, dilations[i]!)[0]);
  const taps = Array.from(indices(kernel), (tap) => [...tap]);
  return (at) =>
    taps.map((tap) => {
      const place = tap.map((t, i) => at[i]! * strides[i]! + t * dilations[i]! - before[i]!);
      return { tap, place: place.every((p, i) => p >= 0 && p < x.shape[i + 1]!) ? place : undefined };
    });
}

const filled = (y: Tensor, valueAt: (index: readonly number[]) => number): Tensor => {
  for (const index of indices(y.shape)) y.set(...index, valueAt([...index]));
  return y;
};

type Pool = NonNullable<LibraryOps['maxPool']>;

/** A pool that makes of a window's cells, in their order, what `of` does. */
export const poolOf =
  (of: (cells: readonly number[]) => number): Pool =>
  (x, a) => {
    const places = placesOf(x, a.window, a);
    return filled(kernels.maxPool(x, a), (index) => {
      const [n, ...rest] = index as [number, ...number[]];
      const channel = rest.pop()!;
      const cells: number[] = [];
      for (const { place } of places(rest)) if (place !== undefined) cells.push(x.get(n, ...place, channel));
      return of(cells);
    });
  };

/** The gradient of a pool whose windows give their dy to the cells that `of` names, each its share. */
export const gradientOf =
  (of: (cells: readonly number[]) => readonly (readonly [place: number, share: number])[]): NonNullable<LibraryOps['maxPoolGradient']> =>
  (x, dy, a) => {
    kernels.maxPoolGradient(x, dy, a);
    const dx = zeros(x.shape, dtypeOf(x));
    const places = placesOf(x, a.window, a);
    for (const index of indices(dy.shape)) {
      const [n, ...rest] = index as [number, ...number[]];
      const channel = rest.pop()!;
      const cells = places(rest).flatMap(({ place }) => (place === undefined ? [] : [[n, ...place, channel]]));
      if (cells.length === 0) continue;
      for (const [place, share] of of(cells.map((cell) => x.get(...cell)))) {
        const cell = cells[place]!;
        dx.set(...cell, dx.get(...cell) + share * dy.get(...index));
      }
    }
    return dx;
  };

/** A convolution that multiplies every tap, those over padding by 0; then adds its bias, and applies its activation. */
export const paddedConv: NonNullable<LibraryOps['conv']> = (x, filter, a) => {
  const activation = readActivation('conv', a.activation);
  const kernel = filter.shape.slice(0, -2);
  const [perGroup, out] = filter.shape.slice(-2) as [number, number];
  const places = placesOf(x, kernel, a);
  return filled(kernels.conv(x, filter, a), (index) => {
    const [n, ...rest] = index as [number, ...number[]];
    const channel = rest.pop()!;
    const first = Math.floor(channel / (out / a.groups)) * perGroup;
    let sum = 0;
    for (const { tap, place } of places(rest))
      for (let i = 0; i < perGroup; i++) sum += (place === undefined ? 0 : x.get(n, ...place, first + i)) * filter.get(...tap, i, channel);
    const all = sum + (a.bias?.get(channel) ?? 0);
    return activation === undefined ? all : activation.apply(all);
  });
};

/** A transposed convolution as a plain one of y with zeros around and between its cells, every tap of which is multiplied. */
export const stuffedTranspose: NonNullable<LibraryOps['convTranspose']> = (y, filter, a) => {
  const kernel = filter.shape.slice(0, -2);
  const [perGroup, all] = filter.shape.slice(-2) as [number, number];
  const outPerGroup = all / a.groups;
  const x = kernels.convTranspose(y, filter, a);
  const before = kernel.map((k, i) => padsOf(a.padding, i, x.shape[i + 1]!, k, a.strides[i]!, a.dilations[i]!)[0]);
  return filled(x, (index) => {
    const [n, ...rest] = index as [number, ...number[]];
    const channel = rest.pop()!;
    const group = Math.floor(channel / perGroup);
    let sum = 0;
    for (const found of indices(kernel)) {
      const tap = [...found];
      const from = tap.map((t, i) => (rest[i]! + before[i]! - t * a.dilations[i]!) / a.strides[i]!);
      const isCell = from.every((o, i) => Number.isInteger(o) && o >= 0 && o < y.shape[i + 1]!);
      for (let j = group * outPerGroup; j < (group + 1) * outPerGroup; j++)
        sum += (isCell ? y.get(n, ...from, j) : 0) * filter.get(...tap, channel % perGroup, j);
    }
    return sum;
  });
};

/** A nearest resize of places that `round` makes cells of. */
export const resizeBy =
  (round: (place: number) => number): NonNullable<LibraryOps['resize']> =>
  (x, a) => {
    const y = kernels.resize(x, a);
    if (a.mode !== 'nearest') return y;
    return filled(y, (index) => {
      const cells = index.slice(1, -1).map((o, i) => {
        const [size, out] = [x.shape[i + 1]!, a.size[i]!];
        const place = a.alignCorners
          ? out > 1
            ? (o * (size - 1)) / (out - 1)
            : 0
          : a.halfPixelCenters
            ? ((o + 0.5) * size) / out - 0.5
            : (o * size) / out;
        return Math.max(0, Math.min(size - 1, round(place)));
      });
      return x.get(index[0]!, ...cells, index.at(-1)!);
    });
  };

/** A maximum pool that returns no cell where no window fits. */
export const emptyPool: Pool = (x, a) => {
  const sizes = x.shape.slice(1, -1).map((size, i) => {
    const [before, after] = padsOf(a.padding, i, size, a.window[i]!, a.strides[i]!, a.dilations[i]!);
    return Math.floor((size + before + after - (a.window[i]! - 1) * a.dilations[i]! - 1) / a.strides[i]!) + 1;
  });
  if (sizes.every((size) => size > 0) || (typeof a.padding === 'string' && a.padding !== 'valid')) return kernels.maxPool(x, a);
  return fromData(new Float64Array(0), [x.shape[0]!, ...sizes.map((size) => Math.max(0, size)), x.shape.at(-1)!]);
};

/** A library of one or more such ops. */
export function planted(ops: LibraryOps, more: Partial<LibraryDefinition> = {}): TensorLibrary {
  return defineLibrary({ ...reference, limits: {}, name: 'planted', ops: { ...reference.ops, ...ops }, ...more });
}
