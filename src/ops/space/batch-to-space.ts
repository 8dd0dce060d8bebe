import type { Pair } from '../../geometry.js';
import { InvalidArgument } from '../../invalid-argument.js';
import { elementsOf, pairs, readAttributes, resultOf } from '../../kernels/arguments.js';
import { moveError } from '../../kernels/errors/move-error.js';
import { gather } from '../../kernels/moves.js';
import { dense, dtypeOf, rowMajorStrides, sizeOf, viewOf, type Shape, type Tensor } from '../../tensor.js';
import { blockPairs, blockShape } from '../attributes.js';
import { defineOp } from '../define-op.js';
import { readBlock } from './read-block.js';
import { drawBatchToSpace, shownBlocks } from './space-batch-case.js';

export interface BatchToSpaceAttributes {
  /** One per blocked axis, >= 1; the blocked axes are those after batch, up to 7. */
  readonly blockShape: readonly number[];
  /** One pair per blocked axis, each >= 0. Default: 0. */
  readonly crops?: readonly Pair[];
}

/** x `[batch * prod(block), ...blocked, ...rest]` to `[batch, ...blocked * block - crops, ...rest]`. */
export type BatchToSpace = (x: Tensor, attributes: BatchToSpaceAttributes) => Tensor;

export interface BatchToSpacePlan {
  readonly block: readonly number[];
  readonly crops: readonly Pair[];
  readonly batch: number;
  readonly outputShape: number[];
}

const op = 'batchToSpace';

function planOf(x: Shape, given: BatchToSpaceAttributes | undefined): BatchToSpacePlan {
  const attributes = readAttributes(op, given) as BatchToSpaceAttributes;
  const block = readBlock(op, x, attributes.blockShape);
  const crops = pairs(op, 'crops', attributes.crops, block.length, 0, true);
  const blocks = sizeOf(block);
  if (x[0]! % blocks !== 0)
    throw new InvalidArgument(op, 'x.shape[0]', x[0], `the batch must be a multiple of the ${blocks} cells of a block`, 'block-divides');
  const outputShape = [...x];
  outputShape[0] = x[0]! / blocks;
  for (const [i, size] of block.entries()) {
    const full = x[i + 1]! * size;
    const [before, after] = crops[i]!;
    if (before + after > full)
      throw new InvalidArgument(op, `crops[${i}]`, crops[i], `it may crop at most the size ${full} of axis ${i + 1}`, 'crops-within-size');
    outputShape[i + 1] = full - before - after;
  }
  return { block, crops, batch: outputShape[0], outputShape };
}

/** @see TensorFlow, tf.batch_to_space */
export const batchToSpace = defineOp<'batchToSpace', BatchToSpace, BatchToSpacePlan>({
  name: op,
  docs: 'Moves blocks out of batch, then crops: result[n, i, ...] = x[offset * N + n, (i + before) div block, ...], where offset = (i + before) mod block.',
  tensors: { x: { axes: ['batch', 'blocked...', 'rest...'] } },
  results: 1,
  attributes: { blockShape, crops: blockPairs('One [before, after] pair per blocked axis, each >= 0. Default: 0.') },
  plan: ([x], attributes) => planOf(x, attributes),
  evaluate: ({ block, crops, batch, outputShape }, [x], out) => {
    const result = resultOf(op, outputShape, dtypeOf(x), out);
    if (sizeOf(outputShape) === 0) return result;
    const plain = dense(x);
    const strides = rowMajorStrides(x.shape);
    const offsets = rowMajorStrides(block);
    // A cropped axis is a pair of axes of x, blocks and their offsets: its table holds places in the data, for a view with steps of 1.
    const tables = outputShape.map((length, axis) => {
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
    const steps = new Array<number>(outputShape.length).fill(1);
    gather(viewOf(plain.data, x.shape, steps, 0), tables, 0, elementsOf(result));
    return result;
  },
  error(plan, _precision, [x]) {
    return moveError(x, plan.outputShape, (error) => this.evaluate(plan, [error]));
  },
  draw: (d) => {
    const { y, block, pads } = drawBatchToSpace(d);
    return [y, { blockShape: block, crops: pads }];
  },
  shows: (x, { blockShape: block, crops = [] }) => ({
    ...shownBlocks(x.shape, block, crops),
    batch: x.shape[0]! / sizeOf(block),
    cells: x.shape.slice(1, 1 + block.length),
    y: x,
  }),
  linearIn: ['x'],
});
