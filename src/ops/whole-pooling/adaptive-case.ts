/** Pools that divide an input into as many windows as are asked for. */
import type { Draw } from '../../draw/draw.js';
import { limited } from '../../draw/windows/windows.js';
import { integers, readAttributes, spatialAxes } from '../../kernels/arguments.js';
import { sizeOf, type Shape, type Tensor } from '../../tensor.js';
import type { NamedCall } from '../drawn-call.js';
import { drawWhole } from './whole-case.js';

export interface AdaptivePoolAttributes {
  /** Windows per spatial axis, >= 1. */
  readonly size: readonly number[];
}

/** The cells that a window covers along an axis: the first, and the one after the last. */
type Range = readonly [begin: number, end: number];

export interface AdaptivePlan {
  readonly inputShape: number[];
  readonly outputShape: number[];
  /** By spatial axis, by window. */
  readonly ranges: readonly (readonly Range[])[];
}

/** Window o of `count` covers the cells from floor(o * in / count) up to ceil((o + 1) * in / count), as PyTorch has it. */
export function planAdaptive(op: string, x: Shape, given: AdaptivePoolAttributes | undefined): AdaptivePlan {
  const attributes = readAttributes(op, given);
  const axes = spatialAxes(op, 'x', x);
  const size = integers(op, 'size', attributes.size, axes, 1);
  const ranges = size.map((count, i) => {
    const cells = x[1 + i]!;
    return Array.from({ length: count }, (_, o): Range => [Math.floor((o * cells) / count), Math.ceil(((o + 1) * cells) / count)]);
  });
  return { inputShape: [...x], outputShape: [x[0]!, ...size, x.at(-1)!], ranges };
}

/** The cells of each window, in row-major order of the windows: their places in one item of the batch, in cells. */
export function windowsOf({ ranges, inputShape }: AdaptivePlan): number[][] {
  let windows: number[][] = [[0]];
  for (const [axis, list] of ranges.entries()) {
    const size = inputShape[1 + axis]!;
    windows = windows.flatMap((cells) =>
      list.map(([begin, end]) => cells.flatMap((cell) => Array.from({ length: end - begin }, (_, i) => cell * size + begin + i))),
    );
  }
  return windows;
}

/**
 * Makes one number of the cells of each window, of each channel.
 *
 * @param x dense elements of the plan's input
 */
export function poolAdaptively(plan: AdaptivePlan, x: Float64Array, pool: (cells: readonly number[]) => number): Float64Array {
  const { inputShape, outputShape } = plan;
  const [batch, channels] = [inputShape[0]!, inputShape.at(-1)!];
  const cells = sizeOf(inputShape.slice(1, -1));
  const windows = windowsOf(plan);
  const y = new Float64Array(sizeOf(outputShape));
  let at = 0;
  for (let n = 0; n < batch; n++) {
    for (const window of windows) {
      for (let c = 0; c < channels; c++) y[at++] = pool(window.map((cell) => x[(n * cells + cell) * channels + c]!));
    }
  }
  return y;
}

/** A case: sizes that divide the input, and sizes that do not. Shrinks to one cell and one window. */
export function drawAdaptive(d: Draw): { readonly x: Tensor; readonly attributes: AdaptivePoolAttributes } {
  const { x, n } = drawWhole(d);
  const range = limited(d.limits.size, { min: 1, max: Math.max(1, d.domain.size.max) });
  const size = Array.from({ length: n }, (_, axis) => d.int('size', range.min, range.max, { axis, role: 'extent' }));
  return { x, attributes: { size } };
}

export function shownAdaptive(x: Tensor, attributes: AdaptivePoolAttributes): NamedCall {
  const { shape } = x;
  return { n: shape.length - 2, batch: shape[0], sizes: shape.slice(1, -1), channels: shape.at(-1), size: attributes.size, attributes, x };
}
