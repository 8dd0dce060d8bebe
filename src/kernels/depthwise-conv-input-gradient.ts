import type { DepthwiseConvAttributes } from '../ops/index.js';
import type { Shape, Tensor } from '../tensor.js';
import { readShape, sharedDType } from './arguments.js';
import { planDepthwise, requireGradient, type ConvPlan } from './conv-plan.js';
import type { Kernel } from './kernel.js';
import { productError } from './product-error.js';
import { evaluateInputGradient } from './products.js';

const op = 'depthwiseConvInputGradient';

function planOf(inputShape: Shape, filter: Shape, dy: Shape, attributes: DepthwiseConvAttributes | undefined): ConvPlan {
  const names = { x: 'inputShape', filter: 'filter' };
  return requireGradient(op, dy, planDepthwise(op, readShape(op, 'inputShape', inputShape), filter, attributes, names));
}

/**
 * The gradient of <depthwiseConv(x, filter), dy> in x, an x of `inputShape`.
 *
 * @param inputShape `[batch, ...spatial, channels]`
 * @param filter `[...kernel, channels, multiplier]`
 * @param dy of the shape of depthwiseConv's result
 * @param out where to write the result: dense, of inputShape
 * @throws InvalidArgument
 */
export function depthwiseConvInputGradient(
  inputShape: Shape,
  filter: Tensor,
  dy: Tensor,
  attributes?: DepthwiseConvAttributes,
  out?: Tensor,
): Tensor {
  const dtype = sharedDType(op, 'filter', filter, 'dy', dy);
  return evaluateInputGradient(op, planOf(inputShape, filter.shape, dy.shape, attributes), filter, dy, dtype, out);
}

export const depthwiseConvInputGradientKernel: Kernel<'depthwiseConvInputGradient'> = {
  shape: (inputShape, filter, dy, attributes) => planOf(inputShape, filter, dy, attributes).inputShape,
  evaluate: depthwiseConvInputGradient,
  error: (precision, inputShape, filter, dy, attributes) =>
    productError(precision, filter, dy, (a, b) => depthwiseConvInputGradient(inputShape, a, b, attributes)),
};
