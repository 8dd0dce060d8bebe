import { resultFrom } from '../../kernels/arguments.js';
import { extremeError } from '../../kernels/errors/extreme-error.js';
import { foldWindows } from '../../kernels/fold-windows.js';
import { planPool, type PoolPlan } from '../../kernels/pool-plan.js';
import { float64Elements } from '../../kernels/products/products.js';
import { dtypeOf, type Tensor } from '../../tensor.js';
import { defineOp } from '../define-op.js';
import { largest } from './largest.js';
import { poolAttributes, poolWindow, type PoolAttributes } from './pool-attributes.js';
import { drawPool } from './pool-case.js';
import { shownWindows } from '../windowed-call.js';

/** x `[batch, ...spatial, channels]` to `[batch, ...out, channels]`. */
export type MaxPool = (x: Tensor, attributes?: PoolAttributes) => Tensor;

export const maxPool = defineOp<'maxPool', MaxPool, PoolPlan>({
  name: 'maxPool',
  docs: "The maximum of each window's cells. Padding never wins; NaN does; a window without a cell gives -Infinity.",
  tensors: { x: { axes: ['batch', 'spatial...', 'channels'] } },
  results: 1,
  attributes: poolAttributes,
  plan: ([x], attributes) => planPool('maxPool', x, attributes),
  ...largest,
  evaluate(plan, [x], out) {
    return resultFrom('maxPool', foldWindows(plan, this, float64Elements(x)), plan.outputShape, dtypeOf(x), out);
  },
  error(plan, _precision, [x]) {
    return extremeError(x, (value) => this.evaluate(plan, [value]));
  },
  window: poolWindow,
  draw: (d) => {
    const { x, attributes } = drawPool(d);
    return [x, attributes];
  },
  shows: (x, attributes) => ({ ...shownWindows(x.shape, attributes.window, attributes), x }),
  linearIn: [],
});
