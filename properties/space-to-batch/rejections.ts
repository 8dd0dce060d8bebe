import type { Draw } from '../../src/draw/draw.js';
import { drawBatchToSpace, drawBlocks, drawSpaceToBatch } from '../../src/ops/space/space-batch-case.js';
import { defineLaw, rejects } from '../../src/law.js';
import type { Pair } from '../../src/ops/index.js';
import { batchToSpaceDocs, spaceToBatchDocs } from './sources.js';

/** `list` with one entry, drawn, made another. */
function spoil<T>(d: Draw, list: readonly T[], bad: (value: T, axis: number) => T): T[] {
  const at = d.int('badAxis', 0, list.length - 1);
  return list.map((value, axis) => (axis === at ? bad(value, axis) : value));
}

/** A number that is no block: too small, or no integer. */
function badBlock(d: Draw): number {
  return d.option('badBlock', [0, -1, 1.5, Number.NaN]);
}

/** One bad thing in the arguments that both ops share; `axes` is how many there are after batch. */
function badLists(
  d: Draw,
  fault: string,
  block: readonly number[],
  pads: readonly Pair[],
  axes: number,
): { block: readonly number[]; pads: readonly Pair[] } {
  if (fault === 'block') return { block: spoil(d, block, () => badBlock(d)), pads };
  if (fault === 'too few pads') return { block, pads: pads.slice(1) };
  if (fault === 'too many blocks') return { block: new Array<number>(axes + 1).fill(1), pads: new Array<Pair>(axes + 1).fill([0, 0]) };
  if (fault === 'too many pads') return { block, pads: [...pads, [0, 0]] };
  if (fault === 'negative pad')
    return { block, pads: spoil(d, pads, ([before, after]) => (d.option('end', [0, 1]) === 0 ? [-1, after] : [before, -1])) };
  return { block, pads: spoil(d, pads, ([before, after]) => [before + 0.5, after + 0.5]) };
}

const shared = ['block', 'too many blocks', 'too few pads', 'too many pads', 'negative pad', 'fractional pad'];

export const rejectsIndivisible = defineLaw({
  id: 'space-to-batch/rejects-indivisible',
  statement:
    'S "throws on a padded size that its block does not divide, a block < 1, more blocks than axes, a negative pad, lists of different lengths"',
  because: 'There is no grid of whole blocks to split, or no meaning at all. Each case has one fault and is valid otherwise.',
  sources: [spaceToBatchDocs],
  requires: ['spaceToBatch'],
  regimes: ['exact'],
  cases: (d) => {
    const fault = d.option('fault', ['indivisible', ...shared]);
    if (fault !== 'indivisible') {
      const c = drawSpaceToBatch(d);
      return { x: c.x, fault, ...badLists(d, fault, c.block, c.pads, c.n + c.rest.length) };
    }
    const c = drawBlocks(d, { block: { min: 2 } });
    const wrong = d.int('badAxis', 0, c.n - 1);
    const sizes = c.sizes.map((size, axis) => size + (axis === wrong ? d.int('surplus', 1, c.block[axis]! - 1) : 0));
    return { x: d.tensor('x', [c.batch, sizes, ...c.rest]), fault, block: c.block, pads: c.pads };
  },
  claim: (t, { x, fault, block, pads }) => rejects(() => t.spaceToBatch(x, { blockShape: block, paddings: pads }), fault),
});

export const rejectsIndivisibleBatch = defineLaw({
  id: 'space-to-batch/rejects-indivisible-batch',
  statement:
    'B "throws on a batch that the blocks do not divide, crops beyond the size, a block < 1, more blocks than axes, a negative crop, lists of different lengths"',
  because: 'There are not as many grids as offsets, or more is cropped than there is. Each case has one fault and is valid otherwise.',
  sources: [batchToSpaceDocs],
  requires: ['batchToSpace'],
  regimes: ['exact'],
  cases: (d) => {
    const fault = d.option('fault', ['indivisible batch', 'crops beyond the size', ...shared]);
    if (fault === 'indivisible batch') {
      const c = drawBlocks(d, { block: { min: 2 } });
      const grids = c.block.reduce((a, b) => a * b, 1);
      const batch = c.batch * grids + d.int('surplus', 1, grids - 1);
      return { y: d.tensor('y', [batch, c.cells, ...c.rest]), fault, block: c.block, crops: c.pads };
    }
    const c = drawBatchToSpace(d);
    if (fault === 'crops beyond the size') {
      const beyond = d.int('beyond', 1, 3);
      const crops = spoil<Pair>(d, c.pads, ([before, after], axis) =>
        d.option('end', [0, 1]) === 0 ? [before + c.sizes[axis]! + beyond, after] : [before, after + c.sizes[axis]! + beyond],
      );
      return { y: c.y, fault, block: c.block, crops };
    }
    const { block, pads: crops } = badLists(d, fault, c.block, c.pads, c.n + c.rest.length);
    return { y: c.y, fault, block, crops };
  },
  claim: (t, { y, fault, block, crops }) => rejects(() => t.batchToSpace(y, { blockShape: block, crops }), fault),
});

export const requiredPaddingsRejects = defineLaw({
  id: 'space-to-batch/required-paddings-rejects',
  statement:
    'requiredSpaceToBatchPaddings "throws on a block < 1, more blocks than sizes, a negative pad, a negative size, lists of different lengths"',
  because: 'No multiple of such a block exists, or no such tensor. Each case has one fault and is valid otherwise.',
  sources: [
    {
      title: 'TensorFlow: tf.required_space_to_batch_paddings',
      url: 'https://www.tensorflow.org/api_docs/python/tf/required_space_to_batch_paddings',
    },
  ],
  requires: ['requiredSpaceToBatchPaddings'],
  regimes: ['exact'],
  cases: (d) => {
    const fault = d.option('fault', ['size', 'too many sizes', ...shared]);
    const c = drawBlocks(d);
    if (fault === 'size') return { fault, sizes: spoil(d, c.sizes, () => d.option('badSize', [-1, 1.5])), block: c.block, pads: c.pads };
    if (fault === 'too many sizes') return { fault, sizes: [...c.sizes, 1], block: c.block, pads: c.pads };
    return { fault, sizes: c.sizes, ...badLists(d, fault, c.block, c.pads, c.n) };
  },
  claim: (t, { fault, sizes, block, pads }) => rejects(() => t.requiredSpaceToBatchPaddings(sizes, block, pads), fault),
});
