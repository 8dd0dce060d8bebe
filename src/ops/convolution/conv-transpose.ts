import { planTranspose, type ConvPlan } from '../../kernels/conv-plan.js';
import { convolutionError } from '../../kernels/errors/convolution-error.js';
import { evaluateInputGradient } from '../../kernels/products/products.js';
import { dtypeOf, type Tensor } from '../../tensor.js';
import { groups, outputPadding, windowAttributes } from '../attributes.js';
import { defineOp } from '../define-op.js';
import { biasLimit, fusedAttributes } from '../fused/attributes.js';
import { drawFused, shownFused } from '../fused/draw-fused.js';
import { evaluateFused, fusedError, withFused, type FusedAttributes, type FusedPlan } from '../fused/fused.js';
import type { ConvAttributes } from './conv.js';
import { inputWindow } from './window-views.js';
import { drawTransposed } from './transposed-case.js';
import { shownChannels } from './shown-channels.js';
import { shownWindows } from '../windowed-call.js';

export interface ConvTransposeAttributes extends ConvAttributes {
  /** Cells added after the last, one per spatial axis, >= 0. Default: 0. */
  readonly outputPadding?: readonly number[];
}

/**
 * The adjoint of `conv` with the same filter: y `[batch, ...out, channelsOut]` to x `[batch, ...spatial, channels]`, of the smallest
 * size that `conv` with the same attributes maps back to y's, plus outputPadding.
 */
export type ConvTranspose = (y: Tensor, filter: Tensor, attributes?: ConvTransposeAttributes & FusedAttributes) => Tensor;

export const convTranspose = defineOp<'convTranspose', ConvTranspose, ConvPlan & FusedPlan>({
  name: 'convTranspose',
  docs: 'The adjoint of conv with the same filter: x[n, o*s + t*d - before, g, i] += filter[t, i, g, j] * y[n, o, g, j].',
  tensors: {
    y: { axes: ['batch', 'spatial...', 'outChannels'] },
    filter: { axes: ['spatial...', 'channels/groups', 'outChannels'] },
    bias: { axes: ['channels'], optional: true },
  },
  results: 1,
  result: { axes: ['batch', 'spatial...', 'channels'] },
  attributes: { ...windowAttributes, groups, outputPadding, ...fusedAttributes },
  limits: biasLimit,
  plan: ([y, filter, bias], attributes) =>
    withFused('convTranspose', planTranspose('convTranspose', y, filter, attributes), bias, attributes),
  evaluate: (plan, [y, filter, bias], out) =>
    evaluateFused('convTranspose', plan, bias, dtypeOf(y), out, (dtype, to) =>
      evaluateInputGradient('convTranspose', plan, filter, y, dtype, to),
    ),
  error(plan, precision, [y, filter, bias]) {
    return fusedError(
      plan,
      precision,
      (sums) => convolutionError(precision, y, filter, (a, b) => this.evaluate(sums, [a, b]), bias),
      (sums) => this.evaluate(sums, [y.value, filter.value, bias?.value]),
    );
  },
  window: (plan) => inputWindow('y', plan),
  draw: (d) => {
    const { dy, filter, attributes, groups, channels, content } = drawTransposed(d);
    return [dy, filter, { ...attributes, ...drawFused(d, dy.shape.length - 2, channels * groups, content) }];
  },
  shows: (y, filter, attributes) => ({
    ...shownWindows(planTranspose('convTranspose', y.shape, filter.shape, attributes).outputShape, filter.shape, attributes),
    ...shownChannels(filter.shape, attributes.groups),
    ...shownFused(attributes),
    filter,
    dy: y,
  }),
  linearIn: ['y', 'filter'],
});
