import type { WindowAttributes } from '../../geometry.js';
import { planConv, type ConvPlan } from '../../kernels/conv-plan.js';
import { convolutionError } from '../../kernels/errors/convolution-error.js';
import { evaluateOutput } from '../../kernels/products/products.js';
import { dtypeOf, type Tensor } from '../../tensor.js';
import { groups, windowAttributes } from '../attributes.js';
import { defineOp } from '../define-op.js';
import { biasLimit, fusedAttributes } from '../fused/attributes.js';
import { drawFused, shownFused } from '../fused/draw-fused.js';
import { evaluateFused, fusedError, withFused, type FusedAttributes, type FusedPlan } from '../fused/fused.js';
import { convWindow } from './window-views.js';
import { drawConv } from './conv-case.js';
import { shownChannels } from './shown-channels.js';
import { shownWindows } from '../windowed-call.js';

export interface ConvAttributes extends WindowAttributes {
  /** Divides both channel counts. Default: 1. */
  readonly groups?: number;
}

/** x `[batch, ...spatial, channels]`, filter `[...kernel, channels / groups, channelsOut]` to `[batch, ...out, channelsOut]`. */
export type Conv = (x: Tensor, filter: Tensor, attributes?: ConvAttributes & FusedAttributes) => Tensor;

export const conv = defineOp<'conv', Conv, ConvPlan & FusedPlan>({
  name: 'conv',
  docs: 'Convolution, that is cross-correlation: y[n, o, g, j] = sum over t, i of x[n, o*s + t*d - before, g, i] * filter[t, i, g, j].',
  tensors: {
    x: { axes: ['batch', 'spatial...', 'channels'] },
    filter: { axes: ['spatial...', 'channels/groups', 'outChannels'] },
    bias: { axes: ['outChannels'], optional: true },
  },
  results: 1,
  result: { axes: ['batch', 'spatial...', 'outChannels'] },
  attributes: { ...windowAttributes, groups, ...fusedAttributes },
  limits: biasLimit,
  plan: ([x, filter, bias], attributes) => withFused('conv', planConv('conv', x, filter, attributes), bias, attributes),
  evaluate: (plan, [x, filter, bias], out) =>
    evaluateFused('conv', plan, bias, dtypeOf(x), out, (dtype, to) => evaluateOutput('conv', plan, x, filter, dtype, to)),
  error(plan, precision, [x, filter, bias]) {
    return fusedError(
      plan,
      precision,
      (sums) => convolutionError(precision, x, filter, (a, b) => this.evaluate(sums, [a, b]), bias),
      (sums) => this.evaluate(sums, [x.value, filter.value, bias?.value]),
    );
  },
  window: convWindow,
  draw: (d) => {
    const { x, filter, attributes, groups, channelsOut, content } = drawConv(d);
    return [x, filter, { ...attributes, ...drawFused(d, x.shape.length - 2, channelsOut * groups, content) }];
  },
  shows: (x, filter, attributes) => ({
    ...shownWindows(x.shape, filter.shape, attributes),
    ...shownChannels(filter.shape, attributes.groups),
    ...shownFused(attributes),
    x,
    filter,
  }),
  linearIn: ['x', 'filter'],
});
