/** Each op as calls of TensorFlow.js: all the calls that, by its documentation, mean the same. */
import { unsupported } from '../../library.js';
import type { FusedAttributes } from '../../ops/index.js';
import type { Tensor } from '../../tensor.js';
import { requireFinite } from '../shared/require-finite.js';
import { convCall, convSpellings, depthwiseCall, fusedSpellings, padSpellings, transposeCall } from './conv-calls.js';
import { call, gradient, variable, type Expression } from './expression.js';
import { biasOf, fusedCall, requireUnfused } from './fused.js';
import { poolCall, poolSpellings } from './pool-calls.js';
import { each, type Requests } from './request.js';
import { padWord, short, windowsOf, type ConvWindows } from './windows.js';

const x = variable('x');
const filter = variable('filter');

/** Where a function takes a list of strides or one number for all. */
const stepSpellings: Readonly<Record<string, (list: readonly number[]) => ReturnType<typeof short>>> = {
  'strides as lists': (list) => list,
  'equal strides as one number': (list) => short(list, 2),
};

/** The axes of a tensor with the last two exchanged. */
function exchanged(rank: number): number[] {
  return Array.from({ length: rank }, (_, axis) => (axis === rank - 1 ? rank - 2 : axis === rank - 2 ? rank - 1 : axis));
}

function turned(name: string, { shape }: Tensor): Expression {
  return call('transpose', variable(name), exchanged(shape.length));
}

export const requests: Requests = {
  conv: {
    ...each(convSpellings, (spelling, xs: Tensor, filters: Tensor, a: ConvWindows & FusedAttributes) => {
      requireUnfused(a);
      return { tensors: { x: xs, filter: filters }, expression: convCall(spelling, xs.shape, filters.shape, a) };
    }),
    ...each(fusedSpellings, (pads, xs: Tensor, filters: Tensor, a: ConvWindows & FusedAttributes) => {
      const w = windowsOf(xs.shape, filters.shape.slice(0, -2), a);
      return { tensors: { x: xs, filter: filters, ...biasOf(a) }, expression: fusedCall('conv2d', pads, xs.shape, w, a) };
    }),
  },
  depthwiseConv: {
    ...each(padSpellings, (pads, xs: Tensor, filters: Tensor, a: ConvWindows & FusedAttributes) => {
      requireUnfused(a);
      return { tensors: { x: xs, filter: filters }, expression: depthwiseCall(pads, xs.shape, filters.shape, a) };
    }),
    ...each(fusedSpellings, (pads, xs: Tensor, filters: Tensor, a: ConvWindows & FusedAttributes) => {
      const w = windowsOf(xs.shape, filters.shape.slice(0, -2), a);
      return { tensors: { x: xs, filter: filters, ...biasOf(a) }, expression: fusedCall('depthwiseConv2d', pads, xs.shape, w, a) };
    }),
  },
  separableConv: each(stepSpellings, (steps, xs, depthwiseFilter, pointwiseFilter, a) => {
    const pad = padWord(windowsOf(xs.shape, depthwiseFilter.shape.slice(0, -2), a));
    const filters = [variable('depthwiseFilter'), variable('pointwiseFilter')];
    return {
      tensors: { x: xs, depthwiseFilter, pointwiseFilter },
      expression: call('separableConv2d', x, ...filters, steps(a.strides), pad, steps(a.dilations)),
    };
  }),
  convTranspose: each(padSpellings, (pads, y, filters, a) => ({
    tensors: { y, filter: filters },
    expression: transposeCall(pads, y.shape, filters.shape, a),
  })),
  convInputGradient: each(convSpellings, (spelling, shape, filters, dy, a) => ({
    tensors: { x: shape, filter: filters, dy },
    expression: gradient(convCall(spelling, shape, filters.shape, a), 'x', 'dy'),
  })),
  convFilterGradient: each(convSpellings, (spelling, xs, shape, dy, a) => ({
    tensors: { x: xs, filter: shape, dy },
    expression: gradient(convCall(spelling, xs.shape, shape, a), 'filter', 'dy'),
  })),
  depthwiseConvInputGradient: each(padSpellings, (pads, shape, filters, dy, a) => ({
    tensors: { x: shape, filter: filters, dy },
    expression: gradient(depthwiseCall(pads, shape, filters.shape, a), 'x', 'dy'),
  })),
  depthwiseConvFilterGradient: each(padSpellings, (pads, xs, shape, dy, a) => ({
    tensors: { x: xs, filter: shape, dy },
    expression: gradient(depthwiseCall(pads, xs.shape, shape, a), 'filter', 'dy'),
  })),
  maxPool: each(poolSpellings, (spelling, xs, a) => ({ tensors: { x: xs }, expression: poolCall('max', spelling, xs.shape, a) })),
  averagePool: each(poolSpellings, (spelling, xs, a) => ({ tensors: { x: xs }, expression: poolCall('avg', spelling, xs.shape, a) })),
  maxPoolGradient: each(poolSpellings, (spelling, xs, dy, a) => ({
    tensors: { x: xs, dy },
    expression: gradient(poolCall('max', spelling, xs.shape, a), 'x', 'dy'),
  })),
  averagePoolGradient: each(poolSpellings, (spelling, shape, dy, a) => ({
    tensors: { x: shape, dy },
    expression: gradient(poolCall('avg', spelling, shape, a), 'x', 'dy'),
  })),
  pad: {
    'value given': (xs, { paddings, mode, value }) => ({
      tensors: { x: xs },
      expression: mode === 'constant' ? call('pad', x, paddings, value) : call('mirrorPad', x, paddings, mode),
    }),
    'value left out': (xs, { paddings, mode, value }) => {
      if (mode !== 'constant' || value !== 0) throw unsupported('the value left out is a constant 0');
      return { tensors: { x: xs }, expression: call('pad', x, paddings) };
    },
  },
  spaceToBatch: (xs, { blockShape, paddings }) => ({ tensors: { x: xs }, expression: call('spaceToBatchND', x, blockShape, paddings) }),
  batchToSpace: (xs, { blockShape, crops }) => ({ tensors: { x: xs }, expression: call('batchToSpaceND', x, blockShape, crops) }),
  depthToSpace: each({ 'data format left out': undefined, 'data format given': 'NHWC' }, (format, xs, { blockSize }) => {
    return { tensors: { x: xs }, expression: call('depthToSpace', x, blockSize, format) };
  }),
  matmul: {
    'as they are': (a, b) => ({ tensors: { a, b }, expression: call('matMul', variable('a'), variable('b')) }),
    transposeA: (a, b) => ({ tensors: { a, b }, expression: call('matMul', turned('a', a), variable('b'), true) }),
    transposeB: (a, b) => ({ tensors: { a, b }, expression: call('matMul', variable('a'), turned('b', b), false, true) }),
  },
  morphologicalDilation: each(stepSpellings, (steps, xs, filters, a) => {
    const pad = padWord(windowsOf(xs.shape, filters.shape.slice(0, -1), a));
    return { tensors: { x: xs, filter: filters }, expression: call('dilation2d', x, filter, steps(a.strides), pad, steps(a.dilations)) };
  }),
  batchNorm: (xs, mean, variance, { epsilon, scale, offset }) => ({
    tensors: { x: xs, mean, variance, ...(scale && { scale }), ...(offset && { offset }) },
    expression: call(
      'batchNorm',
      x,
      variable('mean'),
      variable('variance'),
      offset && variable('offset'),
      scale && variable('scale'),
      epsilon,
    ),
  }),
  cumsum: {
    'every argument': (xs, { axis, exclusive, reverse }) => ({
      tensors: { x: xs },
      expression: call('cumsum', x, axis, exclusive, reverse),
    }),
    'defaults left out': (xs, { axis, exclusive, reverse }) => ({
      tensors: { x: xs },
      expression: call('cumsum', x, axis === 0 ? undefined : axis, exclusive || undefined, reverse || undefined),
    }),
  },
  lrn: (xs, { size, alpha, beta, k }) => {
    // Its alpha is not divided by the size.
    return { tensors: { x: xs }, expression: call('localResponseNormalization', x, (size - 1) / 2, k, alpha / size, beta) };
  },
  resize: (xs, { size, mode, alignCorners, halfPixelCenters }) => {
    const name = { nearest: 'image.resizeNearestNeighbor', bilinear: 'image.resizeBilinear' }[mode];
    if (name === undefined) throw unsupported(`TensorFlow.js has no function that resizes by '${String(mode)}'`);
    if (mode === 'bilinear') requireFinite(xs);
    return { tensors: { x: xs }, expression: call(name, x, size, alignCorners, halfPixelCenters) };
  },
};
