import { resultFrom } from '../../kernels/arguments.js';
import { foldWindows } from '../../kernels/fold-windows.js';
import { linearError } from '../../kernels/errors/linear-error.js';
import { cellsOfWindows, divisorsOf, planMean, tapsOf, type MeanPlan } from '../../kernels/pool-plan.js';
import { float64Elements } from '../../kernels/products/products.js';
import { dtypeOf, type Tensor } from '../../tensor.js';
import { countPadding } from '../attributes.js';
import { defineOp } from '../define-op.js';
import { mean } from './mean.js';
import { poolAttributes, poolWindow, type PoolAttributes } from './pool-attributes.js';
import { drawAveragePool } from './pool-case.js';
import { shownWindows } from '../windowed-call.js';

export interface AveragePoolAttributes extends PoolAttributes {
  /** Whether the divisor counts padding, clipped at in + before + after (never the overhang of ceil mode). Default: false. */
  readonly countPadding?: boolean;
}

/** x `[batch, ...spatial, channels]` to `[batch, ...out, channels]`. */
export type AveragePool = (x: Tensor, attributes?: AveragePoolAttributes) => Tensor;

export const averagePool = defineOp<'averagePool', AveragePool, MeanPlan>({
  name: 'averagePool',
  docs: "The mean of each window: of the cells that exist, or, with countPadding, of the padding's zeros too. NaN where there is no cell to count.",
  tensors: { x: { axes: ['batch', 'spatial...', 'channels'] } },
  results: 1,
  attributes: { ...poolAttributes, countPadding },
  plan: ([x], attributes) => planMean('averagePool', x, attributes),
  ...mean,
  evaluate(plan, [x], out) {
    const counts = plan.countPadding ? divisorsOf(plan) : undefined;
    return resultFrom('averagePool', foldWindows(plan, this, float64Elements(x), counts), plan.outputShape, dtypeOf(x), out);
  },
  error(plan, precision, [x]) {
    // A sum of products with ones, and two roundings of the mean.
    const steps = { terms: cellsOfWindows(plan), roundings: 3, underflows: true, divisor: tapsOf(plan), fractional: true };
    return linearError(precision, steps, x, (value) => this.evaluate(plan, [value]));
  },
  window: poolWindow,
  draw: (d) => {
    const { x, attributes } = drawAveragePool(d);
    return [x, attributes];
  },
  shows: (x, attributes) => ({ ...shownWindows(x.shape, attributes.window, attributes), x }),
  linearIn: ['x'],
});
