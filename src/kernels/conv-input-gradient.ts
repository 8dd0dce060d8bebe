import type { ConvAttributes } from '../ops/index.js';
import type { Shape, Tensor } from '../tensor.js';
import { readShape, sharedDType } from './arguments.js';
import { planConv, requireGradient, type ConvPlan } from './conv-plan.js';
import type { Kernel } from './kernel.js';
import { productError } from './product-error.js';
import { evaluateInputGradient } from './products.js';

const op = 'convInputGradient';

function planOf(inputShape: Shape, filter: Shape, dy: Shape, attributes: ConvAttributes | undefined): ConvPlan {
  const names = { x: 'inputShape', filter: 'filter' };
  return requireGradient(op, dy, planConv(op, readShape(op, 'inputShape', inputShape), filter, attributes, names));
}

/**
 * The gradient of <conv(x, filter), dy> in x, an x of `inputShape`.
 *
 * @param inputShape `[batch, ...spatial, channels]`
 * @param filter `[...kernel, channels / groups, channelsOut]`
 * @param dy of the shape of conv's result
 * @param out where to write the result: dense, of inputShape
 * @throws InvalidArgument
 */
export function convInputGradient(inputShape: Shape, filter: Tensor, dy: Tensor, attributes?: ConvAttributes, out?: Tensor): Tensor {
  const dtype = sharedDType(op, 'filter', filter, 'dy', dy);
  return evaluateInputGradient(op, planOf(inputShape, filter.shape, dy.shape, attributes), filter, dy, dtype, out);
}

export const convInputGradientKernel: Kernel<'convInputGradient'> = {
  shape: (inputShape, filter, dy, attributes) => planOf(inputShape, filter, dy, attributes).inputShape,
  evaluate: convInputGradient,
  error: (precision, inputShape, filter, dy, attributes) =>
    productError(precision, filter, dy, (a, b) => convInputGradient(inputShape, a, b, attributes)),
};
