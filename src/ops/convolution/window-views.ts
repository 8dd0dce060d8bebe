/** How the ops of the convolution family read their tensors: views of one plan. */
import type { ConvPlan } from '../../kernels/conv-plan.js';
import { spatialOf } from '../../kernels/windows.js';
import type { WindowView } from '../define-op.js';

/** Of an output: windows of x, weighed by a filter `[...kernel, channels per group, channelsOut]`. */
export function convWindow(plan: ConvPlan): WindowView {
  const { channels, channelsOut } = plan;
  return {
    of: 'x',
    axes: spatialOf(plan.windows, plan.inputShape),
    result: 'window',
    fill: 0,
    weights: 'filter',
    feeds: (tap, channel) => {
      const first = Math.floor(channel / channelsOut) * channels;
      return Array.from({ length: channels }, (_, i) => ({ channel: first + i, weight: [...tap, i, channel] }));
    },
  };
}

/** Likewise of a filter `[...kernel, channels, multiplier]`. */
export function depthwiseWindow(plan: ConvPlan): WindowView {
  const { channelsOut: multiplier } = plan;
  return {
    ...convWindow(plan),
    feeds: (tap, channel) => {
      const from = Math.floor(channel / multiplier);
      return [{ channel: from, weight: [...tap, from, channel % multiplier] }];
    },
  };
}

/** Of an input: y's windows, spread over it. */
export function inputWindow(of: string, plan: ConvPlan): WindowView {
  return { of, axes: spatialOf(plan.windows, plan.inputShape), result: 'cell' };
}

/** Of a filter: for each tap, a cell of every window. */
export function filterWindow(plan: ConvPlan): WindowView {
  return { of: 'x', axes: spatialOf(plan.windows, plan.inputShape), result: 'tap', fill: 0 };
}
