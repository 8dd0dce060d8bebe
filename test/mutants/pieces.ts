/** What wrong ops are made of. */
import { explicitPads, type Pair } from '../../src/geometry.js';
import { lpPool, pad } from '../../src/ops/kernels.js';
import type { PatchAttributes } from '../../src/ops/index.js';
import { indices, sizeOf, tensor, toArray, type Shape, type Tensor } from '../../src/tensor.js';

/** A tensor of `shape` of the values of a function of the index. */
export function fromIndex(shape: Shape, value: (index: readonly number[]) => number): Tensor {
  const values = new Float64Array(sizeOf(shape));
  let position = 0;
  for (const index of indices(shape)) values[position++] = value(index);
  return tensor(values, shape);
}

export function at(x: Tensor, index: readonly number[]): number {
  return x.get(...index);
}

export function map(x: Tensor, f: (value: number) => number): Tensor {
  return tensor(toArray(x).map(f), x.shape);
}

/** The pads that a pool's padding stands for. */
export function padsOf(x: Tensor, a: Required<Pick<PatchAttributes, 'window' | 'strides' | 'dilations' | 'padding'>>): Pair[] {
  return explicitPads(a.padding, x.shape.slice(1, -1), a.window, a.strides, a.dilations);
}

/** x with pads of a value, batch and channels left alone. */
export function padded(x: Tensor, pads: readonly Pair[], value = 0): Tensor {
  return pad(x, { paddings: [[0, 0], ...pads, [0, 0]], mode: 'constant', value });
}

/** y cut, or filled with its own first cells, to the shape of another. */
export function fitted(y: Tensor, shape: Shape): Tensor {
  return fromIndex(shape, (index) =>
    at(
      y,
      index.map((i, axis) => Math.min(i, y.shape[axis]! - 1)),
    ),
  );
}

/** One channel group of x read where another should be: channels from the fourth on are read four places earlier. */
export function mixedChannels(x: Tensor): Tensor {
  return fromIndex(x.shape, (index) => {
    const channel = index.at(-1)!;
    return at(x, [...index.slice(0, -1), channel >= 4 ? channel - 4 : channel]);
  });
}

/** x with its first image in place of every other. */
export function firstImage(x: Tensor): Tensor {
  return fromIndex(x.shape, (index) => at(x, [0, ...index.slice(1)]));
}

export const ones = (list: readonly number[]): number[] => list.map(() => 1);
export const first = (list: readonly number[]): number[] => list.map(() => list[0]!);

export const taps = (a: { readonly window: readonly number[] }): number => a.window.reduce((all, size) => all * size, 1);

/** Whether a window along some axis of the result is the last one. */
const isLast = (index: readonly number[], shape: readonly number[]): boolean =>
  index.some((i, axis) => axis > 0 && axis < shape.length - 1 && shape[axis]! > 1 && i === shape[axis]! - 1);

/** The result of the window before, where the window is the last along an axis. */
export function lastWindowRepeats(y: Tensor): Tensor {
  return fromIndex(y.shape, (index) => {
    const spatial = (axis: number): boolean => axis > 0 && axis < index.length - 1;
    return at(y, isLast(index, y.shape) ? index.map((i, axis) => (spatial(axis) && i > 0 && i === y.shape[axis]! - 1 ? i - 1 : i)) : index);
  });
}

/** A pool's result with `value` where a window follows one without a cell of x, along the first axis. */
export function spoiltByNothing(y: Tensor, x: Tensor, a: Required<PatchAttributes>, value: number): Tensor {
  const cells = lpPool(
    map(x, () => 1),
    { ...a, p: 1 },
  );
  return fromIndex(y.shape, (index) => {
    const [n, o, ...rest] = index;
    const follows = o! > 0 && at(cells, index) > 0 && at(cells, [n!, o! - 1, ...rest]) === 0;
    return follows ? value : at(y, index);
  });
}
