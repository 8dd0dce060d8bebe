import type { ConvTransposeAttributes } from '../ops/index.js';
import type { Tensor } from '../tensor.js';
import { sharedDType } from './arguments.js';
import { planTranspose } from './conv-plan.js';
import type { Kernel } from './kernel.js';
import { productError } from './product-error.js';
import { evaluateInputGradient } from './products.js';

/**
 * The adjoint of `conv` with the same filter: x[n, o*s + t*d - before, g, i] += filter[t, i, g, j] * y[n, o, g, j].
 *
 * The result has the smallest size that `conv` with the same attributes maps back to y's, plus outputPadding.
 *
 * @param y `[batch, ...out, channelsOut]`
 * @param filter `[...kernel, channels / groups, channelsOut]`
 * @param out where to write the result: dense, `[batch, ...spatial, channels]`
 * @throws InvalidArgument
 */
export function convTranspose(y: Tensor, filter: Tensor, attributes?: ConvTransposeAttributes, out?: Tensor): Tensor {
  const dtype = sharedDType('convTranspose', 'y', y, 'filter', filter);
  const plan = planTranspose('convTranspose', y.shape, filter.shape, attributes);
  return evaluateInputGradient('convTranspose', plan, filter, y, dtype, out);
}

export const convTransposeKernel: Kernel<'convTranspose'> = {
  shape: (y, filter, attributes) => planTranspose('convTranspose', y, filter, attributes).inputShape,
  evaluate: convTranspose,
  error: (precision, y, filter, attributes) => productError(precision, y, filter, (a, b) => convTranspose(a, b, attributes)),
};
