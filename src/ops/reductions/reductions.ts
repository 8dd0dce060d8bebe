import { sizeOf, type Shape } from '../../tensor.js';
import type { Fold } from '../../kernels/fold-windows.js';
import type { PoolPlan } from '../../kernels/pool-plan.js';
import { largest } from '../pooling/largest.js';

/** How the cells of a window become one number. */
export type Reduction = 'sum' | 'max' | 'min' | 'product';

export interface ReduceWindowPlan extends PoolPlan {
  readonly reduce: Reduction;
  /** One per spatial axis. The windows, and `inputShape`, are those of x with its cells so far apart. */
  readonly baseDilations: readonly number[];
  readonly xShape: Shape;
}

/** Each with the start that changes no other number: what stands around the cells, and between them. */
export const reductions: Readonly<Record<Reduction, Fold<ReduceWindowPlan>>> = {
  sum: {
    start: 0,
    combine: (totals, at, values, from, channels) => {
      for (let c = 0; c < channels; c++) totals[at + c]! += values[from + c]!;
    },
  },
  max: largest as Fold<ReduceWindowPlan>,
  min: {
    start: Infinity,
    combine: (totals, at, values, from, channels) => {
      for (let c = 0; c < channels; c++) {
        const value = values[from + c]!;
        if (value < totals[at + c]! || value !== value) totals[at + c] = value;
      }
    },
  },
  product: {
    start: 1,
    combine: (totals, at, values, from, channels) => {
      for (let c = 0; c < channels; c++) totals[at + c]! *= values[from + c]!;
    },
  },
};

/** Cells of an axis with `dilation - 1` more between two. */
export function dilatedSize(size: number, dilation: number): number {
  return size === 0 ? 0 : (size - 1) * dilation + 1;
}

/** x with its cells apart, `fill` between them. */
export function dilatedBase(x: Float64Array, { xShape, inputShape, baseDilations }: ReduceWindowPlan, fill: number): Float64Array {
  if (baseDilations.every((dilation) => dilation === 1)) return x;
  const [sizes, channels] = [xShape.slice(1, -1), xShape.at(-1)!];
  const result = new Float64Array(sizeOf(inputShape)).fill(fill);
  const cells = x.length / Math.max(1, channels);
  for (let cell = 0; cell < cells; cell++) {
    let [rest, to, step] = [cell, 0, 1];
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      to += (rest % sizes[axis]!) * baseDilations[axis]! * step;
      rest = Math.floor(rest / sizes[axis]!);
      step *= inputShape[axis + 1]!;
    }
    to = (to + rest * step) * channels;
    for (let c = 0; c < channels; c++) result[to + c] = x[cell * channels + c]!;
  }
  return result;
}
