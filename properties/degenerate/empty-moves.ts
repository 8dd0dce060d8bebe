/** Rearrangements of tensors without a cell along an axis. */
import type { Draw } from '../../src/draw/draw.js';
import { drawPatches } from '../../src/ops/products/patches-case.js';
import { drawBatchToSpace, drawSpaceToBatch } from '../../src/ops/space/space-batch-case.js';
import { drawDepthToSpace, drawSpaceToDepth } from '../../src/ops/space/space-depth-case.js';
import { defineLaw, equal, type BoundOps, type Source } from '../../src/law.js';
import type { OpName, Pair } from '../../src/ops/index.js';
import { sizeOf, zeros, type Tensor } from '../../src/tensor.js';
import { emptyOf, needsEmptyTensors, orClearError } from './clear-error.js';

const torchEmpty: Source = {
  title: 'PyTorch issue 12013, layers that accept an empty batch',
  url: 'https://github.com/pytorch/pytorch/issues/12013',
};

/** A list with one entry replaced. */
const replaced = <T>(list: readonly T[], at: number, value: T): T[] => list.map((entry, i) => (i === at ? value : entry));

/** A tensor of the shape of x, but for one axis after batch, of no cells. */
const emptied = (x: Tensor, along: number): Tensor => zeros(replaced(x.shape, 1 + along, 0));

function emptyAxis<const Name extends string, Op extends OpName, Case extends { readonly shape: readonly number[] }>(
  name: Name,
  op: Op,
  draw: (d: Draw) => Case,
  call: (t: BoundOps, c: Case) => Promise<Tensor>,
) {
  return defineLaw({
    id: `degenerate/empty-axis-${name}` as const,
    statement: `shape(${op}(x of no cells along an axis)) = the shape of ${op}(x), of no cells along that axis, or a clear error`,
    because:
      'No cell moves, so none is anywhere: 0 / b and 0 * b are 0, and "same" has no window where a valid one does not fit. Pads and crops are 0 along that axis, as pads would be cells and there is nothing to crop. A refusal is honest too.',
    sources: [torchEmpty],
    requires: [op],
    regimes: ['exact'],
    cases: (d) => {
      const c = draw(d);
      needsEmptyTensors(d, op, emptyOf(c));
      return c;
    },
    claim: (t, c) => equal(orClearError<readonly number[]>(t.shapeOf(call(t, c)), c.shape), c.shape),
  });
}

const none: Pair = [0, 0];

export const emptyAxisSpaceToBatch = emptyAxis(
  'space-to-batch',
  'spaceToBatch',
  (d) => {
    const c = drawSpaceToBatch(d);
    const along = d.int('along', 0, c.n - 1);
    const shape = [sizeOf(c.block) * c.batch, ...replaced(c.cells, along, 0), ...c.rest];
    return { x: emptied(c.x, along), shape, attributes: { blockShape: c.block, paddings: replaced(c.pads, along, none) } };
  },
  (t, c) => t.spaceToBatch(c.x, c.attributes),
);

export const emptyAxisBatchToSpace = emptyAxis(
  'batch-to-space',
  'batchToSpace',
  (d) => {
    const c = drawBatchToSpace(d);
    const along = d.int('along', 0, c.n - 1);
    const shape = [c.batch, ...replaced(c.sizes, along, 0), ...c.rest];
    return { y: emptied(c.y, along), shape, attributes: { blockShape: c.block, crops: replaced(c.pads, along, none) } };
  },
  (t, c) => t.batchToSpace(c.y, c.attributes),
);

export const emptyAxisSpaceToDepth = emptyAxis(
  'space-to-depth',
  'spaceToDepth',
  (d) => {
    const c = drawSpaceToDepth(d);
    const along = d.int('along', 0, c.n - 1);
    const shape = [c.batch, ...replaced(c.cells, along, 0), c.depth];
    return { x: emptied(c.x, along), shape, attributes: { blockSize: c.blockSize, mode: c.mode } };
  },
  (t, c) => t.spaceToDepth(c.x, c.attributes),
);

export const emptyAxisDepthToSpace = emptyAxis(
  'depth-to-space',
  'depthToSpace',
  (d) => {
    const c = drawDepthToSpace(d);
    const along = d.int('along', 0, c.n - 1);
    const shape = [c.batch, ...replaced(c.sizes, along, 0), c.channels];
    return { y: emptied(c.y, along), shape, attributes: { blockSize: c.blockSize, mode: c.mode } };
  },
  (t, c) => t.depthToSpace(c.y, c.attributes),
);

export const emptyAxisExtractPatches = emptyAxis(
  'extract-patches',
  'extractPatches',
  (d) => {
    const c = drawPatches(d, { padding: ['same', 'same-lower'] });
    const along = d.int('along', 0, c.n - 1);
    const shape = [c.batch, ...replaced(c.out, along, 0), sizeOf(c.kernel) * c.channels];
    return { x: emptied(c.x, along), shape, attributes: c.attributes };
  },
  (t, c) => t.extractPatches(c.x, c.attributes),
);

export const emptyMoves = [
  emptyAxisSpaceToBatch,
  emptyAxisBatchToSpace,
  emptyAxisSpaceToDepth,
  emptyAxisDepthToSpace,
  emptyAxisExtractPatches,
] as const;
