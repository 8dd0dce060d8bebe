/** Each op as calls of TensorFlow.js: all the calls that, by its documentation, mean the same. */
import type { Pair } from '../../geometry.js';
import { ceilSize } from '../../geometry.js';
import { unsupported, type LibraryOps } from '../../library.js';
import type { OpName } from '../../ops/index.js';
import type { Shape, Tensor } from '../../tensor.js';
import { requireFinite } from '../shared/require-finite.js';
import { call, gradient, variable, type Argument, type Expression } from './expression.js';
import { paddingSpellings, short, type GivenWindows, type PaddingSpelling } from './windows.js';

/** A tensor to make: given values, or zeros of a shape. */
export type Source = Tensor | Shape;

/** What an op asks of TensorFlow.js. */
export interface Request {
  /** By variable name. */
  readonly tensors: Readonly<Record<string, Source>>;
  /** Calls on these variables that mean the same; at least one. */
  readonly spellings: readonly Expression[];
}

export type Requests = {
  readonly [K in OpName as K extends keyof LibraryOps ? K : never]?: (...args: Parameters<NonNullable<LibraryOps[K]>>) => Request;
};

interface ConvWindows {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: GivenWindows['padding'];
}

const x = variable('x');
const filter = variable('filter');
const channelsLast = [0, 2, 3, 1];
const channelsFirst = [0, 3, 1, 2];

function windows(shape: Shape, kernel: Shape, a: ConvWindows): GivenWindows {
  return { sizes: shape.slice(1, -1), kernel, strides: a.strides, dilations: a.dilations, padding: a.padding };
}

function some(spellings: Expression[], refusal: string): Expression[] {
  if (spellings.length === 0) throw unsupported(refusal);
  return spellings;
}

/** Forward convolutions of `x` with `filter`, through the op of their rank. */
function convCalls(shape: Shape, filterShape: Shape, a: ConvWindows): Expression[] {
  const w = windows(shape, filterShape.slice(0, -2), a);
  const { strides, dilations } = a;
  if (shape.length === 3) {
    if (strides.length !== 1 || dilations.length !== 1)
      throw unsupported('tf.conv1d takes one number as its stride, and one as its dilation');
    return paddingSpellings(w, { number: true, list: true }).map(({ pad }) =>
      call('conv1d', x, filter, strides[0], pad, 'NWC', dilations[0]),
    );
  }
  if (shape.length === 5) {
    const calls = paddingSpellings(w, {}).map(({ pad }, i) =>
      i === 0
        ? call('conv3d', x, filter, strides, pad, 'NDHWC', dilations)
        : call('conv3d', x, filter, short(strides, 3), pad, 'NDHWC', short(dilations, 3)),
    );
    return some(calls, "tf.conv3d takes 'valid' and 'same' alone");
  }
  return paddingSpellings(w, { number: true, list: true }).flatMap((p) => {
    if (p.kind !== 'list') return [call('conv2d', x, filter, short(strides, 2), p.pad, 'NHWC', short(dilations, 2))];
    const moved = call('transpose', x, channelsFirst);
    return [
      call('conv2d', x, filter, strides, p.pad, 'NHWC', dilations, 'floor'),
      call('transpose', call('conv2d', moved, filter, strides, p.channelsFirst, 'NCHW', dilations), channelsLast),
    ];
  });
}

function depthwiseCalls(shape: Shape, filterShape: Shape, a: ConvWindows): Expression[] {
  const { strides, dilations } = a;
  return paddingSpellings(windows(shape, filterShape.slice(0, -2), a), { number: true, list: true }).map((p) =>
    p.kind === 'list'
      ? call('depthwiseConv2d', x, filter, strides, p.pad, 'NHWC', dilations, 'floor')
      : call('depthwiseConv2d', x, filter, short(strides, 2), p.pad, 'NHWC', short(dilations, 2)),
  );
}

interface PoolWindows extends ConvWindows {
  readonly window: readonly number[];
  readonly ceilMode: boolean;
}

function pads(w: GivenWindows, spelling: PaddingSpelling): readonly Pair[] {
  if (spelling.kind === 'list') return (spelling.pad as readonly Pair[]).slice(1, -1);
  return w.sizes.map(() => [spelling.pad as number, spelling.pad as number]);
}

/** Pools of `x`, through the op of their rank; dilated ones through `tf.pool`. */
function poolCalls(type: 'max' | 'avg', shape: Shape, a: PoolWindows): Expression[] {
  const { window, strides, dilations, ceilMode } = a;
  const axes = shape.length - 2;
  const three = axes === 3;
  const dilated = dilations.some((dilation) => dilation !== 1);
  if (!dilated && dilations.length !== axes) throw unsupported('pools without dilations take no list of them');
  // A dilated 'same' or 'valid' stays a word: lists of pads fail in a way of their own there, which would cover the word's.
  const list = !three && !(dilated && typeof a.padding === 'string' && !ceilMode);
  if (three && dilated) throw unsupported('TensorFlow.js has no dilated pool in three dimensions');
  const w = windows(shape, window, a);
  const found = paddingSpellings(w, { number: true, list }, !ceilMode);
  if (found.length === 0) throw unsupported(`tf.${type}Pool3d takes 'valid', 'same' and one number alone, with a rounding mode one number`);
  if (ceilMode) {
    const drops = pads(w, found[0]!).some((pair, axis) => {
      const all = [window[axis]!, strides[axis]!, dilations[axis]!] as const;
      return (
        ceilSize(w.sizes[axis]!, pair, ...all) < Math.ceil((w.sizes[axis]! + pair[0] + pair[1] - (all[0] - 1) * all[2] - 1) / all[1]) + 1
      );
    });
    if (drops) throw unsupported("dimRoundingMode 'ceil' keeps a last window that starts beyond the input");
  }
  const rounding = ceilMode ? 'ceil' : undefined;
  const pool = ({ pad }: PaddingSpelling): Expression => call('pool', x, window, type, pad, dilations, strides, rounding);
  if (dilated) return found.map(pool);
  const name = three ? `${type}Pool3d` : `${type}Pool`;
  const calls = found.map((p) =>
    p.kind === 'list'
      ? call(name, x, window, strides, p.pad, rounding ?? 'floor')
      : call(name, x, short(window, axes), short(strides, axes), p.pad, rounding),
  );
  return three ? calls : [...calls, pool(found[0]!)];
}

function by(variableName: string, forward: readonly Expression[]): Expression[] {
  return forward.map((expression) => gradient(expression, variableName, 'dy'));
}

function transposeCalls(y: Shape, filterShape: Shape, a: ConvWindows & { readonly outputPadding: readonly number[] }): Expression[] {
  const { strides, padding, dilations, outputPadding } = a;
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
    const calls = paddingSpellings(w, {}).map(({ pad }) => call('conv3dTranspose', operand, filter, shape, strides, pad));
    return some(calls, "tf.conv3dTranspose takes 'valid' and 'same' alone");
  }
  return paddingSpellings(w, { number: true, list: true }).map((p) =>
    p.kind === 'list'
      ? call('conv2dTranspose', operand, filter, shape, strides, p.pad, 'floor')
      : call('conv2dTranspose', operand, filter, shape, short(strides, 2), p.pad),
  );
}

/** The axes of a tensor with the last two exchanged. */
function exchanged(rank: number): number[] {
  return Array.from({ length: rank }, (_, axis) => (axis === rank - 1 ? rank - 2 : axis === rank - 2 ? rank - 1 : axis));
}

export const requests = {
  conv: (xs, filters, a) => ({ tensors: { x: xs, filter: filters }, spellings: convCalls(xs.shape, filters.shape, a) }),
  depthwiseConv: (xs, filters, a) => ({ tensors: { x: xs, filter: filters }, spellings: depthwiseCalls(xs.shape, filters.shape, a) }),
  separableConv: (xs, depthwiseFilter, pointwiseFilter, a) => ({
    tensors: { x: xs, depthwiseFilter, pointwiseFilter },
    spellings: some(
      paddingSpellings(windows(xs.shape, depthwiseFilter.shape.slice(0, -2), a), {}).map(({ pad }, i) => {
        const [strides, dilations]: Argument[] = i === 0 ? [a.strides, a.dilations] : [short(a.strides, 2), short(a.dilations, 2)];
        const filters = [variable('depthwiseFilter'), variable('pointwiseFilter')];
        return call('separableConv2d', x, ...filters, strides, pad, dilations);
      }),
      "tf.separableConv2d takes 'valid' and 'same' alone",
    ),
  }),
  convTranspose: (y, filters, a) => ({ tensors: { y, filter: filters }, spellings: transposeCalls(y.shape, filters.shape, a) }),
  convInputGradient: (shape, filters, dy, a) => ({
    tensors: { x: shape, filter: filters, dy },
    spellings: by('x', convCalls(shape, filters.shape, a)),
  }),
  convFilterGradient: (xs, shape, dy, a) => ({
    tensors: { x: xs, filter: shape, dy },
    spellings: by('filter', convCalls(xs.shape, shape, a)),
  }),
  depthwiseConvInputGradient: (shape, filters, dy, a) => ({
    tensors: { x: shape, filter: filters, dy },
    spellings: by('x', depthwiseCalls(shape, filters.shape, a)),
  }),
  depthwiseConvFilterGradient: (xs, shape, dy, a) => ({
    tensors: { x: xs, filter: shape, dy },
    spellings: by('filter', depthwiseCalls(xs.shape, shape, a)),
  }),
  maxPool: (xs, a) => ({ tensors: { x: xs }, spellings: poolCalls('max', xs.shape, a) }),
  averagePool: (xs, a) => ({ tensors: { x: xs }, spellings: poolCalls('avg', xs.shape, a) }),
  maxPoolGradient: (xs, dy, a) => ({ tensors: { x: xs, dy }, spellings: by('x', poolCalls('max', xs.shape, a)) }),
  averagePoolGradient: (shape, dy, a) => ({ tensors: { x: shape, dy }, spellings: by('x', poolCalls('avg', shape, a)) }),
  pad: (xs, { paddings, mode, value }) => ({
    tensors: { x: xs },
    spellings:
      mode === 'constant'
        ? [call('pad', x, paddings, value), ...(value === 0 ? [call('pad', x, paddings)] : [])]
        : [call('mirrorPad', x, paddings, mode)],
  }),
  spaceToBatch: (xs, { blockShape, paddings }) => ({ tensors: { x: xs }, spellings: [call('spaceToBatchND', x, blockShape, paddings)] }),
  batchToSpace: (xs, { blockShape, crops }) => ({ tensors: { x: xs }, spellings: [call('batchToSpaceND', x, blockShape, crops)] }),
  depthToSpace: (xs, { blockSize }) => {
    if (blockSize === 1) throw unsupported('tf.depthToSpace documents a blockSize of at least 2');
    return { tensors: { x: xs }, spellings: [call('depthToSpace', x, blockSize), call('depthToSpace', x, blockSize, 'NHWC')] };
  },
  matmul: (a, b) => {
    const [left, right] = [variable('a'), variable('b')];
    const turned = (operand: Expression, rank: number): Expression => call('transpose', operand, exchanged(rank));
    return {
      tensors: { a, b },
      spellings: [
        call('matMul', left, right),
        call('matMul', turned(left, a.shape.length), right, true),
        call('matMul', left, turned(right, b.shape.length), false, true),
      ],
    };
  },
  morphologicalDilation: (xs, filters, a) => ({
    tensors: { x: xs, filter: filters },
    spellings: some(
      paddingSpellings(windows(xs.shape, filters.shape.slice(0, -1), a), {}).map(({ pad }, i) =>
        i === 0
          ? call('dilation2d', x, filter, a.strides, pad, a.dilations)
          : call('dilation2d', x, filter, short(a.strides, 2), pad, short(a.dilations, 2)),
      ),
      "tf.dilation2d takes 'valid' and 'same' alone",
    ),
  }),
  resize: (xs, { size, mode, alignCorners, halfPixelCenters }) => {
    const name = { nearest: 'image.resizeNearestNeighbor', bilinear: 'image.resizeBilinear' }[mode];
    if (name === undefined) throw unsupported(`TensorFlow.js has no function that resizes by '${String(mode)}'`);
    if (mode === 'bilinear') requireFinite(xs);
    return { tensors: { x: xs }, spellings: [call(name, x, size, alignCorners, halfPixelCenters)] };
  },
} satisfies Requests;
