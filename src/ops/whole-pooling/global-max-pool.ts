import { resultFrom } from '../../kernels/arguments.js';
import { extremeError } from '../../kernels/errors/extreme-error.js';
import { foldWindows } from '../../kernels/fold-windows.js';
import type { PoolPlan } from '../../kernels/pool-plan.js';
import { float64Elements } from '../../kernels/products/products.js';
import { dtypeOf, type Tensor } from '../../tensor.js';
import { defineOp } from '../define-op.js';
import { largest } from '../pooling/largest.js';
import { poolWindow } from '../pooling/pool-attributes.js';
import { shownWindows } from '../windowed-call.js';
import { drawWhole, planWhole } from './whole-case.js';

/** x `[batch, ...spatial, channels]` to `[batch, 1, ..., 1, channels]`: every spatial axis stays, with one cell. */
export type GlobalMaxPool = (x: Tensor) => Tensor;

const op = 'globalMaxPool';

export const globalMaxPool = defineOp<'globalMaxPool', GlobalMaxPool, PoolPlan>({
  name: op,
  docs: 'The maximum of all spatial cells of each channel. NaN wins; -Infinity where there is no cell.',
  tensors: { x: { axes: ['batch', 'spatial...', 'channels'] } },
  results: 1,
  attributes: {},
  plan: ([x]) => planWhole(op, x),
  ...largest,
  evaluate(plan, [x], out) {
    return resultFrom(op, foldWindows(plan, this, float64Elements(x)), plan.outputShape, dtypeOf(x), out);
  },
  error(plan, _precision, [x]) {
    return extremeError(x, (value) => this.evaluate(plan, [value]));
  },
  window: poolWindow,
  draw: (d) => [drawWhole(d).x],
  shows: (x) => ({ ...shownWindows(x.shape, x.shape.slice(1, -1), {}), channels: x.shape.at(-1), x }),
  linearIn: [],
});
