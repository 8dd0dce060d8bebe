import type { WindowAttributes } from '../../geometry.js';
import { planDepthwise, type ConvPlan } from '../../kernels/conv-plan.js';
import { convolutionError } from '../../kernels/errors/convolution-error.js';
import { evaluateOutput } from '../../kernels/products/products.js';
import { dtypeOf, type Tensor } from '../../tensor.js';
import { windowAttributes } from '../attributes.js';
import { defineOp } from '../define-op.js';
import { multiplierLimit } from './multiplier-limit.js';
import { depthwiseWindow } from './window-views.js';
import { drawDepthwise } from './depthwise-case.js';
import { shownDepthwiseChannels } from './shown-channels.js';
import { shownWindows } from '../windowed-call.js';

export type DepthwiseConvAttributes = WindowAttributes;

/** x `[batch, ...spatial, channels]`, filter `[...kernel, channels, multiplier]` to `[batch, ...out, channels * multiplier]`. */
export type DepthwiseConv = (x: Tensor, filter: Tensor, attributes?: DepthwiseConvAttributes) => Tensor;

export const depthwiseConv = defineOp<'depthwiseConv', DepthwiseConv, ConvPlan>({
  name: 'depthwiseConv',
  docs: 'A convolution of each channel by itself: y[n, o, c * multiplier + j] = sum over t of x[n, o*s + t*d - before, c] * filter[t, c, j].',
  tensors: {
    x: { axes: ['batch', 'spatial...', 'channels'] },
    filter: { axes: ['spatial...', 'channels', 'multiplier'] },
  },
  results: 1,
  result: { axes: ['batch', 'spatial...', 'outChannels'] },
  attributes: windowAttributes,
  limits: multiplierLimit,
  plan: ([x, filter], attributes) => planDepthwise('depthwiseConv', x, filter, attributes),
  evaluate: (plan, [x, filter], out) => evaluateOutput('depthwiseConv', plan, x, filter, dtypeOf(x), out),
  error(plan, precision, [x, filter]) {
    return convolutionError(precision, x, filter, (a, b) => this.evaluate(plan, [a, b]));
  },
  window: depthwiseWindow,
  draw: (d) => {
    const { x, filter, attributes } = drawDepthwise(d);
    return [x, filter, attributes];
  },
  shows: (x, filter, attributes) => ({
    ...shownWindows(x.shape, filter.shape, attributes),
    ...shownDepthwiseChannels(filter.shape),
    x,
    filter,
  }),
  linearIn: ['x', 'filter'],
});
