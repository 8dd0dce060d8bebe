import { InvalidArgument } from '../invalid-argument.js';
import type { BatchToSpaceAttributes, Pair } from '../ops.js';
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
  if (x[0]! % blocks !== 0) throw new InvalidArgument(op, 'x.shape[0]', x[0], `the batch is a multiple of the ${blocks} cells of a block`);
  const shape = [...x];
  shape[0] = x[0]! / blocks;
  for (const [i, size] of block.entries()) {
    const full = x[i + 1]! * size;
    const [before, after] = crops[i]!;
    if (before + after > full) throw new InvalidArgument(op, `crops[${i}]`, crops[i], `it crops at most the size ${full} of axis ${i + 1}`);
    shape[i + 1] = full - before - after;
  }
  return { block, crops, batch: shape[0], shape };
}

/**
 * Moves blocks out of batch, then crops: result[n, i, ...] = x[offset * N + n, (i + before) div block, ...], offset = (i + before) mod block.
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
  // x as [batch, block 0, offset 0, block 1, offset 1, ..., rest]: each pair of axes is an axis of the result before cropping. Index
  // tables go over an axis as a whole, so the pair is flattened through a table of element offsets, on a view of stride 1.
  const steps = x.shape.map((_, axis) => (axis === 0 ? strides[0]! : 1));
  const tables = shape.map((length, axis) => {
    const size = block[axis - 1];
    if (axis === 0 || size === undefined) return Int32Array.from({ length }, (_, i) => i * (axis === 0 ? 1 : strides[axis]!));
    const first = crops[axis - 1]![0];
    const offsetStep = offsets[axis - 1]! * batch * strides[0]!;
    return Int32Array.from({ length }, (_, i) => {
      const cell = i + first;
      return Math.floor(cell / size) * strides[axis]! + (cell % size) * offsetStep;
    });
  });
  gather(viewOf(plain.data, x.shape, steps, 0), tables, 0, elementsOf(result));
  return result;
}

export const batchToSpaceKernel: Kernel<'batchToSpace'> = {
  shape: (x, attributes) => planOf(x, attributes).shape,
  evaluate: batchToSpace,
  error: (_precision, x, attributes) => moveError(x, planOf(x.value.shape, attributes).shape, (error) => batchToSpace(error, attributes)),
};
