import type { ConvAttributes } from '../ops/index.js';
import type { Tensor } from '../tensor.js';
import { sharedDType } from './arguments.js';
import { planConv } from './conv-plan.js';
import type { Kernel } from './kernel.js';
import { productError } from './product-error.js';
import { evaluateOutput } from './products.js';

/**
 * Convolution, that is cross-correlation: y[n, o, g, j] = sum over t, i of x[n, o*s + t*d - before, g, i] * filter[t, i, g, j].
 *
 * @param x `[batch, ...spatial, channels]`
 * @param filter `[...kernel, channels / groups, channelsOut]`
 * @param out where to write the result: dense, `[batch, ...out, channelsOut]`
 * @throws InvalidArgument
 */
export function conv(x: Tensor, filter: Tensor, attributes?: ConvAttributes, out?: Tensor): Tensor {
  const dtype = sharedDType('conv', 'x', x, 'filter', filter);
  return evaluateOutput('conv', planConv('conv', x.shape, filter.shape, attributes), x, filter, dtype, out);
}

export const convKernel: Kernel<'conv'> = {
  shape: (x, filter, attributes) => planConv('conv', x, filter, attributes).outputShape,
  evaluate: conv,
  error: (precision, x, filter, attributes) => productError(precision, x, filter, (a, b) => conv(a, b, attributes)),
};
