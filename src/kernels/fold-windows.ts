import { sizeOf } from '../tensor.js';
import type { PoolPlan } from './pool-plan.js';
import { tapTable } from './windows.js';

/**
 * Takes one more cell, all channels of it: `totals` from `at` on, and the cell's `values` from `from` on. A call for each number would
 * take several times as long as the arithmetic.
 */
export type Combine<Plan> = (totals: Float64Array, at: number, values: Float64Array, from: number, channels: number, plan: Plan) => void;

/** Makes results of a window's totals, all channels of it, from `at` on. `count`: of the cells that count. */
export type Finish<Plan> = (totals: Float64Array, at: number, channels: number, count: number, plan: Plan) => void;

/** How the cells of a window become one number. */
export interface Fold<Plan extends PoolPlan> {
  readonly start: number;
  readonly combine: Combine<Plan>;
  /** Default: totals stay as they are. */
  readonly finish?: Finish<Plan>;
}

/** The parts of a fold among the members of a record. */
export function foldOf<Plan extends PoolPlan>(parts: Partial<Fold<Plan>>): Fold<Plan> {
  if (parts.start === undefined || parts.combine === undefined) throw new TypeError('an op that folds windows has a start and a combine');
  return parts as Fold<Plan>;
}

/**
 * Folds the cells of each window, in row-major order; padding is no cell.
 *
 * @param x dense elements of the plan's input
 * @param counts per window, the number that `finish` is told. Default: of the cells that exist.
 */
export function foldWindows<Plan extends PoolPlan>(
  plan: Plan,
  parts: Partial<Fold<Plan>>,
  x: Float64Array,
  counts?: Float64Array,
): Float64Array {
  const { start: first, combine, finish } = foldOf(parts);
  const { batch, channels } = plan;
  const { windows, cells, start, cell } = tapTable(plan.windows);
  const y = new Float64Array(sizeOf(plan.yShape)).fill(first);
  for (let n = 0; n < batch; n++) {
    for (let window = 0; window < windows; window++) {
      const to = (n * windows + window) * channels;
      for (let t = start[window]!; t < start[window + 1]!; t++) {
        const from = (n * cells + cell[t]!) * channels;
        combine(y, to, x, from, channels, plan);
      }
      if (finish === undefined) continue;
      const count = counts === undefined ? start[window + 1]! - start[window]! : counts[window]!;
      finish(y, to, channels, count, plan);
    }
  }
  return y;
}
