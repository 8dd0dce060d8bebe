import { InvalidArgument } from '../invalid-argument.js';
import type { SpaceToBatchAttributes } from '../ops.js';
import { allocate, rowMajorStrides, sizeOf, type Shape, type Tensor } from '../tensor.js';
import { elementsOf, integers, pairs, readAttributes, resultOf, sharedDType } from './arguments.js';
import type { Kernel } from './kernel.js';
import { moveError } from './move-error.js';
import { gather, rearrange } from './moves.js';

const op = 'spaceToBatch';

interface Plan {
  readonly block: readonly number[];
  /** Before, and the padded size, of every axis of x. */
  readonly before: readonly number[];
  readonly padded: readonly number[];
  readonly shape: number[];
}

/** The block sizes of space-to-batch and batch-to-space: up to 7, for the axes after batch. */
export function readBlock(name: string, shape: Shape, blockShape: readonly number[]): readonly number[] {
  if (!Array.isArray(blockShape)) throw new InvalidArgument(name, 'blockShape', blockShape, 'it is a list of blocks');
  if (shape.length < 1) throw new InvalidArgument(name, 'x.rank', shape.length, 'x has a batch axis');
  const count = blockShape.length;
  if (count > 7) throw new InvalidArgument(name, 'blockShape', blockShape, 'at most 7 axes are blocked');
  if (count > shape.length - 1) {
    throw new InvalidArgument(
      name,
      'blockShape',
      blockShape,
      `it has at most one block per axis after batch, and x has ${shape.length - 1}`,
    );
  }
  return integers(name, 'blockShape', blockShape as readonly number[], count, 1);
}

function planOf(x: Shape, given: SpaceToBatchAttributes): Plan {
  const attributes = readAttributes(op, given) as SpaceToBatchAttributes;
  const block = readBlock(op, x, attributes.blockShape);
  const paddings = pairs(op, 'paddings', attributes.paddings, block.length, 0, true);
  const before = x.map((_, axis) => paddings[axis - 1]?.[0] ?? 0);
  const padded = x.map((size, axis) => size + (paddings[axis - 1]?.[0] ?? 0) + (paddings[axis - 1]?.[1] ?? 0));
  const shape = [...padded];
  for (const [i, size] of block.entries()) {
    const full = padded[i + 1]!;
    if (full % size !== 0) throw new InvalidArgument(op, `blockShape[${i}]`, size, `it divides the padded size ${full} of axis ${i + 1}`);
    shape[i + 1] = full / size;
    shape[0]! *= size;
  }
  return { block, before, padded, shape };
}

/**
 * Pads with zeros, then moves blocks of the axes after batch into batch: result[offset * N + n, i, ...] = padded[n, i * block + offset, ...].
 *
 * @param x `[batch, ...blocked, ...rest]`
 * @param out where to write the result: dense, `[batch * prod(block), ...padded / block, ...rest]`
 * @throws InvalidArgument
 * @see TensorFlow, tf.space_to_batch_nd
 */
export function spaceToBatch(x: Tensor, attributes: SpaceToBatchAttributes, out?: Tensor): Tensor {
  const dtype = sharedDType(op, 'x', x);
  const { block, before, padded, shape } = planOf(x.shape, attributes);
  const result = resultOf(op, shape, dtype, out);
  const full = allocate(sizeOf(padded), dtype);
  const tables = padded.map((length, axis) => {
    const size = x.shape[axis]!;
    return Int32Array.from({ length }, (_, i) => (i >= before[axis]! && i < before[axis]! + size ? i - before[axis]! : -1));
  });
  gather(x, tables, 0, full);
  const strides = rowMajorStrides(padded);
  // [...offsets, batch, ...blocks, ...rest]
  const seen = [...block, x.shape[0]!, ...shape.slice(1)];
  const steps = [...block.map((_, i) => strides[i + 1]!), strides[0]!, ...strides.slice(1).map((stride, i) => stride * (block[i] ?? 1))];
  rearrange(full, seen, steps, 0, elementsOf(result));
  return result;
}

export const spaceToBatchKernel: Kernel<'spaceToBatch'> = {
  shape: (x, attributes) => planOf(x, attributes).shape,
  evaluate: spaceToBatch,
  error: (_precision, x, attributes) => moveError(x, planOf(x.value.shape, attributes).shape, (error) => spaceToBatch(error, attributes)),
};
