import type { DepthwiseConvAttributes } from '../ops/index.js';
import type { Tensor } from '../tensor.js';
import { sharedDType } from './arguments.js';
import { planDepthwise } from './conv-plan.js';
import type { Kernel } from './kernel.js';
import { productError } from './product-error.js';
import { evaluateOutput } from './products.js';

/**
 * Each channel convolved on its own: y[n, o, c * multiplier + m] = sum over t of x[n, o*s + t*d - before, c] * filter[t, c, m].
 *
 * @param x `[batch, ...spatial, channels]`
 * @param filter `[...kernel, channels, multiplier]`
 * @param out where to write the result: dense, `[batch, ...out, channels * multiplier]`
 * @throws InvalidArgument
 */
export function depthwiseConv(x: Tensor, filter: Tensor, attributes?: DepthwiseConvAttributes, out?: Tensor): Tensor {
  const dtype = sharedDType('depthwiseConv', 'x', x, 'filter', filter);
  return evaluateOutput('depthwiseConv', planDepthwise('depthwiseConv', x.shape, filter.shape, attributes), x, filter, dtype, out);
}

export const depthwiseConvKernel: Kernel<'depthwiseConv'> = {
  shape: (x, filter, attributes) => planDepthwise('depthwiseConv', x, filter, attributes).outputShape,
  evaluate: depthwiseConv,
  error: (precision, x, filter, attributes) => productError(precision, x, filter, (a, b) => depthwiseConv(a, b, attributes)),
};
