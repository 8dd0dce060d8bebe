import type { ConvAttributes } from '../ops/index.js';
import type { Shape, Tensor } from '../tensor.js';
import { readShape, sharedDType } from './arguments.js';
import { planConv, requireGradient, type ConvPlan } from './conv-plan.js';
import type { Kernel } from './kernel.js';
import { productError } from './product-error.js';
import { evaluateFilterGradient } from './products.js';

const op = 'convFilterGradient';

function planOf(x: Shape, filterShape: Shape, dy: Shape, attributes: ConvAttributes | undefined): ConvPlan {
  const names = { x: 'x', filter: 'filterShape' };
  return requireGradient(op, dy, planConv(op, x, readShape(op, 'filterShape', filterShape), attributes, names));
}

/**
 * The gradient of <conv(x, filter), dy> in the filter, a filter of `filterShape`.
 *
 * @param x `[batch, ...spatial, channels]`
 * @param filterShape `[...kernel, channels / groups, channelsOut]`
 * @param dy of the shape of conv's result
 * @param out where to write the result: dense, of filterShape
 * @throws InvalidArgument
 */
export function convFilterGradient(x: Tensor, filterShape: Shape, dy: Tensor, attributes?: ConvAttributes, out?: Tensor): Tensor {
  const dtype = sharedDType(op, 'x', x, 'dy', dy);
  return evaluateFilterGradient(op, planOf(x.shape, filterShape, dy.shape, attributes), x, dy, dtype, out);
}

export const convFilterGradientKernel: Kernel<'convFilterGradient'> = {
  shape: (x, filterShape, dy, attributes) => planOf(x, filterShape, dy, attributes).filterShape,
  evaluate: convFilterGradient,
  error: (precision, x, filterShape, dy, attributes) =>
    productError(precision, x, dy, (a, b) => convFilterGradient(a, filterShape, b, attributes)),
};
