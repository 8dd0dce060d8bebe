import { InvalidArgument } from '../invalid-argument.js';
import type { DepthwiseConvAttributes } from '../ops/index.js';
import { rowMajorStrides, sizeOf, viewOf, zeros, type Shape, type Tensor } from '../tensor.js';
import { requireRank, resultOf, sharedDType } from './arguments.js';
import { conv, convKernel } from './conv.js';
import { planDepthwise } from './conv-plan.js';
import { depthwiseConv, depthwiseConvKernel } from './depthwise-conv.js';
import type { Kernel } from './kernel.js';

const op = 'separableConv';

/** One window per cell, of an empty tensor too. */
const pointwise = { padding: 'same' } as const;

/** Elements up to which the tensor in between is made as a whole. */
const wholeBetween = 2 ** 18;

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
  const dtype = sharedDType(op, 'x', x, 'depthwiseFilter', depthwiseFilter);
  sharedDType(op, 'x', x, 'pointwiseFilter', pointwiseFilter);
  const resultShape = shape(x.shape, depthwiseFilter.shape, pointwiseFilter.shape, attributes);
  const [batch, ...item] = resultShape as [number, ...number[]];
  const channels = pointwiseFilter.shape.at(-2)!;
  const between = [1, ...item.slice(0, -1), channels];
  if (batch * sizeOf(between) <= wholeBetween || batch === 1) {
    return conv(depthwiseConv(x, depthwiseFilter, attributes), pointwiseFilter, pointwise, out);
  }
  // Item by item, the tensor in between is small: batch items do not meet.
  const result = resultOf(op, resultShape, dtype, out);
  const middle = zeros(between, dtype);
  const size = sizeOf(item);
  for (let n = 0; n < batch; n++) {
    depthwiseConv(viewOf(x.data, [1, ...x.shape.slice(1)], x.stride, x.offset + n * x.stride[0]!), depthwiseFilter, attributes, middle);
    const part = viewOf(result.data, [1, ...item], rowMajorStrides([1, ...item]), result.offset + n * size);
    conv(middle, pointwiseFilter, pointwise, part);
  }
  return result;
}

function shape(x: Shape, depthwiseFilter: Shape, pointwiseFilter: Shape, attributes?: DepthwiseConvAttributes): number[] {
  const { outputShape } = planDepthwise(op, x, depthwiseFilter, attributes, { x: 'x', filter: 'depthwiseFilter' });
  const axes = x.length - 2;
  const between = outputShape[axes + 1]!;
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
