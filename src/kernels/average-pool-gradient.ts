import type { AveragePoolAttributes } from '../ops/index.js';
import { sizeOf, type Shape, type Tensor } from '../tensor.js';
import { readShape, requireShape, resultFrom, sharedDType } from './arguments.js';
import type { Kernel } from './kernel.js';
import { linearError } from './linear-error.js';
import { divisorsOf, planPool, readFlag, tapsOf, windowsOfCells, type PoolPlan } from './pool-plan.js';
import { float64Elements } from './products.js';
import { tapTable } from './windows.js';

const op = 'averagePoolGradient';

function planOf(inputShape: Shape, dy: Shape, attributes: AveragePoolAttributes | undefined): PoolPlan {
  const plan = planPool(op, readShape(op, 'inputShape', inputShape), attributes, 'inputShape');
  readFlag(op, 'countPadding', attributes?.countPadding);
  requireShape(op, 'dy', dy, plan.outputShape);
  return plan;
}

/**
 * The gradient of <averagePool(x), dy> in x: each cell gets dy / divisor of every window that covers it.
 *
 * @param inputShape `[batch, ...spatial, channels]`
 * @param dy of the shape of averagePool's result
 * @param out where to write the result: dense, of inputShape
 * @throws InvalidArgument
 */
export function averagePoolGradient(inputShape: Shape, dy: Tensor, attributes?: AveragePoolAttributes, out?: Tensor): Tensor {
  const dtype = sharedDType(op, 'dy', dy);
  const plan = planOf(inputShape, dy.shape, attributes);
  const { batch, channels } = plan;
  const { windows, cells, start, cell } = tapTable(plan.windows);
  const divisors = divisorsOf(op, plan, start, attributes);
  const values = float64Elements(dy);
  const dx = new Float64Array(sizeOf(plan.inputShape));
  for (let n = 0; n < batch; n++) {
    for (let window = 0; window < windows; window++) {
      const from = (n * windows + window) * channels;
      for (let t = start[window]!; t < start[window + 1]!; t++) {
        const to = (n * cells + cell[t]!) * channels;
        for (let c = 0; c < channels; c++) dx[to + c]! += values[from + c]! / divisors[window]!;
      }
    }
  }
  return resultFrom(op, dx, plan.inputShape, dtype, out);
}

export const averagePoolGradientKernel: Kernel<'averagePoolGradient'> = {
  shape: (inputShape, dy, attributes) => planOf(inputShape, dy, attributes).inputShape,
  evaluate: averagePoolGradient,
  error: (precision, inputShape, dy, attributes) => {
    const plan = planOf(inputShape, dy.value.shape, attributes);
    const steps = { terms: windowsOfCells(plan), roundings: 3, underflows: true, divisor: tapsOf(plan), fractional: true };
    return linearError(precision, steps, dy, (value) => averagePoolGradient(inputShape, value, attributes));
  },
};
