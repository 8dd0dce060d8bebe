import type { WindowAttributes } from '../../geometry.js';
import { planConv, type ConvPlan } from '../../kernels/conv-plan.js';
import { convolutionError } from '../../kernels/errors/convolution-error.js';
import { evaluateOutput } from '../../kernels/products/products.js';
import { dtypeOf, type Tensor } from '../../tensor.js';
import { groups, windowAttributes } from '../attributes.js';
import { defineOp } from '../define-op.js';
import { convWindow } from './window-views.js';
import { drawConv } from './conv-case.js';
import { shownChannels } from './shown-channels.js';
import { shownWindows } from '../windowed-call.js';

export interface ConvAttributes extends WindowAttributes {
  /** Divides both channel counts. Default: 1. */
  readonly groups?: number;
}

/** x `[batch, ...spatial, channels]`, filter `[...kernel, channels / groups, channelsOut]` to `[batch, ...out, channelsOut]`. */
export type Conv = (x: Tensor, filter: Tensor, attributes?: ConvAttributes) => Tensor;

export const conv = defineOp<'conv', Conv, ConvPlan>({
  name: 'conv',
  docs: 'Convolution, that is cross-correlation: y[n, o, g, j] = sum over t, i of x[n, o*s + t*d - before, g, i] * filter[t, i, g, j].',
  tensors: {
    x: { axes: ['batch', 'spatial...', 'channels'] },
    filter: { axes: ['spatial...', 'channels/groups', 'outChannels'] },
  },
  results: 1,
  result: { axes: ['batch', 'spatial...', 'outChannels'] },
  attributes: { ...windowAttributes, groups },
  plan: ([x, filter], attributes) => planConv('conv', x, filter, attributes),
  evaluate: (plan, [x, filter], out) => evaluateOutput('conv', plan, x, filter, dtypeOf(x), out),
  error(plan, precision, [x, filter]) {
    return convolutionError(precision, x, filter, (a, b) => this.evaluate(plan, [a, b]));
  },
  window: convWindow,
  draw: (d) => {
    const { x, filter, attributes } = drawConv(d);
    return [x, filter, attributes];
  },
  shows: (x, filter, attributes) => ({
    ...shownWindows(x.shape, filter.shape, attributes),
    ...shownChannels(filter.shape, attributes.groups),
    x,
    filter,
  }),
  linearIn: ['x', 'filter'],
});
