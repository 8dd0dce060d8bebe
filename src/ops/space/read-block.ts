import { InvalidArgument } from '../../invalid-argument.js';
import { integers } from '../../kernels/arguments.js';
import type { Shape } from '../../tensor.js';

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
