import { InvalidArgument } from '../invalid-argument.js';
import type { SpaceToBatchAttributes } from '../ops/index.js';
import { allocate, rowMajorStrides, sizeOf, type DType, type Shape, type Tensor, type TensorData } from '../tensor.js';
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
  if (!Array.isArray(blockShape))
    throw new InvalidArgument(name, 'blockShape', blockShape, 'it must be a list of blocks', 'block-shape-list');
  if (shape.length < 1) throw new InvalidArgument(name, 'x.rank', shape.length, 'x must have a batch axis', 'tensor-rank');
  const count = blockShape.length;
  if (count > 7) throw new InvalidArgument(name, 'blockShape', blockShape, 'at most 7 axes may be blocked', 'block-shape-length');
  if (count > shape.length - 1) {
    throw new InvalidArgument(
      name,
      'blockShape',
      blockShape,
      `it must have at most one block per axis after batch, and x has ${shape.length - 1}`,
      'block-shape-length',
    );
  }
  return integers(name, 'blockShape', blockShape as readonly number[], count, 1);
}

function planOf(x: Shape, given: SpaceToBatchAttributes): Plan {
  const attributes = readAttributes(op, given) as SpaceToBatchAttributes;
  const block = readBlock(op, x, attributes.blockShape);
  const paddings = pairs(op, 'paddings', attributes.paddings, block.length, 0, true);
  const before = new Array<number>(x.length).fill(0);
  const padded = [...x];
  for (let i = 0; i < block.length; i++) {
    const [first, last] = paddings[i]!;
    before[i + 1] = first;
    padded[i + 1]! += first + last;
  }
  const shape = [...padded];
  for (const [i, size] of block.entries()) {
    const full = padded[i + 1]!;
    if (full % size !== 0)
      throw new InvalidArgument(op, `blockShape[${i}]`, size, `it must divide the padded size ${full} of axis ${i + 1}`, 'block-divides');
    shape[i + 1] = full / size;
    shape[0]! *= size;
  }
  return { block, before, padded, shape };
}

/**
 * Pads with zeros, then moves blocks of the axes after batch into batch:
 * result[offset * N + n, i, ...] = padded[n, i * block + offset, ...].
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
  const grows = padded.some((size, axis) => size !== x.shape[axis]);
  const [data, strides, offset] = grows ? [paddedData(x, before, padded, dtype), rowMajorStrides(padded), 0] : [x.data, x.stride, x.offset];
  // [...offsets, batch, ...blocks, ...rest]
  const seen = [...block, x.shape[0]!];
  const steps = [...strides.slice(1, block.length + 1), strides[0]!];
  for (let axis = 1; axis < shape.length; axis++) {
    seen.push(shape[axis]!);
    steps.push(strides[axis]! * (block[axis - 1] ?? 1));
  }
  rearrange(data, seen, steps, offset, elementsOf(result));
  return result;
}

function paddedData(x: Tensor, before: readonly number[], padded: readonly number[], dtype: DType): TensorData {
  const tables = padded.map((length, axis) => {
    const table = new Array<number>(length).fill(-1);
    for (let i = 0; i < x.shape[axis]!; i++) table[before[axis]! + i] = i;
    return table;
  });
  const data = allocate(sizeOf(padded), dtype);
  gather(x, tables, 0, data);
  return data;
}

export const spaceToBatchKernel: Kernel<'spaceToBatch'> = {
  shape: (x, attributes) => planOf(x, attributes).shape,
  evaluate: spaceToBatch,
  error: (_precision, x, attributes) => moveError(x, planOf(x.value.shape, attributes).shape, (error) => spaceToBatch(error, attributes)),
};
