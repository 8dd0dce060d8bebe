import { resultFrom } from '../../kernels/arguments.js';
import { foldWindows } from '../../kernels/fold-windows.js';
import { linearError } from '../../kernels/errors/linear-error.js';
import { cellsOfWindows, tapsOf, type PoolPlan } from '../../kernels/pool-plan.js';
import { float64Elements } from '../../kernels/products/products.js';
import { dtypeOf, type Tensor } from '../../tensor.js';
import { defineOp } from '../define-op.js';
import { shownWindows } from '../windowed-call.js';
import { mean } from '../pooling/mean.js';
import { poolWindow } from '../pooling/pool-attributes.js';
import { drawWhole, planWhole } from './whole-case.js';

/** x `[batch, ...spatial, channels]` to `[batch, 1, ..., 1, channels]`: every spatial axis stays, with one cell. */
export type GlobalAveragePool = (x: Tensor) => Tensor;

const op = 'globalAveragePool';

export const globalAveragePool = defineOp<'globalAveragePool', GlobalAveragePool, PoolPlan>({
  name: op,
  docs: 'The mean of all spatial cells of each channel. NaN where there is no cell.',
  tensors: { x: { axes: ['batch', 'spatial...', 'channels'] } },
  results: 1,
  attributes: {},
  plan: ([x]) => planWhole(op, x),
  ...mean,
  evaluate(plan, [x], out) {
    return resultFrom(op, foldWindows(plan, this, float64Elements(x)), plan.outputShape, dtypeOf(x), out);
  },
  error(plan, precision, [x]) {
    // A sum of n terms has n - 1 roundings in any order, and a quotient, or a product with a rounded 1 / n, has two more. A mean taken axis
    // by axis, of a cells, then b, then c, has (a - 1) + (b - 1) + (c - 1) + 2 for each axis, and a + b + c - 3 is less than n = a b c.
    // What underflows in a quotient of an axis is added up and divided again: less than one smallest number for each axis of two cells or
    // more, and there are no more such axes than cells.
    const roundings = 2 * plan.inputShape.slice(1, -1).length + 1;
    const steps = { terms: cellsOfWindows(plan), roundings, underflows: true, divisor: tapsOf(plan), fractional: true };
    return linearError(precision, steps, x, (value) => this.evaluate(plan, [value]));
  },
  window: poolWindow,
  draw: (d) => [drawWhole(d).x],
  shows: (x) => ({ ...shownWindows(x.shape, x.shape.slice(1, -1), {}), channels: x.shape.at(-1), x }),
  linearIn: ['x'],
});
