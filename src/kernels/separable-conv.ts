import { InvalidArgument } from '../invalid-argument.js';
import type { DepthwiseConvAttributes } from '../ops.js';
import type { Shape, Tensor } from '../tensor.js';
import { requireRank, sharedDType } from './arguments.js';
import { conv, convKernel } from './conv.js';
import { planDepthwise } from './conv-plan.js';
import { depthwiseConv, depthwiseConvKernel } from './depthwise-conv.js';
import type { Kernel } from './kernel.js';

const op = 'separableConv';

/** One window per cell, of an empty tensor too. */
const pointwise = { padding: 'same' } as const;

/**
 * A depthwise convolution, rounded to the dtype, then a pointwise one.
 *
 * @param x `[batch, ...spatial, channels]`
 * @param depthwiseFilter `[...kernel, channels, multiplier]`
 * @param pointwiseFilter `[1, ..., channels * multiplier, channelsOut]`
 * @param out where to write the result: dense, `[batch, ...out, channelsOut]`
 * @throws InvalidArgument
 */
export function separableConv(
  x: Tensor,
  depthwiseFilter: Tensor,
  pointwiseFilter: Tensor,
  attributes?: DepthwiseConvAttributes,
  out?: Tensor,
): Tensor {
  sharedDType(op, 'x', x, 'depthwiseFilter', depthwiseFilter);
  sharedDType(op, 'x', x, 'pointwiseFilter', pointwiseFilter);
  shape(x.shape, depthwiseFilter.shape, pointwiseFilter.shape, attributes);
  return conv(depthwiseConv(x, depthwiseFilter, attributes), pointwiseFilter, pointwise, out);
}

function shape(x: Shape, depthwiseFilter: Shape, pointwiseFilter: Shape, attributes?: DepthwiseConvAttributes): number[] {
  const { outputShape } = planDepthwise(op, x, depthwiseFilter, attributes, { x: 'x', filter: 'depthwiseFilter' });
  const axes = x.length - 2;
  const between = outputShape[axes + 1]!;
  requireRank(op, 'pointwiseFilter', pointwiseFilter, axes + 2, '1 per spatial axis, channels * multiplier, channelsOut');
  for (let i = 0; i < axes; i++) {
    if (pointwiseFilter[i] !== 1) {
      throw new InvalidArgument(op, `pointwiseFilter.shape[${i}]`, pointwiseFilter[i], 'a pointwise filter has one tap');
    }
  }
  if (pointwiseFilter[axes] !== between) {
    const rule = `it is channels * multiplier, ${between}`;
    throw new InvalidArgument(op, `pointwiseFilter.shape[${axes}]`, pointwiseFilter[axes], rule);
  }
  return [...outputShape.slice(0, -1), pointwiseFilter[axes + 1]!];
}

export const separableConvKernel: Kernel<'separableConv'> = {
  shape,
  evaluate: separableConv,
  error: (precision, x, depthwiseFilter, pointwiseFilter, attributes) => {
    const value = depthwiseConv(x.value, depthwiseFilter.value, attributes);
    const error = depthwiseConvKernel.error(precision, x, depthwiseFilter, attributes);
    return convKernel.error(precision, { value, error }, pointwiseFilter, pointwise);
  },
};
