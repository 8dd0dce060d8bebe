import type { WindowAttributes } from '../../geometry.js';
import { resultFrom } from '../../kernels/arguments.js';
import type { PoolPlan } from '../../kernels/pool-plan.js';
import { dtypeOf, type Tensor } from '../../tensor.js';
import { windowAttributes } from '../attributes.js';
import { defineOp } from '../define-op.js';
import { poolWindow } from '../pooling/pool-attributes.js';
import { extremeSumsError, foldSums, planMorphology } from './extreme-sums.js';
import { drawMorphology } from './morphology-case.js';
import { shownWindows } from '../windowed-call.js';

/** x `[batch, ...spatial, channels]`, filter `[...kernel, channels]` to `[batch, ...out, channels]`. */
export type MorphologicalErosion = (x: Tensor, filter: Tensor, attributes?: WindowAttributes) => Tensor;

const op = 'morphologicalErosion';

export const morphologicalErosion = defineOp<'morphologicalErosion', MorphologicalErosion, PoolPlan>({
  name: op,
  docs: 'The minimum over the taps of x[n, o*s + t*d - before, c] - filter[k - 1 - t, c], the filter reflected as TensorFlow reflects it: erosion(x, f) = -dilation(-x, reverse f). Padding never wins; NaN does; a window without a cell gives Infinity.',
  tensors: { x: { axes: ['batch', 'spatial...', 'channels'] }, filter: { axes: ['spatial...', 'channels'] } },
  results: 1,
  attributes: windowAttributes,
  plan: ([x, filter], attributes) => planMorphology(op, x, filter, attributes),
  start: Infinity,
  combine: (totals, at, values, from, channels) => {
    for (let i = 0; i < channels; i++) {
      const value = values[from + i]!;
      if (value < totals[at + i]! || value !== value) totals[at + i] = value;
    }
  },
  evaluate(plan, [x, filter], out) {
    return resultFrom(op, foldSums(plan, this, -1, x, filter), plan.outputShape, dtypeOf(x), out);
  },
  error(plan, precision, [x, filter]) {
    return extremeSumsError(plan, -1, precision, x, filter, this.evaluate(plan, [x.value, filter.value]));
  },
  window: poolWindow,
  draw: (d) => {
    const { x, filter, attributes } = drawMorphology(d);
    return [x, filter, attributes];
  },
  shows: (x, filter, attributes) => ({ ...shownWindows(x.shape, filter.shape, attributes), x, filter }),
  linearIn: [],
});
