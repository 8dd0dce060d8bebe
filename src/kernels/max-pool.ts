import type { PoolAttributes } from '../ops/index.js';
import { sizeOf, type Tensor } from '../tensor.js';
import { resultFrom, sharedDType } from './arguments.js';
import { extremeError } from './extreme-error.js';
import type { Kernel } from './kernel.js';
import { planPool, type PoolPlan } from './pool-plan.js';
import { float64Elements } from './products.js';
import { tapTable } from './windows.js';

/**
 * The maximum of each window's cells. Padding never wins; NaN does; a window without a cell gives -Infinity.
 *
 * @param x `[batch, ...spatial, channels]`
 * @param out where to write the result: dense, `[batch, ...out, channels]`
 * @throws InvalidArgument
 */
export function maxPool(x: Tensor, attributes?: PoolAttributes, out?: Tensor): Tensor {
  const dtype = sharedDType('maxPool', 'x', x);
  const plan = planPool('maxPool', x.shape, attributes);
  return resultFrom('maxPool', maximaOf(plan, float64Elements(x)), plan.outputShape, dtype, out);
}

function maximaOf(plan: PoolPlan, x: Float64Array): Float64Array {
  const { batch, channels } = plan;
  const { windows, cells, start, cell } = tapTable(plan.windows);
  const y = new Float64Array(sizeOf(plan.outputShape)).fill(-Infinity);
  for (let n = 0; n < batch; n++) {
    for (let window = 0; window < windows; window++) {
      const to = (n * windows + window) * channels;
      for (let t = start[window]!; t < start[window + 1]!; t++) {
        const from = (n * cells + cell[t]!) * channels;
        for (let c = 0; c < channels; c++) {
          const value = x[from + c]!;
          const most = y[to + c]!;
          if (value > most || value !== value) y[to + c] = value;
        }
      }
    }
  }
  return y;
}

export const maxPoolKernel: Kernel<'maxPool'> = {
  shape: (x, attributes) => planPool('maxPool', x, attributes).outputShape,
  evaluate: maxPool,
  error: (_precision, x, attributes) => extremeError(x, (value) => maxPool(value, attributes)),
};
