/** Space-to-batch and batch-to-space: splitting space into interleaved grids, stacked along the batch, and joining them again. */
import { taken } from '../src/arbitraries/taken.js';
import { drawInteger } from '../src/ops/padding/pad-case.js';
import { drawBatchToSpace, drawSpaceToBatch, offsetsOf, padsOfAllAxes } from '../src/ops/space/space-batch-case.js';
import { regimes } from '../src/domain.js';
import { defineLaw, equal } from '../src/law.js';
import { sizeOf } from '../src/tensor.js';
import { axesCommute, isTransposedDepthToSpace, isTransposedSpaceToDepth } from './space-to-batch/rearrangements.js';
import { rejectsIndivisible, rejectsIndivisibleBatch, requiredPaddingsRejects } from './space-to-batch/rejections.js';
import { requiredPaddingsMinimal } from './space-to-batch/required-paddings.js';
import { batchToSpaceDocs, spaceToBatchDocs, spaceToBatchTest } from './space-to-batch/sources.js';

export { axesCommute, isTransposedDepthToSpace, isTransposedSpaceToDepth };
export { rejectsIndivisible, rejectsIndivisibleBatch, requiredPaddingsRejects, requiredPaddingsMinimal };

export const roundTrip = defineLaw({
  id: 'space-to-batch/round-trip',
  statement: 'B(S(x, b, pads), b, crops = pads) = x, "bit for bit"',
  because:
    'S only moves cells: each grid keeps every b-th cell, so interleaving the grids puts each cell back, and the crops take the pads off.',
  sources: [spaceToBatchDocs, spaceToBatchTest],
  requires: ['spaceToBatch', 'batchToSpace'],
  regimes,
  cases: drawSpaceToBatch,
  claim: (t, { x, block: blockShape, pads }) =>
    equal(t.batchToSpace(t.spaceToBatch(x, { blockShape, paddings: pads }), { blockShape, crops: pads }), x),
});

export const roundTripBack = defineLaw({
  id: 'space-to-batch/round-trip-back',
  statement: 'S(B(y, b, 0), b, 0) = y, "bit for bit"',
  because:
    'Without crops B loses nothing, and splitting undoes interleaving. With crops the lost cells would come back as zeros, so the law has none.',
  sources: [batchToSpaceDocs, spaceToBatchTest],
  requires: ['spaceToBatch', 'batchToSpace'],
  regimes,
  cases: (d) => drawBatchToSpace(d, { pads: false }),
  claim: (t, { y, block: blockShape, pads }) =>
    equal(t.spaceToBatch(t.batchToSpace(y, { blockShape, crops: pads }), { blockShape, paddings: pads }), y),
});

export const blockOneIsPad = defineLaw({
  id: 'space-to-batch/block-one-is-pad',
  statement: 'S(x, 1, pads) = P(x, pads)',
  because: 'Blocks of one cell have one offset, so there is one grid: the padded input itself.',
  sources: [spaceToBatchDocs],
  requires: ['spaceToBatch', 'pad'],
  regimes,
  cases: (d) => drawSpaceToBatch(d, { block: { max: 1 }, ...(!taken(d, 'pad').outerPads && { remaining: [1, 2] }) }),
  claim: (t, c) =>
    equal(
      t.spaceToBatch(c.x, { blockShape: c.block, paddings: c.pads }),
      t.pad(c.x, { paddings: padsOfAllAxes(c), mode: 'constant', value: 0 }),
    ),
});

export const blockOneNoPadsIsIdentity = defineLaw({
  id: 'space-to-batch/block-one-no-pads-is-identity',
  statement: 'S(x, 1, 0) = x',
  because: 'One grid that holds every cell, and nothing around it.',
  sources: [spaceToBatchDocs],
  requires: ['spaceToBatch'],
  regimes,
  cases: (d) => drawSpaceToBatch(d, { block: { max: 1 }, pads: false }),
  claim: (t, { x, block, pads }) => equal(t.spaceToBatch(x, { blockShape: block, paddings: pads }), x),
});

export const blocksAreStridedSlices = defineLaw({
  id: 'space-to-batch/blocks-are-strided-slices',
  statement: 'S(x, b, 0)[offset * N + n] = x[n, offset_i :: b_i]',
  because: 'This is the definition: the batch runs over the offsets in row-major order, and within an offset over the batch of x.',
  sources: [spaceToBatchDocs],
  requires: ['spaceToBatch'],
  regimes,
  cases: (d) => drawSpaceToBatch(d, { pads: false }),
  claim: (t, { x, block, pads }) => {
    const grids = offsetsOf(block).map((offset) => t.slice(x, [0, ...offset], [], [1, ...block]));
    return equal(t.spaceToBatch(x, { blockShape: block, paddings: pads }), t.concat(grids, 0));
  },
});

export const padsThenSplits = defineLaw({
  id: 'space-to-batch/pads-then-splits',
  statement: 'S(x, b, pads) = S(x "with a border of zeros", b, 0)',
  because: 'The pads are zeros put around x before it is split, not around the grids.',
  sources: [spaceToBatchDocs],
  requires: ['spaceToBatch'],
  regimes,
  cases: drawSpaceToBatch,
  claim: (t, c) =>
    equal(
      t.spaceToBatch(c.x, { blockShape: c.block, paddings: c.pads }),
      t.spaceToBatch(t.border(c.x, padsOfAllAxes(c)), { blockShape: c.block, paddings: c.pads.map(() => [0, 0]) }),
    ),
});

export const cropsAfterJoining = defineLaw({
  id: 'space-to-batch/crops-after-joining',
  statement: 'B(y, b, crops) = B(y, b, 0)[crops_0 : size - crops_1]',
  because: 'The crops are cells of the joined result, taken off its ends, not off the grids.',
  sources: [batchToSpaceDocs],
  requires: ['batchToSpace'],
  regimes,
  cases: drawBatchToSpace,
  claim: (t, { y, block: blockShape, pads: crops, padded }) =>
    equal(
      t.batchToSpace(y, { blockShape, crops }),
      t.slice(
        t.batchToSpace(y, { blockShape, crops: crops.map(() => [0, 0]) }),
        [0, ...crops.map(([before]) => before)],
        [undefined, ...crops.map(([, after], axis) => padded[axis]! - after)],
      ),
    ),
});

export const preservesSum = defineLaw({
  id: 'space-to-batch/preserves-sum',
  statement: 'sum S(x, b, pads) = sum x',
  because: 'Every cell of x goes to exactly one place, and pads are zeros.',
  sources: [spaceToBatchDocs],
  requires: ['spaceToBatch'],
  cases: drawSpaceToBatch,
  claim: (t, { x, block, pads }) => equal(t.sum(t.spaceToBatch(x, { blockShape: block, paddings: pads })), t.sum(x)),
});

export const preservesMultiset = defineLaw({
  id: 'space-to-batch/preserves-multiset',
  statement: '"the elements of S(x, b, 0) are the elements of x, each as often"',
  because: 'Without pads S is a permutation of the cells.',
  sources: [spaceToBatchDocs],
  requires: ['spaceToBatch'],
  regimes,
  cases: (d) => drawSpaceToBatch(d, { pads: false }),
  claim: (t, { x, block, pads }) => equal(t.sort(t.spaceToBatch(x, { blockShape: block, paddings: pads })), t.sort(x)),
});

export const linear = defineLaw({
  id: 'space-to-batch/linear',
  statement: 'S(a x + c y) = a S(x) + c S(y)',
  because: 'S moves cells and fills with zeros, and 0 = a 0 + c 0. The factors are small integers, so that exact data stay exact.',
  sources: [spaceToBatchDocs],
  requires: ['spaceToBatch'],
  cases: (d) => {
    const content = { terms: 2, degree: 2 };
    const c = drawSpaceToBatch(d, { content });
    return {
      ...c,
      y: d.tensor('y', [c.batch, c.sizes, ...c.rest], content),
      factors: [drawInteger(d, 'a'), drawInteger(d, 'c')] as const,
    };
  },
  claim: (t, { x, y, factors: [a, c], block, pads }) => {
    const split = (z: Parameters<typeof t.spaceToBatch>[0]) => t.spaceToBatch(z, { blockShape: block, paddings: pads });
    return equal(split(t.add(t.scale(x, a), t.scale(y, c))), t.add(t.scale(split(x), a), t.scale(split(y), c)));
  },
});

export const channelsIndependent = defineLaw({
  id: 'space-to-batch/channels-independent',
  statement: 'S(x)[..., c] = S(x[..., c])',
  because: 'Only the batch and the blocked axes are rearranged: every channel goes the same way, by itself.',
  sources: [spaceToBatchDocs],
  requires: ['spaceToBatch'],
  regimes,
  cases: (d) => drawSpaceToBatch(d, { remaining: [1, 2] }),
  claim: (t, { x, block: blockShape, pads: paddings }) => {
    const last = x.shape.length - 1;
    const channels = Array.from({ length: x.shape[last]! }, (_, c) => t.spaceToBatch(t.gather(x, last, [c]), { blockShape, paddings }));
    return equal(t.spaceToBatch(x, { blockShape, paddings }), t.concat(channels, last));
  },
});

export const batchMajor = defineLaw({
  id: 'space-to-batch/batch-major',
  statement: 'S(concat(x, y))[offset * N + n] = S(x)[offset * N_x + n], "followed by" S(y)[offset * N_y + n]',
  because: 'An offset holds the grids of the whole batch side by side, those of x first.',
  sources: [spaceToBatchDocs],
  requires: ['spaceToBatch'],
  regimes,
  cases: (d) => {
    const c = drawSpaceToBatch(d);
    const more = d.int('more', 1, Math.max(1, d.domain.batch.max));
    return { ...c, y: d.tensor('y', [more, c.sizes, ...c.rest]) };
  },
  claim: (t, { x, y, block: blockShape, pads: paddings, cells, rest }) => {
    const split = (z: typeof x) => t.spaceToBatch(z, { blockShape, paddings });
    const byOffset = (z: typeof x) => t.reshape(split(z), [sizeOf(blockShape), z.shape[0]!, ...cells, ...rest]);
    const both = t.reshape(t.concat([byOffset(x), byOffset(y)], 1), [sizeOf(blockShape) * (x.shape[0]! + y.shape[0]!), ...cells, ...rest]);
    return equal(t.spaceToBatch(t.concat([x, y], 0), { blockShape, paddings }), both);
  },
});

/** The laws of space-to-batch. */
export const spaceToBatch = [
  roundTrip,
  roundTripBack,
  blockOneIsPad,
  blockOneNoPadsIsIdentity,
  blocksAreStridedSlices,
  isTransposedSpaceToDepth,
  isTransposedDepthToSpace,
  padsThenSplits,
  cropsAfterJoining,
  preservesSum,
  preservesMultiset,
  linear,
  channelsIndependent,
  batchMajor,
  axesCommute,
  requiredPaddingsMinimal,
  rejectsIndivisible,
  rejectsIndivisibleBatch,
  requiredPaddingsRejects,
] as const;
