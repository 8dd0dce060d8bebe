import { readShape } from '../../kernels/arguments.js';
import { gradientOf, planConv, type ConvPlan } from '../../kernels/conv-plan.js';
import { convolutionError } from '../../kernels/errors/convolution-error.js';
import { evaluateFilterGradient } from '../../kernels/products/products.js';
import { dtypeOf, type Shape, type Tensor } from '../../tensor.js';
import { groups, windowAttributes } from '../attributes.js';
import { defineOp } from '../define-op.js';
import type { ConvAttributes } from './conv.js';
import { filterWindow } from './window-views.js';
import { drawConvGradient } from './gradient-case.js';
import { shownChannels } from './shown-channels.js';
import { shownWindows } from '../windowed-call.js';

/** The gradient of <conv(x, filter), dy> in the filter, a filter of `filterShape` `[...kernel, channels / groups, channelsOut]`; dy of the shape of conv's result. */
export type ConvFilterGradient = (x: Tensor, filterShape: Shape, dy: Tensor, attributes?: ConvAttributes) => Tensor;

const op = 'convFilterGradient';

export const convFilterGradient = defineOp<'convFilterGradient', ConvFilterGradient, ConvPlan>({
  name: op,
  docs: 'The gradient of <conv(x, filter), dy> in the filter.',
  tensors: {
    x: { axes: ['batch', 'spatial...', 'channels'] },
    filterShape: { axes: ['spatial...', 'channels/groups', 'outChannels'], shapeOnly: true },
    dy: { axes: ['batch', 'spatial...', 'outChannels'] },
  },
  results: 1,
  result: { axes: ['spatial...', 'channels/groups', 'outChannels'] },
  attributes: { ...windowAttributes, groups },
  plan: ([x, filterShape, dy], attributes) => {
    const plan = planConv(op, x, readShape(op, 'filterShape', filterShape), attributes, { x: 'x', filter: 'filterShape' });
    return gradientOf(op, dy, plan, 'filterShape');
  },
  evaluate: (plan, [x, dy], out) => evaluateFilterGradient(op, plan, x, dy, dtypeOf(dy), out),
  error(plan, precision, [x, dy]) {
    return convolutionError(precision, x, dy, (a, b) => this.evaluate(plan, [a, b]));
  },
  window: filterWindow,
  draw: (d) => {
    const { x, filterShape, dy, attributes } = drawConvGradient(d, 'conv', ['x']);
    return [x!, filterShape, dy, attributes];
  },
  shows: (x, filterShape, dy, attributes) => ({
    ...shownWindows(x.shape, filterShape, attributes),
    ...shownChannels(filterShape, attributes.groups),
    x,
    dy,
  }),
  linearIn: ['x', 'dy'],
});
