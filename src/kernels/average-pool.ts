import type { AveragePoolAttributes } from '../ops/index.js';
import { sizeOf, type Tensor } from '../tensor.js';
import { resultFrom, sharedDType } from './arguments.js';
import type { Kernel } from './kernel.js';
import { linearError } from './linear-error.js';
import { cellsOfWindows, divisorsOf, planPool, readFlag, tapsOf } from './pool-plan.js';
import { float64Elements } from './products.js';
import { tapTable } from './windows.js';

const op = 'averagePool';

/**
 * The mean of each window: of the cells that exist, or, with countPadding, of the padding's zeros too. NaN where there is no cell to count.
 *
 * @param x `[batch, ...spatial, channels]`
 * @param out where to write the result: dense, `[batch, ...out, channels]`
 * @throws InvalidArgument
 */
export function averagePool(x: Tensor, attributes?: AveragePoolAttributes, out?: Tensor): Tensor {
  const dtype = sharedDType(op, 'x', x);
  const plan = planPool(op, x.shape, attributes);
  const table = tapTable(plan.windows);
  const divisors = divisorsOf(op, plan, table.start, attributes);
  const { batch, channels } = plan;
  const { windows, cells, start, cell } = table;
  const values = float64Elements(x);
  const y = new Float64Array(sizeOf(plan.outputShape));
  for (let n = 0; n < batch; n++) {
    for (let window = 0; window < windows; window++) {
      const to = (n * windows + window) * channels;
      for (let t = start[window]!; t < start[window + 1]!; t++) {
        const from = (n * cells + cell[t]!) * channels;
        for (let c = 0; c < channels; c++) y[to + c]! += values[from + c]!;
      }
      for (let c = 0; c < channels; c++) y[to + c]! /= divisors[window]!;
    }
  }
  return resultFrom(op, y, plan.outputShape, dtype, out);
}

export const averagePoolKernel: Kernel<'averagePool'> = {
  shape: (x, attributes) => {
    readFlag(op, 'countPadding', attributes?.countPadding);
    return planPool(op, x, attributes).outputShape;
  },
  evaluate: averagePool,
  error: (precision, x, attributes) => {
    const plan = planPool(op, x.value.shape, attributes);
    // A sum of products with ones, and two roundings of the mean.
    const steps = { terms: cellsOfWindows(plan), roundings: 3, underflows: true, divisor: tapsOf(plan), fractional: true };
    return linearError(precision, steps, x, (value) => averagePool(value, attributes));
  },
};
