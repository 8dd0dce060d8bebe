/** Bugs of transposed convolutions and gradients: of maps that take a gradient from above and give one of the input or the filter. */
import { InvalidArgument } from '../../src/ops/kernels.js';
import type { Padding } from '../../src/ops/index.js';
import { tensor, toArray, type Shape, type Tensor } from '../../src/tensor.js';
import { at, firstImage, fromIndex, map } from './pieces.js';

/** A gradient as a function of what comes from above. */
export type Gradient = (dy: Tensor) => Tensor;

/** A gradient made wrong. */
export type GradientBug = (right: Gradient) => Gradient;

/** `dy` cut to a shape. */
function cut(dy: Tensor, shape: Shape): Tensor {
  return fromIndex(shape, (index) => at(dy, index));
}

const shorter = (shape: Shape): Shape[] => shape.map((_, axis) => shape.map((size, i) => (i === axis ? size - 1 : size)));

/** Every shape of a number of elements. */
function shapesOf(elements: number, rank: number): Shape[] {
  if (rank === 1) return [[elements]];
  const divisors = Array.from({ length: elements }, (_, i) => i + 1).filter((size) => elements % size === 0);
  return divisors.flatMap((size) => shapesOf(elements / size, rank - 1).map((rest) => [size, ...rest]));
}

export const gradientBugs = {
  'the gradient from above is clipped to 2': (right) => (dy) => right(map(dy, (value) => Math.min(2, Math.max(-2, value)))),
  'a decay of 1/2 is added': (right) => (dy) => map(right(dy), (value) => value + 0.5),
  'the first image is used for all': (right) => (dy) => right(firstImage(dy)),
  'the last row of the first axis is lost': (right) => (dy) => {
    const result = right(dy);
    // A filter's axes begin with the kernel's, an input's with the batch.
    return fromIndex(result.shape, (index) => (index[1] === result.shape[1]! - 1 ? 0 : at(result, index)));
  },
  'the last windows of the first axis are left out where there are several axes': (right) => (dy) =>
    right(dy.shape.length < 4 ? dy : fromIndex(dy.shape, (index) => (index[1] === dy.shape[1]! - 1 ? 0 : at(dy, index)))),
  'a gradient of another shape is cut to fit': (right) => (dy) => {
    try {
      return right(dy);
    } catch (thrown) {
      if (!(thrown instanceof InvalidArgument)) throw thrown;
      for (const shape of shorter(dy.shape)) {
        try {
          return right(cut(dy, shape));
        } catch {
          // This axis was not the one that is too long.
        }
      }
      throw thrown;
    }
  },
  'as many numbers in another shape are taken as they lie': (right) => (dy) => {
    try {
      return right(dy);
    } catch (thrown) {
      if (!(thrown instanceof InvalidArgument)) throw thrown;
      for (const shape of shapesOf(dy.size, dy.shape.length)) {
        try {
          return right(tensor(toArray(dy), shape));
        } catch {
          // This is not the shape that it should have.
        }
      }
      throw thrown;
    }
  },
} satisfies Record<string, GradientBug>;

/** Values scaled by how many images there are: a mean in place of a sum. */
export function meanOverBatch(gradient: Tensor, batch: number): Tensor {
  return map(gradient, (value) => value / batch);
}

/** The kernel read backwards. */
export function reversedKernel(filter: Tensor): Tensor {
  const kernel = filter.shape.slice(0, -2);
  return fromIndex(filter.shape, (index) => at(filter, [...kernel.map((k, i) => k - 1 - index[i]!), ...index.slice(-2)]));
}

/** y moved by some cells along each spatial axis, zeros moving in. */
export function moved(y: Tensor, by: readonly number[]): Tensor {
  return fromIndex(y.shape, (index) => {
    const from = index.map((i, axis) => (axis === 0 || axis === index.length - 1 ? i : i - by[axis - 1]!));
    return from.some((i) => i < 0) ? 0 : at(y, from);
  });
}

/** Output channels dealt to the groups one by one in place of block by block. */
export function dealtChannels(x: Tensor, groups: number): Tensor {
  const size = x.shape.at(-1)! / groups;
  return fromIndex(x.shape, (index) => {
    const channel = index.at(-1)!;
    return at(x, [...index.slice(0, -1), (channel % groups) * size + Math.floor(channel / groups)]);
  });
}

/** The two kinds of 'same' taken for each other. */
export function exchangedSame(padding: Padding): Padding {
  if (padding === 'same') return 'same-lower';
  return padding === 'same-lower' ? 'same' : padding;
}
