import type { DepthwiseConvAttributes } from '../ops/index.js';
import type { Shape, Tensor } from '../tensor.js';
import { readShape, sharedDType } from './arguments.js';
import { planDepthwise, requireGradient, type ConvPlan } from './conv-plan.js';
import type { Kernel } from './kernel.js';
import { productError } from './product-error.js';
import { evaluateFilterGradient } from './products.js';

const op = 'depthwiseConvFilterGradient';

function planOf(x: Shape, filterShape: Shape, dy: Shape, attributes: DepthwiseConvAttributes | undefined): ConvPlan {
  const names = { x: 'x', filter: 'filterShape' };
  return requireGradient(op, dy, planDepthwise(op, x, readShape(op, 'filterShape', filterShape), attributes, names));
}

/**
 * The gradient of <depthwiseConv(x, filter), dy> in the filter, a filter of `filterShape`.
 *
 * @param x `[batch, ...spatial, channels]`
 * @param filterShape `[...kernel, channels, multiplier]`
 * @param dy of the shape of depthwiseConv's result
 * @param out where to write the result: dense, of filterShape
 * @throws InvalidArgument
 */
export function depthwiseConvFilterGradient(
  x: Tensor,
  filterShape: Shape,
  dy: Tensor,
  attributes?: DepthwiseConvAttributes,
  out?: Tensor,
): Tensor {
  const dtype = sharedDType(op, 'x', x, 'dy', dy);
  return evaluateFilterGradient(op, planOf(x.shape, filterShape, dy.shape, attributes), x, dy, dtype, out);
}

export const depthwiseConvFilterGradientKernel: Kernel<'depthwiseConvFilterGradient'> = {
  shape: (x, filterShape, dy, attributes) => planOf(x, filterShape, dy, attributes).filterShape,
  evaluate: depthwiseConvFilterGradient,
  error: (precision, x, filterShape, dy, attributes) =>
    productError(precision, x, dy, (a, b) => depthwiseConvFilterGradient(a, filterShape, b, attributes)),
};
