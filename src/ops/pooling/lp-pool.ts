import { resultFrom } from '../../kernels/arguments.js';
import { foldWindows } from '../../kernels/fold-windows.js';
import { planPool } from '../../kernels/pool-plan.js';
import { float64Elements } from '../../kernels/products/products.js';
import { dtypeOf, type Tensor } from '../../tensor.js';
import { exponent } from '../attributes.js';
import { defineOp } from '../define-op.js';
import { exponentOf, norm, normError, type LpPoolPlan } from './norm.js';
import { poolAttributes, poolWindow, type PoolAttributes } from './pool-attributes.js';
import { drawLpPool } from './pool-case.js';
import { shownWindows } from '../windowed-call.js';

export interface LpPoolAttributes extends PoolAttributes {
  /** (sum |x|^p)^(1/p); p >= 1. Default: 2. */
  readonly p?: number;
}

/** x `[batch, ...spatial, channels]` to `[batch, ...out, channels]`. */
export type LpPool = (x: Tensor, attributes?: LpPoolAttributes) => Tensor;

const op = 'lpPool';

export const lpPool = defineOp<'lpPool', LpPool, LpPoolPlan>({
  name: op,
  docs: "(sum |x|^p)^(1/p) over each window's cells; 0 where there is none.",
  tensors: { x: { axes: ['batch', 'spatial...', 'channels'] } },
  results: 1,
  attributes: { ...poolAttributes, p: exponent },
  plan: ([x], attributes) => {
    const p = exponentOf(op, attributes);
    return Object.assign(planPool(op, x, attributes), { p });
  },
  ...norm,
  evaluate(plan, [x], out) {
    return resultFrom(op, foldWindows(plan, this, float64Elements(x)), plan.outputShape, dtypeOf(x), out);
  },
  error(plan, precision, [x]) {
    return normError(plan, this, precision, x);
  },
  window: poolWindow,
  draw: (d) => {
    const { x, attributes } = drawLpPool(d);
    return [x, attributes];
  },
  shows: (x, attributes) => ({ ...shownWindows(x.shape, attributes.window, attributes), x }),
  linearIn: [],
});
