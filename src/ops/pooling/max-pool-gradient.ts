import { requireShape, resultFrom } from '../../kernels/arguments.js';
import type { Bounded } from '../../kernels/errors/bounded.js';
import { factorOf } from '../../kernels/errors/factor.js';
import { linearError } from '../../kernels/errors/linear-error.js';
import { planPool, tapsOf, windowsOfCells, type PoolPlan } from '../../kernels/pool-plan.js';
import { float64Elements } from '../../kernels/products/products.js';
import { tapTable } from '../../kernels/windows.js';
import { roundingsOf } from '../../precision.js';
import { dtypeOf, fromData, type Tensor } from '../../tensor.js';
import { defineOp } from '../define-op.js';
import { poolAttributes, poolGradientWindow, type PoolAttributes } from './pool-attributes.js';
import { drawMaxGradient } from './pool-gradient-case.js';
import { shownWindows } from '../windowed-call.js';

/** The gradient of <maxPool(x), dy> in x `[batch, ...spatial, channels]`; dy of the shape of maxPool's result. */
export type MaxPoolGradient = (x: Tensor, dy: Tensor, attributes?: PoolAttributes) => Tensor;

const op = 'maxPoolGradient';

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

export const maxPoolGradient = defineOp<'maxPoolGradient', MaxPoolGradient, PoolPlan>({
  name: op,
  docs: "The gradient of <maxPool(x), dy> in x: each window's dy goes to its maximum, the first in row-major order where several tie. NaN is the maximum of a window that holds one.",
  tensors: {
    x: { axes: ['batch', 'spatial...', 'channels'] },
    dy: { axes: ['batch', 'spatial...', 'channels'] },
  },
  results: 1,
  attributes: poolAttributes,
  plan: ([x, dy], attributes) => {
    const plan = planPool(op, x, attributes);
    requireShape(op, 'dy', dy, plan.yShape);
    return { ...plan, outputShape: plan.inputShape };
  },
  evaluate: (plan, [x, dy], out) => {
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
    return resultFrom(op, dx, plan.outputShape, dtypeOf(x), out);
  },
  error(plan, precision, [x, dy]) {
    const steps = { terms: windowsOfCells(plan), roundings: 0, underflows: false };
    const error = linearError(precision, steps, dy, (value) => this.evaluate(plan, [x.value, value]));
    const added = misrouted(plan, x, dy);
    // What goes astray is added up, and rounded, like the rest.
    const rounded = 1 + roundingsOf(precision, tapsOf(plan));
    const own = float64Elements(this.evaluate(plan, [x.value, factorOf(dy).reach]));
    for (let i = 0; i < added.length; i++) {
      const overflows = added[i]! > 0 && !((own[i]! + added[i]!) * rounded <= precision.largest);
      added[i] = overflows ? Infinity : added[i]! * rounded + error.data[i]!;
    }
    return fromData(added, [...error.shape]);
  },
  window: poolGradientWindow,
  draw: (d) => {
    const { x, dy, attributes } = drawMaxGradient(d);
    return [x, dy, attributes];
  },
  shows: (x, dy, attributes) => ({ ...shownWindows(x.shape, attributes.window, attributes), x, dy }),
  linearIn: ['dy'],
});
