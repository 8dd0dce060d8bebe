/** Convolutions as calls of the vocabulary. */
import type { Pair } from '../../geometry.js';
import type { Tensor } from '../../tensor.js';
import { channelsLast, depthwiseKernelFirst, kernelFirst, Untranslated, type GivenNode } from './given.js';
import type { TranslatedCall } from './index.js';
import { paddingOf, pairsOf, spatialAxesOf } from './windows.js';

function operands(given: GivenNode): {
  readonly x: Tensor;
  readonly w: Tensor;
  readonly axes: number;
  readonly bias: { readonly bias?: Tensor };
} {
  const [x, w] = [given.floats(0, 'input'), given.floats(1, 'weights')];
  const axes = spatialAxesOf(x.shape);
  if (w.shape.length !== axes + 2) throw new Untranslated(`its weights have ${w.shape.length} axes, and its input ${x.shape.length}`);
  const kernel = given.ints('kernel_shape');
  if (kernel !== undefined && !kernel.every((length, axis) => length === w.shape[axis + 2]))
    throw new Untranslated(`its kernel_shape is [${kernel.join(', ')}], and its weights are [${w.shape.join(', ')}]`);
  return { x, w, axes, bias: given.has(2) ? { bias: given.floats(2, 'bias') } : {} };
}

/** A depthwise one, where each channel is a group of its own. */
export function conv(given: GivenNode): TranslatedCall {
  const { x, w, axes, bias } = operands(given);
  const groups = given.int('group', 1);
  const channels = x.shape[1]!;
  const windows = {
    strides: given.perAxis('strides', axes, 1),
    dilations: given.perAxis('dilations', axes, 1),
    padding: paddingOf(given, axes),
    ...bias,
  };
  if (groups > 1 && groups === channels && w.shape[1] === 1 && w.shape[0]! % channels === 0)
    return { op: 'depthwiseConv', args: [channelsLast(x), depthwiseKernelFirst(w, channels), windows], first: true };
  return { op: 'conv', args: [channelsLast(x), kernelFirst(w), { ...windows, groups }], first: true };
}

/** What pads and output padding a size stands for, of one axis. @see https://onnx.ai/onnx/operators/onnx__ConvTranspose.html */
function padsForSize(full: number, size: number, upper: boolean): Pair {
  const total = full - size;
  if (total < 0) throw new Untranslated('the size that it asks for takes pads below 0');
  const less = Math.floor(total / 2);
  return upper ? [less, total - less] : [total - less, less];
}

export function convTranspose(given: GivenNode): TranslatedCall {
  const { x, w, axes, bias } = operands(given);
  const strides = given.perAxis('strides', axes, 1);
  const dilations = given.perAxis('dilations', axes, 1);
  const outputPadding = given.perAxis('output_padding', axes, 0);
  const word = given.word('auto_pad', 'NOTSET');
  const sizes = x.shape.slice(2);
  const wanted =
    given.ints('output_shape')?.slice(-axes) ?? (word.startsWith('SAME') ? sizes.map((size, axis) => size * strides[axis]!) : undefined);
  const full = sizes.map(
    (size, axis) => (size - 1) * strides[axis]! + (w.shape[axis + 2]! - 1) * dilations[axis]! + 1 + outputPadding[axis]!,
  );
  const pads =
    wanted === undefined
      ? pairsOf(word === 'VALID' ? new Array<number>(2 * axes).fill(0) : given.perPads(axes), axes)
      : full.map((length, axis) => padsForSize(length, wanted[axis]!, word === 'SAME_UPPER'));
  if (pads.some((pair) => pair.some((pad) => pad < 0))) throw new Untranslated('it has pads below 0');
  const padding = pads.every((pair) => pair.every((pad) => pad === 0)) ? ('valid' as const) : pads;
  const attributes = { strides, dilations, padding, outputPadding, groups: given.int('group', 1), ...bias };
  return { op: 'convTranspose', args: [channelsLast(x), kernelFirst(w), attributes], first: true };
}
