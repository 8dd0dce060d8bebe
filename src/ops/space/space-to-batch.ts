import type { Pair } from '../../geometry.js';
import { InvalidArgument } from '../../invalid-argument.js';
import { elementsOf, pairs, readAttributes, resultOf } from '../../kernels/arguments.js';
import { moveError } from '../../kernels/errors/move-error.js';
import { gather, rearrange } from '../../kernels/moves.js';
import { allocate, dtypeOf, rowMajorStrides, sizeOf, type DType, type Shape, type Tensor, type TensorData } from '../../tensor.js';
import { blockPairs, blockShape } from '../attributes.js';
import { defineOp } from '../define-op.js';
import { readBlock } from './read-block.js';
import { drawSpaceToBatch, shownBlocks } from './space-batch-case.js';

export interface SpaceToBatchAttributes {
  /** One per blocked axis, >= 1; the blocked axes are those after batch, up to 7. */
  readonly blockShape: readonly number[];
  /** One pair per blocked axis, each >= 0. Default: 0. */
  readonly paddings?: readonly Pair[];
}

/** x `[batch, ...blocked, ...rest]` to `[batch * prod(block), ...padded / block, ...rest]`: batch index = block offset * N + n. */
export type SpaceToBatch = (x: Tensor, attributes: SpaceToBatchAttributes) => Tensor;

export interface SpaceToBatchPlan {
  readonly inputShape: Shape;
  readonly block: readonly number[];
  /** Before, and the padded size, of every axis of x. */
  readonly before: readonly number[];
  readonly padded: readonly number[];
  readonly outputShape: number[];
}

const op = 'spaceToBatch';

function planOf(x: Shape, given: SpaceToBatchAttributes | undefined): SpaceToBatchPlan {
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
  const outputShape = [...padded];
  for (const [i, size] of block.entries()) {
    const full = padded[i + 1]!;
    if (full % size !== 0)
      throw new InvalidArgument(op, `blockShape[${i}]`, size, `it must divide the padded size ${full} of axis ${i + 1}`, 'block-divides');
    outputShape[i + 1] = full / size;
    outputShape[0]! *= size;
  }
  return { inputShape: x, block, before, padded, outputShape };
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

/** @see TensorFlow, tf.space_to_batch_nd */
export const spaceToBatch = defineOp<'spaceToBatch', SpaceToBatch, SpaceToBatchPlan>({
  name: op,
  docs: 'Pads with zeros, then moves blocks of the axes after batch into batch: result[offset * N + n, i, ...] = padded[n, i * block + offset, ...].',
  tensors: { x: { axes: ['batch', 'blocked...', 'rest...'] } },
  results: 1,
  attributes: { blockShape, paddings: blockPairs('One [before, after] pair per blocked axis, each >= 0. Default: 0.') },
  plan: ([x], attributes) => planOf(x, attributes),
  evaluate: ({ block, before, padded, outputShape }, [x], out) => {
    const dtype = dtypeOf(x);
    const result = resultOf(op, outputShape, dtype, out);
    const grows = padded.some((size, axis) => size !== x.shape[axis]);
    const [data, strides, offset] = grows
      ? [paddedData(x, before, padded, dtype), rowMajorStrides(padded), 0]
      : [x.data, x.stride, x.offset];
    // [...offsets, batch, ...blocks, ...rest]
    const seen = [...block, x.shape[0]!];
    const steps = [...strides.slice(1, block.length + 1), strides[0]!];
    for (let axis = 1; axis < outputShape.length; axis++) {
      seen.push(outputShape[axis]!);
      steps.push(strides[axis]! * (block[axis - 1] ?? 1));
    }
    rearrange(data, seen, steps, offset, elementsOf(result));
    return result;
  },
  error(plan, _precision, [x]) {
    return moveError(x, plan.outputShape, (error) => this.evaluate(plan, [error]));
  },
  border: ({ before, padded, inputShape }) => inputShape.map((size, axis) => [before[axis]!, padded[axis]! - before[axis]! - size]),
  draw: (d) => {
    const { x, block, pads } = drawSpaceToBatch(d);
    return [x, { blockShape: block, paddings: pads }];
  },
  shows: (x, { blockShape: block, paddings: pads = [] }) => ({
    ...shownBlocks(x.shape, block, pads),
    batch: x.shape[0],
    cells: block.map((edge, axis) => (x.shape[1 + axis]! + pads[axis]![0] + pads[axis]![1]) / edge),
    x,
  }),
  linearIn: ['x'],
});
