import type { PoolAttributes } from '../ops/index.js';
import { gamma } from '../precision.js';
import { fromData, type Shape, type Tensor } from '../tensor.js';
import { requireShape, resultFrom, sharedDType } from './arguments.js';
import { factorOf } from './factor.js';
import type { Bounded, Kernel } from './kernel.js';
import { linearError } from './linear-error.js';
import { planPool, tapsOf, windowsOfCells, type PoolPlan } from './pool-plan.js';
import { float64Elements } from './products.js';
import { tapTable } from './windows.js';

const op = 'maxPoolGradient';

function planOf(x: Shape, dy: Shape, attributes: PoolAttributes | undefined): PoolPlan {
  const plan = planPool(op, x, attributes);
  requireShape(op, 'dy', dy, plan.outputShape);
  return plan;
}

/**
 * The gradient of <maxPool(x), dy> in x: each window's dy goes to its maximum, the first in row-major order where several tie. NaN is
 * the maximum of a window that holds one.
 *
 * @param x `[batch, ...spatial, channels]`
 * @param dy of the shape of maxPool's result
 * @param out where to write the result: dense, of x's shape
 * @throws InvalidArgument
 */
export function maxPoolGradient(x: Tensor, dy: Tensor, attributes?: PoolAttributes, out?: Tensor): Tensor {
  const dtype = sharedDType(op, 'x', x, 'dy', dy);
  const plan = planOf(x.shape, dy.shape, attributes);
  const { channels } = plan;
  const values = float64Elements(x);
  const gradients = float64Elements(dy);
  const dx = new Float64Array(values.length);
  eachWindow(plan, (from, windowCells, gradient) => {
    let best = -1;
    for (const cell of windowCells) {
      const value = values[from + cell * channels]!;
      const most = values[from + best * channels]!;
      if (best < 0 || value > most || (value !== value && most === most)) best = cell;
    }
    if (best >= 0) dx[from + best * channels]! += gradients[gradient]!;
  });
  return resultFrom(op, dx, plan.inputShape, dtype, out);
}

/** Calls back per window and channel: the index of the item's first cell of that channel, the window's cells, and the index of its dy. */
function eachWindow(plan: PoolPlan, visit: (from: number, cells: Int32Array, gradient: number) => void): void {
  const { batch, channels } = plan;
  const { windows, cells, start, cell } = tapTable(plan.windows);
  for (let window = 0; window < windows; window++) {
    const covered = cell.subarray(start[window], start[window + 1]);
    for (let n = 0; n < batch; n++) {
      for (let c = 0; c < channels; c++) visit(n * cells * channels + c, covered, (n * windows + window) * channels + c);
    }
  }
}

/** Where x is not exact, dy may go to any cell whose upper end reaches the largest lower end. */
function misrouted(plan: PoolPlan, x: Bounded, dy: Bounded): Float64Array {
  const { channels } = plan;
  const values = float64Elements(x.value);
  const result = new Float64Array(values.length);
  if (x.error === undefined) return result;
  const errors = float64Elements(x.error);
  const gradients = float64Elements(dy.value);
  const dyErrors = dy.error && float64Elements(dy.error);
  eachWindow(plan, (from, cells, gradient) => {
    const rivals: number[] = [];
    let floor = -Infinity;
    for (const cell of cells) {
      const at = from + cell * channels;
      if (errors[at] !== Infinity) floor = Math.max(floor, values[at]! - errors[at]!);
    }
    for (const cell of cells) {
      const at = from + cell * channels;
      if (!(values[at]! + errors[at]! < floor)) rivals.push(at);
    }
    if (rivals.length < 2) return;
    const most = Math.abs(gradients[gradient]!) + (dyErrors?.[gradient] ?? 0);
    for (const at of rivals) result[at]! += Number.isFinite(most) ? most : Infinity;
  });
  return result;
}

export const maxPoolGradientKernel: Kernel<'maxPoolGradient'> = {
  shape: (x, dy, attributes) => planOf(x, dy, attributes).inputShape,
  evaluate: maxPoolGradient,
  error: (precision, x, dy, attributes) => {
    const plan = planOf(x.value.shape, dy.value.shape, attributes);
    const steps = { terms: windowsOfCells(plan), roundings: 0, underflows: false };
    const error = linearError(precision, steps, dy, (value) => maxPoolGradient(x.value, value, attributes));
    const added = misrouted(plan, x, dy);
    // What goes astray is added up, and rounded, like the rest.
    const rounded = 1 + gamma(tapsOf(plan), precision.unitRoundoff) * precision.factor;
    const own = float64Elements(maxPoolGradient(x.value, factorOf(dy).reach, attributes));
    for (let i = 0; i < added.length; i++) {
      const overflows = added[i]! > 0 && !((own[i]! + added[i]!) * rounded <= precision.largest);
      added[i] = overflows ? Infinity : added[i]! * rounded + error.data[i]!;
    }
    return fromData(added, [...error.shape]);
  },
};
