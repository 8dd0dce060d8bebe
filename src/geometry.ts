/** Window arithmetic along one axis, and the paddings of space-to-batch. All lengths are in cells. */
import { InvalidArgument } from './invalid-argument.js';
import type { Shape } from './tensor.js';

/** `[before, after]` of one axis, in cells. */
export type Pair = readonly [number, number];

/** Pads per spatial axis, each >= 0. */
export type ExplicitPadding = readonly Pair[];

/**
 * `'valid'`: none. `'same'`: out = ceil(in / stride), the odd pad goes after (TensorFlow SAME, ONNX SAME_UPPER).
 * `'same-lower'`: likewise, the odd pad goes before (ONNX SAME_LOWER). Or explicit pads.
 */
export type Padding = 'valid' | 'same' | 'same-lower' | ExplicitPadding;

/** What a padding is: a name, or pads. */
export type PaddingKind = 'valid' | 'same' | 'same-lower' | 'explicit';

/** The attributes of every op with windows. */
export interface WindowAttributes {
  /** One per spatial axis, >= 1. Default: 1. */
  readonly strides?: readonly number[];
  /** One per spatial axis, >= 1. Default: 1. */
  readonly dilations?: readonly number[];
  /** Default: 'valid'. */
  readonly padding?: Padding;
}

/** What `requiredSpaceToBatchPaddings` returns, a pair per axis. */
export interface RequiredPaddings {
  readonly paddings: Pair[];
  readonly crops: Pair[];
}

/** Cells that a dilated kernel spans: (kernel - 1) * dilation + 1. */
export function effectiveKernel(kernel: number, dilation: number): number {
  return (kernel - 1) * dilation + 1;
}

/** Number of windows in a padded length; 0 or less when none fits. */
export function validSize(padded: number, kernel: number, stride: number, dilation: number): number {
  return Math.floor((padded - effectiveKernel(kernel, dilation)) / stride) + 1;
}

/** Total pads of 'same': max(0, (ceil(in / stride) - 1) * stride + (k - 1) * dilation + 1 - in). */
export function sameTotal(size: number, kernel: number, stride: number, dilation: number): number {
  return Math.max(0, (Math.ceil(size / stride) - 1) * stride + effectiveKernel(kernel, dilation) - size);
}

/** The pads of one axis, in cells, that a padding stands for. */
export function padsOf(padding: Padding, axis: number, size: number, kernel: number, stride: number, dilation: number): Pair {
  if (padding === 'valid') return [0, 0];
  if (padding === 'same' || padding === 'same-lower') {
    const total = sameTotal(size, kernel, stride, dilation);
    const less = Math.floor(total / 2);
    return padding === 'same' ? [less, total - less] : [total - less, less];
  }
  return padding[axis]!;
}

/**
 * The pads, `[before, after]` in cells, that a padding stands for on each spatial axis: what a library takes that knows explicit pads alone.
 *
 * @param padding 'valid', 'same', 'same-lower', or explicit pads, which are returned as they are
 * @param sizes of the input's spatial axes
 * @param kernel sizes of the window, one a spatial axis; so are strides and dilations
 */
export function explicitPads(
  padding: Padding,
  sizes: Shape,
  kernel: Shape,
  strides: readonly number[],
  dilations: readonly number[],
): Pair[] {
  return sizes.map((size, axis) => padsOf(padding, axis, size, kernel[axis]!, strides[axis]!, dilations[axis]!));
}

/**
 * Number of windows of a pool in ceil mode: ceil((in + before + after - (k-1)*dilation - 1) / stride) + 1, less a last window that
 * would start at or beyond in + before.
 */
export function ceilSize(size: number, pads: Pair, kernel: number, stride: number, dilation: number): number {
  const out = Math.ceil((size + pads[0] + pads[1] - effectiveKernel(kernel, dilation)) / stride) + 1;
  return out > 0 && (out - 1) * stride >= size + pads[0] ? out - 1 : out;
}

/** The smallest size that a convolution maps back to `out` windows, before output padding. */
export function transposedSize(out: number, pads: Pair | 'same', kernel: number, stride: number, dilation: number): number {
  if (pads === 'same') return (out - 1) * stride + 1;
  return (out - 1) * stride + effectiveKernel(kernel, dilation) - pads[0] - pads[1];
}

/** Base paddings of `withSpaceToBatch` for 'same': independent of size and stride. */
export function baseSamePads(kernel: number, rate: number): Pair {
  const total = (kernel - 1) * rate;
  const before = Math.floor(total / 2);
  return [before, total - before];
}

const op = 'requiredSpaceToBatchPaddings';

/**
 * The paddings that make each padded size a multiple of its block, and the crops that take the surplus back.
 *
 * full = in + before + after; extra = (block - full mod block) mod block; paddings = [before, after + extra]; crops = [0, extra].
 *
 * @param inputShape sizes of the blocked axes, in cells
 * @param blockShape one per axis, >= 1
 * @param basePaddings one pair per axis, each >= 0; default: 0
 * @throws InvalidArgument on lists of different lengths, non-integers, a block below 1, a negative size or pad
 * @see TensorFlow, tf.required_space_to_batch_paddings
 */
export function requiredSpaceToBatchPaddings(
  inputShape: Shape,
  blockShape: readonly number[],
  basePaddings?: readonly Pair[],
): RequiredPaddings {
  if (!Array.isArray(inputShape)) throw new InvalidArgument(op, 'inputShape', inputShape, 'it must be a list of sizes', 'shape-list');
  if (!Array.isArray(blockShape))
    throw new InvalidArgument(op, 'blockShape', blockShape, 'it must be a list of blocks', 'block-shape-list');
  if (blockShape.length !== inputShape.length) {
    throw new InvalidArgument(
      op,
      'blockShape',
      blockShape,
      `it must have one block per axis of inputShape [${inputShape.join(', ')}]`,
      'block-shape-length',
    );
  }
  if (basePaddings !== undefined && (!Array.isArray(basePaddings) || basePaddings.length !== inputShape.length)) {
    throw new InvalidArgument(
      op,
      'basePaddings',
      basePaddings,
      `it must have one pair per axis of inputShape [${inputShape.join(', ')}]`,
      'paddings-length',
    );
  }
  const paddings: Pair[] = [];
  const crops: Pair[] = [];
  for (const [axis, size] of inputShape.entries()) {
    const block = blockShape[axis]!;
    const pair = (basePaddings === undefined ? [0, 0] : basePaddings[axis]) as readonly number[];
    if (!Number.isInteger(size) || size < 0)
      throw new InvalidArgument(op, `inputShape[${axis}]`, size, 'every size must be an integer >= 0', 'shape-non-negative');
    if (!Number.isInteger(block) || block < 1)
      throw new InvalidArgument(op, `blockShape[${axis}]`, block, 'every block must be an integer >= 1', 'block-positive');
    if (!Array.isArray(pair) || pair.length !== 2 || !pair.every((pad) => Number.isInteger(pad) && pad >= 0)) {
      throw new InvalidArgument(op, `basePaddings[${axis}]`, pair, 'every entry must be a pair of integers >= 0', 'paddings-pair');
    }
    const [before, after] = pair as unknown as Pair;
    const full = size + before + after;
    const extra = (block - (full % block)) % block;
    paddings.push([before, after + extra]);
    crops.push([0, extra]);
  }
  return { paddings, crops };
}
