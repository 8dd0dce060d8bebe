import { readShape } from '../../kernels/arguments.js';
import { gradientOf, planDepthwise, type ConvPlan } from '../../kernels/conv-plan.js';
import { convolutionError } from '../../kernels/errors/convolution-error.js';
import { evaluateInputGradient } from '../../kernels/products/products.js';
import { dtypeOf, type Shape, type Tensor } from '../../tensor.js';
import { windowAttributes } from '../attributes.js';
import { defineOp } from '../define-op.js';
import type { DepthwiseConvAttributes } from './depthwise-conv.js';
import { multiplierLimit } from './multiplier-limit.js';
import { inputWindow } from './window-views.js';
import { drawConvGradient } from './gradient-case.js';
import { shownDepthwiseChannels } from './shown-channels.js';
import { shownWindows } from '../windowed-call.js';

/** The gradient of <depthwiseConv(x, filter), dy> in x, an x of `inputShape`; filter `[...kernel, channels, multiplier]`, dy of the shape of depthwiseConv's result. */
export type DepthwiseConvInputGradient = (inputShape: Shape, filter: Tensor, dy: Tensor, attributes?: DepthwiseConvAttributes) => Tensor;

const op = 'depthwiseConvInputGradient';

export const depthwiseConvInputGradient = defineOp<'depthwiseConvInputGradient', DepthwiseConvInputGradient, ConvPlan>({
  name: op,
  docs: 'The gradient of <depthwiseConv(x, filter), dy> in x.',
  tensors: {
    inputShape: { axes: ['batch', 'spatial...', 'channels'], shapeOnly: true },
    filter: { axes: ['spatial...', 'channels', 'multiplier'] },
    dy: { axes: ['batch', 'spatial...', 'outChannels'] },
  },
  results: 1,
  result: { axes: ['batch', 'spatial...', 'channels'] },
  attributes: windowAttributes,
  limits: multiplierLimit,
  plan: ([inputShape, filter, dy], attributes) => {
    const plan = planDepthwise(op, readShape(op, 'inputShape', inputShape), filter, attributes, { x: 'inputShape', filter: 'filter' });
    return gradientOf(op, dy, plan, 'inputShape');
  },
  evaluate: (plan, [filter, dy], out) => evaluateInputGradient(op, plan, filter, dy, dtypeOf(dy), out),
  error(plan, precision, [filter, dy]) {
    return convolutionError(precision, filter, dy, (a, b) => this.evaluate(plan, [a, b]));
  },
  window: (plan) => inputWindow('dy', plan),
  draw: (d) => {
    const { inputShape, filter, dy, attributes } = drawConvGradient(d, 'depthwise', ['filter']);
    return [inputShape, filter!, dy, attributes];
  },
  shows: (inputShape, filter, dy, attributes) => ({
    ...shownWindows(inputShape, filter.shape, attributes),
    ...shownDepthwiseChannels(filter.shape),
    filter,
    dy,
  }),
  linearIn: ['filter', 'dy'],
});
