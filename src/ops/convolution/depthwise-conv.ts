import type { WindowAttributes } from '../../geometry.js';
import { planDepthwise, type ConvPlan } from '../../kernels/conv-plan.js';
import { convolutionError } from '../../kernels/errors/convolution-error.js';
import { evaluateOutput } from '../../kernels/products/products.js';
import { dtypeOf, type Tensor } from '../../tensor.js';
import { windowAttributes } from '../attributes.js';
import { defineOp } from '../define-op.js';
import { biasLimit, fusedAttributes } from '../fused/attributes.js';
import { drawFused, shownFused } from '../fused/draw-fused.js';
import { evaluateFused, fusedError, withFused, type FusedAttributes, type FusedPlan } from '../fused/fused.js';
import { multiplierLimit } from './multiplier-limit.js';
import { depthwiseWindow } from './window-views.js';
import { drawDepthwise } from './depthwise-case.js';
import { shownDepthwiseChannels } from './shown-channels.js';
import { shownWindows } from '../windowed-call.js';

export type DepthwiseConvAttributes = WindowAttributes;

/** x `[batch, ...spatial, channels]`, filter `[...kernel, channels, multiplier]` to `[batch, ...out, channels * multiplier]`. */
export type DepthwiseConv = (x: Tensor, filter: Tensor, attributes?: DepthwiseConvAttributes & FusedAttributes) => Tensor;

export const depthwiseConv = defineOp<'depthwiseConv', DepthwiseConv, ConvPlan & FusedPlan>({
  name: 'depthwiseConv',
  docs: 'A convolution of each channel by itself: y[n, o, c * multiplier + j] = sum over t of x[n, o*s + t*d - before, c] * filter[t, c, j].',
  tensors: {
    x: { axes: ['batch', 'spatial...', 'channels'] },
    filter: { axes: ['spatial...', 'channels', 'multiplier'] },
    bias: { axes: ['outChannels'], optional: true },
  },
  results: 1,
  result: { axes: ['batch', 'spatial...', 'outChannels'] },
  attributes: { ...windowAttributes, ...fusedAttributes },
  limits: { ...multiplierLimit, ...biasLimit },
  plan: ([x, filter, bias], attributes) =>
    withFused('depthwiseConv', planDepthwise('depthwiseConv', x, filter, attributes), bias, attributes),
  evaluate: (plan, [x, filter, bias], out) =>
    evaluateFused('depthwiseConv', plan, bias, dtypeOf(x), out, (dtype, to) => evaluateOutput('depthwiseConv', plan, x, filter, dtype, to)),
  error(plan, precision, [x, filter, bias]) {
    return fusedError(
      plan,
      precision,
      (sums) => convolutionError(precision, x, filter, (a, b) => this.evaluate(sums, [a, b]), bias),
      (sums) => this.evaluate(sums, [x.value, filter.value, bias?.value]),
    );
  },
  window: depthwiseWindow,
  draw: (d) => {
    const { x, filter, attributes, groups, channelsOut, content } = drawDepthwise(d);
    return [x, filter, { ...attributes, ...drawFused(d, x.shape.length - 2, channelsOut * groups, content) }];
  },
  shows: (x, filter, attributes) => ({
    ...shownWindows(x.shape, filter.shape, attributes),
    ...shownDepthwiseChannels(filter.shape),
    ...shownFused(attributes),
    x,
    filter,
  }),
  linearIn: ['x', 'filter'],
});
