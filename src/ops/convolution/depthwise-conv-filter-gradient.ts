import { readShape } from '../../kernels/arguments.js';
import { gradientOf, planDepthwise, type ConvPlan } from '../../kernels/conv-plan.js';
import { convolutionError } from '../../kernels/errors/convolution-error.js';
import { evaluateFilterGradient } from '../../kernels/products/products.js';
import { dtypeOf, type Shape, type Tensor } from '../../tensor.js';
import { windowAttributes } from '../attributes.js';
import { defineOp } from '../define-op.js';
import type { DepthwiseConvAttributes } from './depthwise-conv.js';
import { multiplierLimit } from './multiplier-limit.js';
import { filterWindow } from './window-views.js';
import { drawConvGradient } from './gradient-case.js';
import { shownDepthwiseChannels } from './shown-channels.js';
import { shownWindows } from '../windowed-call.js';

/** The gradient of <depthwiseConv(x, filter), dy> in the filter, a filter of `filterShape` `[...kernel, channels, multiplier]`; dy of the shape of depthwiseConv's result. */
export type DepthwiseConvFilterGradient = (x: Tensor, filterShape: Shape, dy: Tensor, attributes?: DepthwiseConvAttributes) => Tensor;

const op = 'depthwiseConvFilterGradient';

export const depthwiseConvFilterGradient = defineOp<'depthwiseConvFilterGradient', DepthwiseConvFilterGradient, ConvPlan>({
  name: op,
  docs: 'The gradient of <depthwiseConv(x, filter), dy> in the filter.',
  tensors: {
    x: { axes: ['batch', 'spatial...', 'channels'] },
    filterShape: { axes: ['spatial...', 'channels', 'multiplier'], shapeOnly: true },
    dy: { axes: ['batch', 'spatial...', 'outChannels'] },
  },
  results: 1,
  result: { axes: ['spatial...', 'channels', 'multiplier'] },
  attributes: windowAttributes,
  limits: multiplierLimit,
  plan: ([x, filterShape, dy], attributes) => {
    const plan = planDepthwise(op, x, readShape(op, 'filterShape', filterShape), attributes, { x: 'x', filter: 'filterShape' });
    return gradientOf(op, dy, plan, 'filterShape');
  },
  evaluate: (plan, [x, dy], out) => evaluateFilterGradient(op, plan, x, dy, dtypeOf(dy), out),
  error(plan, precision, [x, dy]) {
    return convolutionError(precision, x, dy, (a, b) => this.evaluate(plan, [a, b]));
  },
  window: filterWindow,
  draw: (d) => {
    const { x, filterShape, dy, attributes } = drawConvGradient(d, 'depthwise', ['x']);
    return [x!, filterShape, dy, attributes];
  },
  shows: (x, filterShape, dy, attributes) => ({
    ...shownWindows(x.shape, filterShape, attributes),
    ...shownDepthwiseChannels(filterShape),
    x,
    dy,
  }),
  linearIn: ['x', 'dy'],
});
