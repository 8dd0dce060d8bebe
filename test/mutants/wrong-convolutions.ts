/** Bugs of convolutions, for any op that takes x, a filter and attributes. */
import { explicitPads, type Pair } from '../../src/geometry.js';
import { InvalidArgument } from '../../src/ops/kernels.js';
import type { ConvAttributes } from '../../src/ops/index.js';
import { sizeOf, toArray, zeros, type Tensor } from '../../src/tensor.js';
import { at, firstImage, fromIndex, map, ones } from './pieces.js';

/** Attributes as a library gets them. */
export type Attributes = Required<Pick<ConvAttributes, 'strides' | 'dilations' | 'padding'>> & { readonly groups?: number };

export type Convolve = (x: Tensor, filter: Tensor, a: Attributes) => Tensor;

/** A convolution made wrong. */
export type Bug = (right: Convolve) => Convolve;

const kernelOf = (filter: Tensor): number[] => filter.shape.slice(0, -2);
const sizesOf = (x: Tensor): number[] => x.shape.slice(1, -1);
const spansOf = (filter: Tensor, a: Attributes): number[] => kernelOf(filter).map((k, i) => (k - 1) * a.dilations[i]! + 1);
const padsOf = (x: Tensor, filter: Tensor, a: Attributes): Pair[] =>
  explicitPads(a.padding, sizesOf(x), kernelOf(filter), a.strides, a.dilations);

/** A bug that gives the op other attributes. */
const withAttributes =
  (change: (a: Attributes, x: Tensor, filter: Tensor) => Partial<Attributes>): Bug =>
  (right) =>
  (x, filter, a) =>
    right(x, filter, { ...a, ...change(a, x, filter) });

/** A bug that gives the op another filter. */
const withFilter =
  (change: (filter: Tensor, a: Attributes, x: Tensor) => Tensor): Bug =>
  (right) =>
  (x, filter, a) =>
    right(x, change(filter, a, x), a);

/** A bug that changes the result. */
const withResult =
  (change: (y: Tensor, x: Tensor, filter: Tensor, a: Attributes) => Tensor): Bug =>
  (right) =>
  (x, filter, a) =>
    change(right(x, filter, a), x, filter, a);

/** The filter with some entries put to 0. */
const without = (filter: Tensor, gone: (index: readonly number[], kernel: readonly number[]) => boolean): Tensor =>
  fromIndex(filter.shape, (index) => (gone(index, kernelOf(filter)) ? 0 : at(filter, index)));

/** Attributes of other dilations under which as many windows start at the same cells. */
export function redilated(
  dilations: readonly number[],
  a: Attributes,
  sizes: readonly number[],
  kernel: readonly number[],
): Partial<Attributes> {
  const pads = explicitPads(a.padding, sizes, kernel, a.strides, a.dilations);
  const padding = pads.map(([before, after], i): Pair => [before, after + (kernel[i]! - 1) * (a.dilations[i]! - dilations[i]!)]);
  // A longer kernel would need pads below 0 taken off: it gets the windows that fit.
  return { dilations, padding: padding.map(([before, after]): Pair => [before, Math.max(0, after)]) };
}

/** Where the windows of the first axis start from `window` on, the last tap is left out. */
const lastTapLost =
  (window: number): Bug =>
  (right) =>
  (x, filter, a) => {
    const y = right(x, filter, a);
    const short = right(
      x,
      without(filter, (index, kernel) => index[0] === kernel[0]! - 1),
      a,
    );
    return fromIndex(y.shape, (index) => at(index[1]! >= window ? short : y, index));
  };

/** What an op that does not check makes of arguments: the arguments mended, or, where `mend` knows no way, zeros. */
const unchecked =
  (mend: (x: Tensor, filter: Tensor, a: Attributes) => Partial<Attributes> | undefined): Bug =>
  (right) =>
  (x, filter, a) => {
    try {
      return right(x, filter, a);
    } catch (thrown) {
      if (!(thrown instanceof InvalidArgument)) throw thrown;
      const mended = mend(x, filter, a);
      if (mended === undefined) throw thrown;
      try {
        return right(x, filter, { ...a, ...mended });
      } catch {
        return zeros([x.shape[0]!, ...sizesOf(x), filter.shape.at(-1)!]);
      }
    }
  };

export const geometryBugs = {
  'same puts the odd pad before': withAttributes((a) => (a.padding === 'same' ? { padding: 'same-lower' } : {})),
  'same-lower is taken for same': withAttributes((a) => (a.padding === 'same-lower' ? { padding: 'same' } : {})),
  'same pads by the undilated kernel': withAttributes((a, x, filter) =>
    typeof a.padding === 'string' && a.padding !== 'valid'
      ? { padding: explicitPads(a.padding, sizesOf(x), kernelOf(filter), a.strides, ones(a.dilations)) }
      : {},
  ),
  'same pads as at stride 1': withAttributes((a, x, filter) =>
    typeof a.padding === 'string' && a.padding !== 'valid'
      ? { padding: explicitPads(a.padding, sizesOf(x), kernelOf(filter), ones(a.strides), a.dilations) }
      : {},
  ),
  'pads are clipped to the kernel': withAttributes((a, _x, filter) =>
    typeof a.padding === 'object'
      ? {
          padding: a.padding.map((pair, i): Pair => [
            Math.min(pair[0], spansOf(filter, a)[i]! - 1),
            Math.min(pair[1], spansOf(filter, a)[i]! - 1),
          ]),
        }
      : {},
  ),
  'pads before and after are exchanged': withAttributes((a) =>
    typeof a.padding === 'object' ? { padding: a.padding.map(([before, after]): Pair => [after, before]) } : {},
  ),
  'the pad before is used on both sides': withAttributes((a) =>
    typeof a.padding === 'object' ? { padding: a.padding.map(([before]): Pair => [before, before]) } : {},
  ),
  'pads of zero are taken for none given, and none given for same': withAttributes((a) =>
    typeof a.padding === 'object' && a.padding.flat().every((pad) => pad === 0) ? { padding: 'same' } : {},
  ),
  'dilation is ignored for even kernels': withAttributes((a, x, filter) =>
    redilated(
      a.dilations.map((d, i) => (filter.shape[i]! % 2 === 0 ? 1 : d)),
      a,
      sizesOf(x),
      kernelOf(filter),
    ),
  ),
  'strides and dilations are exchanged': withAttributes((a) => ({ strides: a.dilations, dilations: a.strides })),
  'a dilated kernel spans k d cells': withAttributes((a, x, filter) => {
    const shorter = padsOf(x, filter, a).map(([before, after], i): Pair => [before, after - (a.dilations[i]! - 1)]);
    return shorter.every(([, after]) => after >= 0) ? { padding: shorter } : {};
  }),
  'the stride of the last axis is used for all': withAttributes((a) => ({ strides: a.strides.map(() => a.strides.at(-1)!) })),
  'the dilation of the first axis is used for all': withAttributes((a, x, filter) =>
    redilated(
      a.dilations.map(() => Math.min(...a.dilations)),
      a,
      sizesOf(x),
      kernelOf(filter),
    ),
  ),
  'strides are read in reverse order': withAttributes((a) => ({ strides: a.strides.toReversed() })),
  'the filter is reversed': withFilter((filter) =>
    fromIndex(filter.shape, (index) => at(filter, [...kernelOf(filter).map((k, i) => k - 1 - index[i]!), ...index.slice(-2)])),
  ),
  'the filter of a strided convolution is reversed': withFilter((filter, a) =>
    a.strides.some((s) => s > 1)
      ? fromIndex(filter.shape, (index) => at(filter, [...kernelOf(filter).map((k, i) => k - 1 - index[i]!), ...index.slice(-2)]))
      : filter,
  ),
  'the last row is lost at a stride above the kernel': withResult((y, _x, filter, a) =>
    fromIndex(y.shape, (index) =>
      kernelOf(filter).some((k, i) => a.strides[i]! > k && index[i + 1] === y.shape[i + 1]! - 1) ? 0 : at(y, index),
    ),
  ),
  'one window alone is zero': withResult((y) => (sizeOf(y.shape.slice(1, -1)) === 1 ? map(y, () => 0) : y)),
  'the last tap of even kernels is left out': withFilter((filter) =>
    without(filter, (index, kernel) => kernel.some((k, i) => k % 2 === 0 && index[i] === k - 1)),
  ),
  'the last tap is left out from the third window on': lastTapLost(2),
  'on three axes the dilation of the last is ignored': withAttributes((a, x, filter) =>
    a.dilations.length === 3 ? redilated([...a.dilations.slice(0, 2), 1], a, sizesOf(x), kernelOf(filter)) : {},
  ),
  'an axis of one cell makes the filter be read backwards': withFilter((filter, _a, x) =>
    sizesOf(x).length > 1 && sizesOf(x).includes(1)
      ? fromIndex(filter.shape, (index) => at(filter, [...kernelOf(filter).map((k, i) => k - 1 - index[i]!), ...index.slice(-2)]))
      : filter,
  ),
  'every cell is read, most of them times zero': withResult((y, x) => {
    const sum = toArray(x).reduce((all, value) => all + 0 * value, 0);
    return map(y, (value) => value + sum);
  }),
  'the first image is used for all': (right) => (x, filter, a) => right(firstImage(x), filter, a),
  'cells between the taps leak in': (right) => (x, filter, a) => {
    const y = right(x, filter, a);
    if (a.dilations.every((d) => d === 1)) return y;
    const leak = right(x, filter, { ...a, ...redilated(ones(a.dilations), a, sizesOf(x), kernelOf(filter)) });
    return fromIndex(y.shape, (index) => at(y, index) + at(leak, index) / 8);
  },
  'results are added to what the last call left in a buffer': (right) => {
    let last: Tensor | undefined;
    return (x, filter, a) => {
      const y = right(x, filter, a);
      const buffer = last;
      last = y;
      return buffer?.shape.join() === y.shape.join() ? fromIndex(y.shape, (index) => at(y, index) + at(buffer, index)) : y;
    };
  },
  'no argument is checked': unchecked(() => ({})),
  'steps below 1 are taken as 1': unchecked((_x, _filter, a) => ({
    strides: a.strides.map((s) => Math.max(1, Math.round(s))),
    dilations: a.dilations.map((d) => Math.max(1, Math.round(d))),
  })),
  'pads below 0 are taken as 0': unchecked((_x, _filter, a) =>
    typeof a.padding === 'object'
      ? { padding: a.padding.map(([before, after]): Pair => [Math.max(0, before), Math.max(0, after)]) }
      : undefined,
  ),
  'lists that are too long are cut': unchecked((x, _filter, a) => {
    const n = x.shape.length - 2;
    return {
      strides: a.strides.slice(0, n),
      dilations: a.dilations.slice(0, n),
      padding: typeof a.padding === 'object' ? a.padding.slice(0, n) : a.padding,
    };
  }),
} satisfies Record<string, Bug>;

export const algebraBugs = {
  'a negative result becomes zero': withResult((y) => map(y, (value) => Math.max(0, value))),
  'a bias of 1 is added': withResult((y) => map(y, (value) => value + 1)),
  'a negative result is doubled': withResult((y) => map(y, (value) => (value < 0 ? 2 * value : value))),
  'results are clipped to 100': withResult((y) => map(y, (value) => Math.min(100, Math.max(-100, value)))),
  'sums are rounded to float32': withResult((y) => map(y, Math.fround)),
  'the filter is rounded to integers': withFilter((filter) => map(filter, Math.trunc)),
  'the filter is divided by its largest entry': withFilter((filter) => {
    const largest = Math.max(...toArray(filter).map(Math.abs));
    return largest > 0 && Number.isFinite(largest) ? map(filter, (value) => value / largest) : filter;
  }),
  'output channels come out in reverse': withFilter((filter) =>
    fromIndex(filter.shape, (index) => at(filter, [...index.slice(0, -1), filter.shape.at(-1)! - 1 - index.at(-1)!])),
  ),
  'an odd output channel at the end gets the filter of the first': withFilter((filter) => {
    const channels = filter.shape.at(-1)!;
    const last = channels % 2 === 1 && channels > 1 ? channels - 1 : -1;
    return fromIndex(filter.shape, (index) => at(filter, index.at(-1) === last ? [...index.slice(0, -1), 0] : index));
  }),
  'the last input channel is left out where there are several': withFilter((filter) => {
    const channels = filter.shape.at(-2)!;
    return fromIndex(filter.shape, (index) => (channels > 1 && index.at(-2) === channels - 1 ? 0 : at(filter, index)));
  }),
  'the last tap is left out where the kernel has several axes': withFilter((filter) =>
    kernelOf(filter).filter((k) => k > 1).length > 1
      ? without(filter, (index, kernel) => kernel.every((k, i) => index[i] === k - 1))
      : filter,
  ),
  'a kernel of 1 reads the cell before the next window': (right) => (x, filter, a) => {
    const y = right(x, filter, a);
    if (kernelOf(filter).some((k) => k > 1)) return y;
    const pads = padsOf(x, filter, a);
    const last = pads.map(([before, after], i): Pair => [before, after + a.strides[i]! - 1]);
    const late = right(x, filter, { ...a, padding: last, strides: ones(a.strides) });
    return fromIndex(y.shape, (index) =>
      at(late, [index[0]!, ...a.strides.map((s, i) => Math.min(late.shape[i + 1]! - 1, index[i + 1]! * s + s - 1)), index.at(-1)!]),
    );
  },
} satisfies Record<string, Bug>;
