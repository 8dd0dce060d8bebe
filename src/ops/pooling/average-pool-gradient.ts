import { readShape, requireShape, resultFrom } from '../../kernels/arguments.js';
import { linearError } from '../../kernels/errors/linear-error.js';
import { divisorsOf, planMean, tapsOf, windowsOfCells, type MeanPlan } from '../../kernels/pool-plan.js';
import { float64Elements } from '../../kernels/products/products.js';
import { tapTable } from '../../kernels/windows.js';
import { dtypeOf, sizeOf, type Shape, type Tensor } from '../../tensor.js';
import { countPadding } from '../attributes.js';
import { defineOp } from '../define-op.js';
import type { AveragePoolAttributes } from './average-pool.js';
import { poolAttributes, poolGradientWindow } from './pool-attributes.js';
import { drawAverageGradient } from './pool-gradient-case.js';
import { shownWindows } from '../windowed-call.js';

/** The gradient of <averagePool(x), dy> in x, an x of `inputShape` `[batch, ...spatial, channels]`; dy of the shape of averagePool's result. */
export type AveragePoolGradient = (inputShape: Shape, dy: Tensor, attributes?: AveragePoolAttributes) => Tensor;

const op = 'averagePoolGradient';

export const averagePoolGradient = defineOp<'averagePoolGradient', AveragePoolGradient, MeanPlan>({
  name: op,
  docs: 'The gradient of <averagePool(x), dy> in x: each cell gets dy / divisor of every window that covers it.',
  tensors: {
    inputShape: { axes: ['batch', 'spatial...', 'channels'], shapeOnly: true },
    dy: { axes: ['batch', 'spatial...', 'channels'] },
  },
  results: 1,
  attributes: { ...poolAttributes, countPadding },
  plan: ([inputShape, dy], attributes) => {
    const plan = planMean(op, readShape(op, 'inputShape', inputShape), attributes, 'inputShape');
    requireShape(op, 'dy', dy, plan.yShape);
    return { ...plan, outputShape: plan.inputShape };
  },
  evaluate: (plan, [dy], out) => {
    const { batch, channels } = plan;
    const { windows, cells, start, cell } = tapTable(plan.windows);
    const divisors = divisorsOf(plan);
    const values = float64Elements(dy);
    const dx = new Float64Array(sizeOf(plan.outputShape));
    for (let n = 0; n < batch; n++) {
      for (let window = 0; window < windows; window++) {
        const from = (n * windows + window) * channels;
        for (let t = start[window]!; t < start[window + 1]!; t++) {
          const to = (n * cells + cell[t]!) * channels;
          for (let c = 0; c < channels; c++) dx[to + c]! += values[from + c]! / divisors[window]!;
        }
      }
    }
    return resultFrom(op, dx, plan.outputShape, dtypeOf(dy), out);
  },
  error(plan, precision, [dy]) {
    const steps = { terms: windowsOfCells(plan), roundings: 3, underflows: true, divisor: tapsOf(plan), fractional: true };
    return linearError(precision, steps, dy, (value) => this.evaluate(plan, [value]));
  },
  window: poolGradientWindow,
  draw: (d) => {
    const { inputShape, dy, attributes } = drawAverageGradient(d);
    return [inputShape, dy, attributes];
  },
  shows: (inputShape, dy, attributes) => ({ ...shownWindows(inputShape, attributes.window, attributes), dy }),
  linearIn: ['dy'],
});
