import { readShape } from '../../kernels/arguments.js';
import { gradientOf, planConv, type ConvPlan } from '../../kernels/conv-plan.js';
import { convolutionError } from '../../kernels/errors/convolution-error.js';
import { evaluateInputGradient } from '../../kernels/products/products.js';
import { dtypeOf, type Shape, type Tensor } from '../../tensor.js';
import { groups, windowAttributes } from '../attributes.js';
import { defineOp } from '../define-op.js';
import type { ConvAttributes } from './conv.js';
import { inputWindow } from './window-views.js';
import { drawConvGradient } from './gradient-case.js';
import { shownChannels } from './shown-channels.js';
import { shownWindows } from '../windowed-call.js';

/** The gradient of <conv(x, filter), dy> in x, an x of `inputShape`; filter `[...kernel, channels / groups, channelsOut]`, dy of the shape of conv's result. */
export type ConvInputGradient = (inputShape: Shape, filter: Tensor, dy: Tensor, attributes?: ConvAttributes) => Tensor;

const op = 'convInputGradient';

export const convInputGradient = defineOp<'convInputGradient', ConvInputGradient, ConvPlan>({
  name: op,
  docs: 'The gradient of <conv(x, filter), dy> in x.',
  tensors: {
    inputShape: { axes: ['batch', 'spatial...', 'channels'], shapeOnly: true },
    filter: { axes: ['spatial...', 'channels/groups', 'outChannels'] },
    dy: { axes: ['batch', 'spatial...', 'outChannels'] },
  },
  results: 1,
  result: { axes: ['batch', 'spatial...', 'channels'] },
  attributes: { ...windowAttributes, groups },
  plan: ([inputShape, filter, dy], attributes) => {
    const plan = planConv(op, readShape(op, 'inputShape', inputShape), filter, attributes, { x: 'inputShape', filter: 'filter' });
    return gradientOf(op, dy, plan, 'inputShape');
  },
  evaluate: (plan, [filter, dy], out) => evaluateInputGradient(op, plan, filter, dy, dtypeOf(dy), out),
  error(plan, precision, [filter, dy]) {
    return convolutionError(precision, filter, dy, (a, b) => this.evaluate(plan, [a, b]));
  },
  window: (plan) => inputWindow('dy', plan),
  draw: (d) => {
    const { inputShape, filter, dy, attributes } = drawConvGradient(d, 'conv', ['filter']);
    return [inputShape, filter!, dy, attributes];
  },
  shows: (inputShape, filter, dy, attributes) => ({
    ...shownWindows(inputShape, filter.shape, attributes),
    ...shownChannels(filter.shape, attributes.groups),
    filter,
    dy,
  }),
  linearIn: ['filter', 'dy'],
});
