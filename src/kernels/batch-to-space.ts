import { InvalidArgument } from '../invalid-argument.js';
import type { BatchToSpaceAttributes, Pair } from '../ops/index.js';
import { dense, rowMajorStrides, sizeOf, viewOf, type Shape, type Tensor } from '../tensor.js';
import { elementsOf, pairs, readAttributes, resultOf, sharedDType } from './arguments.js';
import type { Kernel } from './kernel.js';
import { moveError } from './move-error.js';
import { gather } from './moves.js';
import { readBlock } from './space-to-batch.js';

const op = 'batchToSpace';

interface Plan {
  readonly block: readonly number[];
  readonly crops: readonly Pair[];
  readonly batch: number;
  readonly shape: number[];
}

function planOf(x: Shape, given: BatchToSpaceAttributes): Plan {
  const attributes = readAttributes(op, given) as BatchToSpaceAttributes;
  const block = readBlock(op, x, attributes.blockShape);
  const crops = pairs(op, 'crops', attributes.crops, block.length, 0, true);
  const blocks = sizeOf(block);
  if (x[0]! % blocks !== 0)
    throw new InvalidArgument(op, 'x.shape[0]', x[0], `the batch must be a multiple of the ${blocks} cells of a block`, 'block-divides');
  const shape = [...x];
  shape[0] = x[0]! / blocks;
  for (const [i, size] of block.entries()) {
    const full = x[i + 1]! * size;
    const [before, after] = crops[i]!;
    if (before + after > full)
      throw new InvalidArgument(op, `crops[${i}]`, crops[i], `it may crop at most the size ${full} of axis ${i + 1}`, 'crops-within-size');
    shape[i + 1] = full - before - after;
  }
  return { block, crops, batch: shape[0], shape };
}

/**
 * Moves blocks out of batch, then crops: result[n, i, ...] = x[offset * N + n, (i + before) div block, ...], where
 * offset = (i + before) mod block.
 *
 * @param x `[batch * prod(block), ...blocked, ...rest]`
 * @param out where to write the result: dense, `[batch, ...blocked * block - crops, ...rest]`
 * @throws InvalidArgument
 * @see TensorFlow, tf.batch_to_space
 */
export function batchToSpace(x: Tensor, attributes: BatchToSpaceAttributes, out?: Tensor): Tensor {
  const dtype = sharedDType(op, 'x', x);
  const { block, crops, batch, shape } = planOf(x.shape, attributes);
  const result = resultOf(op, shape, dtype, out);
  if (sizeOf(shape) === 0) return result;
  const plain = dense(x);
  const strides = rowMajorStrides(x.shape);
  const offsets = rowMajorStrides(block);
  // A cropped axis is a pair of axes of x, blocks and their offsets: its table holds places in the data, for a view with steps of 1.
  const tables = shape.map((length, axis) => {
    const table = new Array<number>(length);
    const size = block[axis - 1] ?? 1;
    const first = crops[axis - 1]?.[0] ?? 0;
    const offsetStep = (offsets[axis - 1] ?? 0) * batch * strides[0]!;
    for (let i = 0; i < length; i++) {
      const cell = i + first;
      table[i] = Math.floor(cell / size) * strides[axis]! + (cell % size) * offsetStep;
    }
    return table;
  });
  const steps = new Array<number>(shape.length).fill(1);
  gather(viewOf(plain.data, x.shape, steps, 0), tables, 0, elementsOf(result));
  return result;
}

export const batchToSpaceKernel: Kernel<'batchToSpace'> = {
  shape: (x, attributes) => planOf(x, attributes).shape,
  evaluate: batchToSpace,
  error: (_precision, x, attributes) => moveError(x, planOf(x.value.shape, attributes).shape, (error) => batchToSpace(error, attributes)),
};
