import type { Draw } from '../../src/draw/draw.js';
import { drawSpaceToBatch, blockedAxes } from '../../src/ops/space/space-batch-case.js';
import { drawDepthToSpace, drawSpaceToDepth } from '../../src/ops/space/space-depth-case.js';
import { regimes } from '../../src/domain.js';
import { defineLaw, equal } from '../../src/law.js';
import { spaceToBatchDocs } from './sources.js';

/** Axes that swap the batch with the last axis. */
function swapEnds(rank: number): number[] {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  axes[0] = rank - 1;
  axes[rank - 1] = 0;
  return axes;
}

export const isTransposedSpaceToDepth = defineLaw({
  id: 'space-to-batch/is-transposed-space-to-depth',
  statement: 'S(x, b) = transpose(spaceToDepth(transpose(x), b)), "batch and channels swapped, equal blocks"',
  because:
    'Both take the cell of each block to (block offset, index): S in front of the batch, space-to-depth (DCR) in front of the channels. ' +
    'Space-to-depth knows one edge for all axes, so the blocks are equal, and no pads.',
  sources: [
    spaceToBatchDocs,
    { title: 'TensorFlow: tf.nn.space_to_depth', url: 'https://www.tensorflow.org/api_docs/python/tf/nn/space_to_depth' },
  ],
  requires: ['spaceToBatch', 'spaceToDepth'],
  regimes,
  cases: (d) => drawSpaceToDepth(d, { ...blockedEdges(d), modes: ['DCR'] }),
  claim: (t, { x, n, blockSize, mode }) => {
    const ends = swapEnds(n + 2);
    return equal(
      t.spaceToBatch(x, { blockShape: new Array<number>(n).fill(blockSize) }),
      t.transpose(t.spaceToDepth(t.transpose(x, ends), { blockSize, mode }), ends),
    );
  },
});

export const isTransposedDepthToSpace = defineLaw({
  id: 'space-to-batch/is-transposed-depth-to-space',
  statement: 'B(y, b) = transpose(depthToSpace(transpose(y), b)), "batch and channels swapped, equal blocks"',
  because: 'The inverse of the law for S: both read (block offset, index), B from the batch, depth-to-space (DCR) from the channels.',
  sources: [
    spaceToBatchDocs,
    { title: 'TensorFlow: tf.nn.depth_to_space', url: 'https://www.tensorflow.org/api_docs/python/tf/nn/depth_to_space' },
  ],
  requires: ['batchToSpace', 'depthToSpace'],
  regimes,
  cases: (d) => drawDepthToSpace(d, { ...blockedEdges(d), modes: ['DCR'] }),
  claim: (t, { y, n, blockSize, mode }) => {
    const ends = swapEnds(n + 2);
    // y has its offsets in the channels: swapped, they stand in the batch.
    return equal(
      t.batchToSpace(t.transpose(y, ends), { blockShape: new Array<number>(n).fill(blockSize) }),
      t.transpose(t.depthToSpace(y, { blockSize, mode }), ends),
    );
  },
});

/** The spatial axes that both ops take. */
function blockedEdges(d: Draw): { axes: readonly number[] } {
  return { axes: blockedAxes(d, 3) };
}

export const axesCommute = defineLaw({
  id: 'space-to-batch/axes-commute',
  statement: '"splitting axis by axis, in any order" = "splitting at once, up to the order of the batch"',
  because:
    'Each split puts the offset of its axis in front of the batch. Axis by axis the offsets stand in the reverse order of the splits; ' +
    'a transposition of the batch, seen as (offsets, n), puts them in the order of the axes.',
  sources: [spaceToBatchDocs],
  requires: ['spaceToBatch'],
  regimes,
  cases: (d) => {
    const c = drawSpaceToBatch(d);
    const left = c.sizes.map((_, axis) => axis);
    const order = c.sizes.map((_, axis) => left.splice(d.int('order', 0, left.length - 1, { axis }), 1)[0]!);
    return { ...c, order };
  },
  claim: (t, { x, n, block, pads, cells, batch, rest, order }) => {
    const only = <T>(axis: number, list: readonly T[], otherwise: T): T[] => list.map((value, i) => (i === axis ? value : otherwise));
    let split: typeof x | Promise<typeof x> = x;
    for (const axis of order)
      split = t.spaceToBatch(split, { blockShape: only(axis, block, 1), paddings: only(axis, pads, [0, 0] as const) });
    const offsets = [...order].reverse();
    const byOffset = t.reshape(split, [...offsets.map((axis) => block[axis]!), batch, ...cells, ...rest]);
    const later = Array.from({ length: 1 + n + rest.length }, (_, i) => n + i);
    const inOrder = t.transpose(byOffset, [...block.map((_, axis) => offsets.indexOf(axis)), ...later]);
    const together = t.spaceToBatch(x, { blockShape: block, paddings: pads });
    return equal(t.reshape(inOrder, [block.reduce((a, b) => a * b, batch), ...cells, ...rest]), together);
  },
});
