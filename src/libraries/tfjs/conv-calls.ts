/** Convolutions as calls of TensorFlow.js, in all the spellings that mean the same by its documentation. */
import type { Pair } from '../../geometry.js';
import { unsupported } from '../../library.js';
import type { Shape } from '../../tensor.js';
import { call, variable, type Expression } from './expression.js';
import { padAs, padList, padWord, short, windowsOf, type ConvWindows, type PadsAs } from './windows.js';

const x = variable('x');
const filter = variable('filter');
const channelsLast = [0, 2, 3, 1];
const channelsFirst = [0, 3, 1, 2];

interface ConvSpelling {
  readonly pads: PadsAs;
  readonly lists?: boolean;
  readonly first?: boolean;
}

/** Forward convolutions of `x` with `filter`, through the op of their rank. */
export const convSpellings: Readonly<Record<string, ConvSpelling>> = {
  'pad as a word': { pads: 'word' },
  'pad as a word, strides as lists': { pads: 'word', lists: true },
  'pad as a number': { pads: 'number' },
  'pad as a list': { pads: 'list', lists: true },
  'pad as a list, channels first': { pads: 'list', lists: true, first: true },
};

export function convCall(
  { pads, lists = false, first = false }: ConvSpelling,
  shape: Shape,
  filterShape: Shape,
  a: ConvWindows,
): Expression {
  const w = windowsOf(shape, filterShape.slice(0, -2), a);
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
export const padSpellings: Readonly<Record<string, PadsAs>> = {
  'pad as a word': 'word',
  'pad as a number': 'number',
  'pad as a list': 'list',
};

/** The same of `tf.fused`. */
export const fusedSpellings: Readonly<Record<string, PadsAs>> = {
  'fused, pad as a word': 'word',
  'fused, pad as a number': 'number',
  'fused, pad as a list': 'list',
};

export function depthwiseCall(pads: PadsAs, shape: Shape, filterShape: Shape, { strides, dilations, ...a }: ConvWindows): Expression {
  const pad = padAs(pads, windowsOf(shape, filterShape.slice(0, -2), { ...a, strides, dilations }));
  return pads === 'list'
    ? call('depthwiseConv2d', x, filter, strides, pad, 'NHWC', dilations, 'floor')
    : call('depthwiseConv2d', x, filter, short(strides, 2), pad, 'NHWC', short(dilations, 2));
}

export function transposeCall(
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
