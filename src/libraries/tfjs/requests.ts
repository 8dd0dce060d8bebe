/** Each op as calls of TensorFlow.js: all the calls that, by its documentation, mean the same. */
import { ceilSize, type Pair } from '../../geometry.js';
import { unsupported, type LibraryOps } from '../../library.js';
import type { FusedAttributes, OpName } from '../../ops/index.js';
import type { Shape, Tensor } from '../../tensor.js';
import { requireFinite } from '../shared/require-finite.js';
import { call, gradient, variable, type Expression } from './expression.js';
import { biasOf, fusedCall, requireUnfused } from './fused.js';
import { padAs, padList, padWord, short, type GivenWindows, type PadsAs } from './windows.js';

/** A tensor to make: given values, or zeros of a shape. */
export type Source = Tensor | Shape;

/** What a call asks of TensorFlow.js. */
export interface Request {
  /** By variable name. */
  readonly tensors: Readonly<Record<string, Source>>;
  readonly expression: Expression;
}

type RequestOf<K extends keyof LibraryOps> = (...args: Parameters<NonNullable<LibraryOps[K]>>) => Request;

/** Each op as one request, or as one for each of its spellings; a request refuses what it cannot say. */
export type Requests = {
  readonly [K in OpName as K extends keyof LibraryOps ? K : never]?: RequestOf<K> | Readonly<Record<string, RequestOf<K>>>;
};

interface ConvWindows {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: GivenWindows['padding'];
}

interface PoolWindows extends ConvWindows {
  readonly window: readonly number[];
  readonly ceilMode: boolean;
}

const x = variable('x');
const filter = variable('filter');
const channelsLast = [0, 2, 3, 1];
const channelsFirst = [0, 3, 1, 2];

function windows(shape: Shape, kernel: Shape, a: ConvWindows): GivenWindows {
  return { sizes: shape.slice(1, -1), kernel, strides: a.strides, dilations: a.dilations, padding: a.padding };
}

/** The same request for each spelling. */
export function each<Spelling, Args extends unknown[]>(
  spelled: Readonly<Record<string, Spelling>>,
  request: (spelling: Spelling, ...args: Args) => Request,
): Record<string, (...args: Args) => Request> {
  return Object.fromEntries(
    Object.entries(spelled).map(([name, spelling]) => [name, (...args: Args): Request => request(spelling, ...args)]),
  );
}

interface ConvSpelling {
  readonly pads: PadsAs;
  readonly lists?: boolean;
  readonly first?: boolean;
}

/** Forward convolutions of `x` with `filter`, through the op of their rank. */
const convSpellings: Readonly<Record<string, ConvSpelling>> = {
  'pad as a word': { pads: 'word' },
  'pad as a word, strides as lists': { pads: 'word', lists: true },
  'pad as a number': { pads: 'number' },
  'pad as a list': { pads: 'list', lists: true },
  'pad as a list, channels first': { pads: 'list', lists: true, first: true },
};

function convCall({ pads, lists = false, first = false }: ConvSpelling, shape: Shape, filterShape: Shape, a: ConvWindows): Expression {
  const w = windows(shape, filterShape.slice(0, -2), a);
  const { strides, dilations } = a;
  if (first && shape.length !== 4) throw unsupported('only tf.conv2d takes channels first');
  if (shape.length === 3) {
    if (strides.length !== 1 || dilations.length !== 1 || (lists && pads === 'word'))
      throw unsupported('tf.conv1d takes one number as its stride, and one as its dilation');
    return call('conv1d', x, filter, strides[0], padAs(pads, w), 'NWC', dilations[0]);
  }
  const axes = shape.length - 2;
  const steps = [strides, dilations].map((list) => (lists ? list : short(list, axes))) as [readonly number[], readonly number[]];
  if (shape.length === 5) {
    if (pads !== 'word') throw unsupported("tf.conv3d takes 'valid' and 'same' alone");
    return call('conv3d', x, filter, steps[0], padWord(w), 'NDHWC', steps[1]);
  }
  if (first) {
    const moved = call('transpose', x, channelsFirst);
    return call('transpose', call('conv2d', moved, filter, steps[0], padList(w, true), 'NCHW', steps[1]), channelsLast);
  }
  return call('conv2d', x, filter, steps[0], padAs(pads, w), 'NHWC', steps[1], pads === 'list' ? 'floor' : undefined);
}

/** The three ways to write a padding. */
const padSpellings: Readonly<Record<string, PadsAs>> = { 'pad as a word': 'word', 'pad as a number': 'number', 'pad as a list': 'list' };

/** The same of `tf.fused`. */
const fusedSpellings: Readonly<Record<string, PadsAs>> = {
  'fused, pad as a word': 'word',
  'fused, pad as a number': 'number',
  'fused, pad as a list': 'list',
};

function depthwiseCall(pads: PadsAs, shape: Shape, filterShape: Shape, { strides, dilations, ...a }: ConvWindows): Expression {
  const pad = padAs(pads, windows(shape, filterShape.slice(0, -2), { ...a, strides, dilations }));
  return pads === 'list'
    ? call('depthwiseConv2d', x, filter, strides, pad, 'NHWC', dilations, 'floor')
    : call('depthwiseConv2d', x, filter, short(strides, 2), pad, 'NHWC', short(dilations, 2));
}

interface PoolSpelling {
  readonly pads: PadsAs;
  /** Through `tf.pool`, which alone has dilations. */
  readonly general?: boolean;
}

const poolSpellings: Readonly<Record<string, PoolSpelling>> = {
  'pad as a word': { pads: 'word' },
  'pad as a number': { pads: 'number' },
  'pad as a list': { pads: 'list' },
  'tf.pool, pad as a word': { pads: 'word', general: true },
  'tf.pool, pad as a number': { pads: 'number', general: true },
  'tf.pool, pad as a list': { pads: 'list', general: true },
};

/** Refuses a rounding mode where it would keep a last window that starts beyond the input. */
function requireDropped(w: GivenWindows, pads: readonly Pair[]): void {
  const keeps = pads.some((pair, axis) => {
    const [size, kernel, stride, dilation] = [w.sizes[axis]!, w.kernel[axis]!, w.strides[axis]!, w.dilations[axis]!];
    return (
      ceilSize(size, pair, kernel, stride, dilation) < Math.ceil((size + pair[0] + pair[1] - (kernel - 1) * dilation - 1) / stride) + 1
    );
  });
  if (keeps) throw unsupported("dimRoundingMode 'ceil' keeps a last window that starts beyond the input");
}

/** Pools of `x`, through the op of their rank or through `tf.pool`. */
function poolCall(type: 'max' | 'avg', { pads, general = false }: PoolSpelling, shape: Shape, a: PoolWindows): Expression {
  const { window, strides, dilations, ceilMode } = a;
  const axes = shape.length - 2;
  const dilated = dilations.some((dilation) => dilation !== 1);
  if (!dilated && dilations.length !== axes) throw unsupported('pools without dilations take no list of them');
  if (axes === 3 && (dilated || general)) throw unsupported('TensorFlow.js has no dilated pool in three dimensions');
  if (dilated && !general) throw unsupported('tf.pool alone has dilations');
  if (ceilMode && pads === 'word') throw unsupported('with a rounding mode a padding has numbers');
  if (axes === 3 && pads === 'list') throw unsupported(`tf.${type}Pool3d takes 'valid', 'same' and one number alone`);
  const w = windows(shape, window, a);
  const pad = padAs(pads, w);
  if (ceilMode)
    requireDropped(w, pads === 'list' ? (pad as readonly Pair[]).slice(1, -1) : w.sizes.map(() => [pad as number, pad as number]));
  const rounding = ceilMode ? 'ceil' : undefined;
  if (general) return call('pool', x, window, type, pad, dilations, strides, rounding);
  const name = axes === 3 ? `${type}Pool3d` : `${type}Pool`;
  return pads === 'list'
    ? call(name, x, window, strides, pad, rounding ?? 'floor')
    : call(name, x, short(window, axes), short(strides, axes), pad, rounding);
}

function transposeCall(
  pads: PadsAs,
  y: Shape,
  filterShape: Shape,
  { strides, padding, dilations, outputPadding }: ConvWindows & { readonly outputPadding: readonly number[] },
): Expression {
  const kernel = filterShape.slice(0, -2);
  const sizes = y.slice(1, -1).map((size, axis) => {
    const added = outputPadding[axis]!;
    if (padding === 'same') return (size - 1) * strides[axis]! + 1 + added;
    const pair: Pair = typeof padding === 'string' ? [0, 0] : padding[axis]!;
    return (size - 1) * strides[axis]! + kernel[axis]! - pair[0] - pair[1] + added;
  });
  const shape = [y[0]!, ...sizes, filterShape.at(-2)!];
  const w = { sizes, kernel, strides, dilations, padding };
  const operand = variable('y');
  if (y.length === 5) {
    if (pads !== 'word') throw unsupported("tf.conv3dTranspose takes 'valid' and 'same' alone");
    return call('conv3dTranspose', operand, filter, shape, strides, padWord(w));
  }
  return pads === 'list'
    ? call('conv2dTranspose', operand, filter, shape, strides, padList(w), 'floor')
    : call('conv2dTranspose', operand, filter, shape, short(strides, 2), padAs(pads, w));
}

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
      const w = windows(xs.shape, filters.shape.slice(0, -2), a);
      return { tensors: { x: xs, filter: filters, ...biasOf(a) }, expression: fusedCall('conv2d', pads, xs.shape, w, a) };
    }),
  },
  depthwiseConv: {
    ...each(padSpellings, (pads, xs: Tensor, filters: Tensor, a: ConvWindows & FusedAttributes) => {
      requireUnfused(a);
      return { tensors: { x: xs, filter: filters }, expression: depthwiseCall(pads, xs.shape, filters.shape, a) };
    }),
    ...each(fusedSpellings, (pads, xs: Tensor, filters: Tensor, a: ConvWindows & FusedAttributes) => {
      const w = windows(xs.shape, filters.shape.slice(0, -2), a);
      return { tensors: { x: xs, filter: filters, ...biasOf(a) }, expression: fusedCall('depthwiseConv2d', pads, xs.shape, w, a) };
    }),
  },
  separableConv: each(stepSpellings, (steps, xs, depthwiseFilter, pointwiseFilter, a) => {
    const pad = padWord(windows(xs.shape, depthwiseFilter.shape.slice(0, -2), a));
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
    const pad = padWord(windows(xs.shape, filters.shape.slice(0, -1), a));
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
