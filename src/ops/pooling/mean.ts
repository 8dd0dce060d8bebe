import type { Fold } from '../../kernels/fold-windows.js';
import type { PoolPlan } from '../../kernels/pool-plan.js';

/** The mean of a window: the sum of its cells, divided by how many count. */
export const mean = {
  start: 0,
  combine: (totals, at, values, from, channels) => {
    for (let c = 0; c < channels; c++) totals[at + c]! += values[from + c]!;
  },
  finish: (totals, at, channels, count) => {
    for (let c = 0; c < channels; c++) totals[at + c]! /= count;
  },
} satisfies Fold<PoolPlan>;
