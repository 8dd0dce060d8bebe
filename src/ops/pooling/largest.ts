import type { Fold } from '../../kernels/fold-windows.js';
import type { PoolPlan } from '../../kernels/pool-plan.js';

/** The maximum of a window: NaN wins. */
export const largest = {
  start: -Infinity,
  combine: (totals, at, values, from, channels) => {
    for (let c = 0; c < channels; c++) {
      const value = values[from + c]!;
      if (value > totals[at + c]! || value !== value) totals[at + c] = value;
    }
  },
} satisfies Fold<PoolPlan>;
