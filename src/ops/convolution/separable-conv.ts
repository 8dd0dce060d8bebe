import { InvalidArgument } from '../../invalid-argument.js';
import { requireRank, resultOf } from '../../kernels/arguments.js';
import { planConv, planDepthwise, type ConvPlan } from '../../kernels/conv-plan.js';
import { dtypeOf, rowMajorStrides, sizeOf, viewOf, zeros, type Shape, type Tensor } from '../../tensor.js';
import { windowAttributes } from '../attributes.js';
import { defineOp } from '../define-op.js';
import { biasLimit, fusedAttributes } from '../fused/attributes.js';
import { drawFused, shownFused } from '../fused/draw-fused.js';
import { withFused, type FusedAttributes, type FusedPlan } from '../fused/fused.js';
import { conv } from './conv.js';
import { depthwiseConv, type DepthwiseConvAttributes } from './depthwise-conv.js';
import { multiplierLimit } from './multiplier-limit.js';
import { depthwiseWindow } from './window-views.js';
import { drawSeparable } from './separable-case.js';
import { shownDepthwiseChannels } from './shown-channels.js';
import { shownWindows } from '../windowed-call.js';

/**
 * x `[batch, ...spatial, channels]`, depthwiseFilter `[...kernel, channels, multiplier]`, pointwiseFilter
 * `[1, ..., channels * multiplier, channelsOut]` to `[batch, ...out, channelsOut]`.
 */
export type SeparableConv = (
  x: Tensor,
  depthwiseFilter: Tensor,
  pointwiseFilter: Tensor,
  attributes?: DepthwiseConvAttributes & FusedAttributes,
) => Tensor;

/** The plans of both steps. */
export interface SeparablePlan {
  readonly depthwise: ConvPlan;
  /** The bias and the activation are its own. */
  readonly pointwise: ConvPlan & FusedPlan;
  readonly outputShape: number[];
}

const op = 'separableConv';

/** Elements up to which the tensor in between is made as a whole. */
const wholeBetween = 2 ** 18;

function planSeparable(
  x: Shape,
  depthwiseFilter: Shape,
  pointwiseFilter: Shape,
  bias: Shape | undefined,
  attributes?: DepthwiseConvAttributes & FusedAttributes,
): SeparablePlan {
  const depthwise = planDepthwise(op, x, depthwiseFilter, attributes, { x: 'x', filter: 'depthwiseFilter' });
  const axes = x.length - 2;
  const between = depthwise.outputShape[axes + 1]!;
  requireRank(op, 'pointwiseFilter', pointwiseFilter, axes + 2, '1 per spatial axis, channels * multiplier, channelsOut');
  for (let i = 0; i < axes; i++) {
    if (pointwiseFilter[i] !== 1) {
      throw new InvalidArgument(
        op,
        `pointwiseFilter.shape[${i}]`,
        pointwiseFilter[i],
        'a pointwise filter must have one tap',
        'pointwise-taps',
      );
    }
  }
  if (pointwiseFilter[axes] !== between) {
    const expected = `it must be channels * multiplier, ${between}`;
    throw new InvalidArgument(op, `pointwiseFilter.shape[${axes}]`, pointwiseFilter[axes], expected, 'channels-match');
  }
  // One window per cell, of an empty tensor too.
  const pointwise = withFused(op, planConv(op, depthwise.outputShape, pointwiseFilter, { padding: 'same' }), bias, attributes);
  return { depthwise, pointwise, outputShape: pointwise.outputShape };
}

/** A plan for one item of the batch. */
function ofOneItem<Plan extends ConvPlan>(plan: Plan): Plan {
  const yShape = [1, ...plan.yShape.slice(1)];
  return { ...plan, batch: 1, inputShape: [1, ...plan.inputShape.slice(1)], yShape, outputShape: yShape };
}

function evaluate(
  plan: SeparablePlan,
  x: Tensor,
  depthwiseFilter: Tensor,
  pointwiseFilter: Tensor,
  bias: Tensor | undefined,
  out?: Tensor,
): Tensor {
  const { depthwise, pointwise, outputShape } = plan;
  const { batch } = depthwise;
  if (sizeOf(depthwise.outputShape) <= wholeBetween || batch === 1) {
    return conv.evaluate(pointwise, [depthwiseConv.evaluate(depthwise, [x, depthwiseFilter]), pointwiseFilter, bias], out);
  }
  // Item by item, the tensor in between is small: batch items do not meet.
  const result = resultOf(op, outputShape, dtypeOf(x), out);
  const [first, second] = [ofOneItem(depthwise), ofOneItem(pointwise)];
  const middle = zeros(first.outputShape, dtypeOf(x));
  const size = sizeOf(second.outputShape);
  for (let n = 0; n < batch; n++) {
    depthwiseConv.evaluate(first, [viewOf(x.data, first.inputShape, x.stride, x.offset + n * x.stride[0]!), depthwiseFilter], middle);
    const part = viewOf(result.data, second.outputShape, rowMajorStrides(second.outputShape), result.offset + n * size);
    conv.evaluate(second, [middle, pointwiseFilter, bias], part);
  }
  return result;
}

export const separableConv = defineOp<'separableConv', SeparableConv, SeparablePlan>({
  name: op,
  docs: 'A depthwise convolution, rounded to the dtype, then a pointwise one.',
  tensors: {
    x: { axes: ['batch', 'spatial...', 'channels'] },
    depthwiseFilter: { axes: ['spatial...', 'channels', 'multiplier'] },
    pointwiseFilter: { axes: ['one...', 'inner', 'outChannels'] },
    bias: { axes: ['outChannels'], optional: true },
  },
  results: 1,
  result: { axes: ['batch', 'spatial...', 'outChannels'] },
  attributes: { ...windowAttributes, ...fusedAttributes },
  limits: { ...multiplierLimit, ...biasLimit },
  plan: ([x, depthwiseFilter, pointwiseFilter, bias], attributes) => planSeparable(x, depthwiseFilter, pointwiseFilter, bias, attributes),
  evaluate: (plan, [x, depthwiseFilter, pointwiseFilter, bias], out) => evaluate(plan, x, depthwiseFilter, pointwiseFilter, bias, out),
  error: ({ depthwise, pointwise }, precision, [x, depthwiseFilter, pointwiseFilter, bias]) => {
    const value = depthwiseConv.evaluate(depthwise, [x.value, depthwiseFilter.value]);
    const error = depthwiseConv.error(depthwise, precision, [x, depthwiseFilter]);
    return conv.error(pointwise, precision, [{ value, error }, pointwiseFilter, bias]);
  },
  window: ({ depthwise }) => {
    const { of, axes, result } = depthwiseWindow(depthwise);
    const all = Array.from({ length: depthwise.groups }, (_, channel) => ({ channel }));
    return { of, axes, result, fill: 0, feeds: () => all };
  },
  draw: (d) => {
    const { x, filter, pointwise, attributes, mixed, content } = drawSeparable(d);
    return [x, filter, pointwise, { ...attributes, ...drawFused(d, x.shape.length - 2, mixed, content) }];
  },
  shows: (x, filter, pointwise, attributes) => ({
    ...shownWindows(x.shape, filter.shape, attributes),
    ...shownDepthwiseChannels(filter.shape),
    mixed: pointwise.shape.at(-1),
    ...shownFused(attributes),
    x,
    filter,
    pointwise,
  }),
  linearIn: ['x', 'depthwiseFilter', 'pointwiseFilter'],
});
