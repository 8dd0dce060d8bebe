import { readAttributes, resultFrom } from '../../kernels/arguments.js';
import { foldWindows } from '../../kernels/fold-windows.js';
import { float64Elements } from '../../kernels/products/products.js';
import { dtypeOf, type Tensor } from '../../tensor.js';
import { exponent } from '../attributes.js';
import { defineOp } from '../define-op.js';
import { exponentOf, norm, normError, type LpPoolPlan } from '../pooling/norm.js';
import { poolWindow } from '../pooling/pool-attributes.js';
import { shownWindows } from '../windowed-call.js';
import { drawWhole, planWhole } from './whole-case.js';

export interface GlobalLpPoolAttributes {
  /** (sum |x|^p)^(1/p); p >= 1. Default: 2. */
  readonly p?: number;
}

/** x `[batch, ...spatial, channels]` to `[batch, 1, ..., 1, channels]`: every spatial axis stays, with one cell. */
export type GlobalLpPool = (x: Tensor, attributes?: GlobalLpPoolAttributes) => Tensor;

const op = 'globalLpPool';

export const globalLpPool = defineOp<'globalLpPool', GlobalLpPool, LpPoolPlan>({
  name: op,
  docs: '(sum |x|^p)^(1/p) over all spatial cells of each channel; 0 where there is none.',
  tensors: { x: { axes: ['batch', 'spatial...', 'channels'] } },
  results: 1,
  attributes: { p: exponent },
  plan: ([x], attributes) => ({ ...planWhole(op, x), p: exponentOf(op, readAttributes(op, attributes)) }),
  ...norm,
  evaluate(plan, [x], out) {
    return resultFrom(op, foldWindows(plan, this, float64Elements(x)), plan.outputShape, dtypeOf(x), out);
  },
  error(plan, precision, [x]) {
    return normError(plan, this, precision, x, plan.inputShape.length - 2);
  },
  window: poolWindow,
  draw: (d) => {
    const p = d.option('p', d.limits.p ?? [1, 2, 3, 1.5, 4]);
    return [drawWhole(d, { degree: Math.ceil(p) }).x, { p }];
  },
  shows: (x, attributes) => ({ ...shownWindows(x.shape, x.shape.slice(1, -1), attributes), channels: x.shape.at(-1), x }),
  linearIn: [],
});
