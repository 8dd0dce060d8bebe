import { requiredSpaceToBatchPaddings } from '../../src/geometry.js';
import { batchToSpace, pad, spaceToBatch } from '../../src/ops/kernels.js';
import type { LibraryOps } from '../../src/library.js';
import type { Pair } from '../../src/ops/index.js';
import type { Tensor } from '../../src/tensor.js';
import { mutate, type Mutant } from './mutate.js';
import { at, fromIndex, map } from './pieces.js';

type Split = NonNullable<LibraryOps['spaceToBatch']>;
type Join = NonNullable<LibraryOps['batchToSpace']>;

const family = 'space-to-batch/';

const wrong = (name: string, kills: readonly string[], ops: LibraryOps): Mutant => ({
  name,
  kills: kills.map((law) => family + law),
  library: mutate(ops),
});
const split = (name: string, kills: readonly string[], op: (...args: Parameters<Split>) => Tensor): Mutant =>
  wrong(`spaceToBatch: ${name}`, kills, { spaceToBatch: op });
const join = (name: string, kills: readonly string[], op: (...args: Parameters<Join>) => Tensor): Mutant =>
  wrong(`batchToSpace: ${name}`, kills, { batchToSpace: op });

const count = (block: readonly number[]): number => block.reduce((a, b) => a * b, 1);

/** The batch of a split tensor in another order: `from` says which image stands at n. */
const reordered = (y: Tensor, from: (n: number) => number): Tensor => fromIndex(y.shape, ([n, ...rest]) => at(y, [from(n!), ...rest]));

/** offset * N + n and n * offsets + offset. */
export const imageMajor = (x: Tensor, a: Parameters<Split>[1]): Tensor => {
  const grids = count(a.blockShape);
  return reordered(spaceToBatch(x, a), (m) => (m % grids) * x.shape[0]! + Math.floor(m / grids));
};

/** The offset with its axes in the other order. */
function columnMajor(offset: number, block: readonly number[]): number {
  const digits = [];
  for (const edge of block) {
    digits.push(offset % edge);
    offset = Math.floor(offset / edge);
  }
  return digits.reduce((sum, digit, axis) => sum * block[axis]! + digit, 0);
}

const swapped = (pads: readonly Pair[]): Pair[] => pads.map(([before, after]) => [after, before]);
const none = (pads: readonly Pair[]): Pair[] => pads.map(() => [0, 0]);
const around = (x: Tensor, pads: readonly Pair[]): Pair[] => x.shape.map((_, axis) => pads[axis - 1] ?? [0, 0]);

/** Contiguous pieces of each axis instead of every b-th cell. */
function inPieces(x: Tensor, a: Parameters<Split>[1]): Tensor {
  const whole = pad(x, { paddings: around(x, a.paddings) });
  const dealt = fromIndex(whole.shape, (index) =>
    at(
      whole,
      index.map((i, axis) => {
        const block = a.blockShape[axis - 1] ?? 1;
        return (i % block) * (whole.shape[axis]! / block) + Math.floor(i / block);
      }),
    ),
  );
  return spaceToBatch(dealt, { ...a, paddings: none(a.paddings) });
}

const required = (name: string, kills: readonly string[], op: typeof requiredSpaceToBatchPaddings): Mutant =>
  wrong(`requiredSpaceToBatchPaddings: ${name}`, kills, { requiredSpaceToBatchPaddings: op });

const noPads = (sizes: readonly number[]): Pair[] => sizes.map(() => [0, 0]);

/** Bad lists made good. */
const positive = (list: readonly number[]): number[] => list.map((value) => (value >= 1 ? Math.round(value) : 1));
const cut = (pads: readonly Pair[], like: readonly number[]): Pair[] =>
  like.map((_, axis) => (pads[axis] ?? [0, 0]).map((value) => Math.max(0, Math.floor(value))) as unknown as Pair);

export const mutants: Mutant[] = [
  split(
    'the images of a grid do not stand together',
    ['blocks-are-strided-slices', 'batch-major', 'round-trip', 'round-trip-back'],
    imageMajor,
  ),
  split(
    'the offset of the last axis runs slowest',
    ['blocks-are-strided-slices', 'axes-commute', 'is-transposed-space-to-depth', 'round-trip'],
    (x, a) =>
      reordered(spaceToBatch(x, a), (m) => columnMajor(Math.floor(m / x.shape[0]!), a.blockShape) * x.shape[0]! + (m % x.shape[0]!)),
  ),
  split('cuts pieces instead of grids', ['blocks-are-strided-slices', 'is-transposed-space-to-depth', 'round-trip'], inPieces),
  split('pads before and after are exchanged', ['round-trip', 'block-one-is-pad', 'pads-then-splits'], (x, a) =>
    spaceToBatch(x, { ...a, paddings: swapped(a.paddings) }),
  ),
  split('pads repeat the edge', ['preserves-sum', 'block-one-is-pad', 'pads-then-splits'], (x, a) =>
    spaceToBatch(pad(x, { paddings: around(x, a.paddings), mode: 'edge' }), { ...a, paddings: none(a.paddings) }),
  ),
  split('pads are ones', ['linear', 'preserves-sum', 'pads-then-splits'], (x, a) =>
    spaceToBatch(pad(x, { paddings: around(x, a.paddings), value: 1 }), { ...a, paddings: none(a.paddings) }),
  ),
  split('the last axis is reversed', ['channels-independent', 'block-one-no-pads-is-identity', 'block-one-is-pad'], (x, a) => {
    const y = spaceToBatch(x, a);
    return fromIndex(y.shape, (index) => at(y, [...index.slice(0, -1), y.shape.at(-1)! - 1 - index.at(-1)!]));
  }),
  split('the first element is written twice', ['preserves-multiset', 'round-trip', 'preserves-sum'], (x, a) => {
    const y = spaceToBatch(x, a);
    return fromIndex(y.shape, (index) => at(y, index.every((i, axis) => i === y.shape[axis]! - 1) ? index.map(() => 0) : index));
  }),
  split('large values are clipped', ['linear', 'round-trip'], (x, a) => map(spaceToBatch(x, a), (value) => Math.min(8, value))),
  split('only the first image is split', ['batch-major', 'round-trip'], (x, a) => {
    const y = spaceToBatch(x, a);
    return reordered(y, (m) => m - (m % x.shape[0]!));
  }),
  split('a size that does not divide is padded', ['rejects-indivisible'], (x, a) =>
    spaceToBatch(x, {
      ...a,
      paddings: a.paddings.map(([before, after], axis): Pair => {
        const full = x.shape[axis + 1]! + before + after;
        const block = a.blockShape[axis]!;
        return [before, after + ((block - (full % block)) % block || 0)];
      }),
    }),
  ),
  split('blocks beyond the axes are left out', ['rejects-indivisible'], (x, a) => {
    const axes = x.shape.length - 1;
    return spaceToBatch(x, { blockShape: a.blockShape.slice(0, axes), paddings: a.paddings.slice(0, axes) });
  }),
  split('bad numbers are made good', ['rejects-indivisible'], (x, a) => {
    const blockShape = positive(a.blockShape);
    return spaceToBatch(x, { blockShape, paddings: cut(a.paddings, blockShape) });
  }),
  join('the images of a grid do not stand together', ['is-transposed-depth-to-space', 'round-trip', 'round-trip-back'], (y, a) => {
    const grids = count(a.blockShape);
    const batch = y.shape[0]! / grids;
    return batchToSpace(
      reordered(y, (m) => (m % batch) * grids + Math.floor(m / batch)),
      a,
    );
  }),
  join('the offset of the last axis runs slowest', ['is-transposed-depth-to-space', 'round-trip', 'round-trip-back'], (y, a) => {
    const batch = y.shape[0]! / count(a.blockShape);
    return batchToSpace(
      reordered(y, (m) => columnMajor(Math.floor(m / batch), a.blockShape) * batch + (m % batch)),
      a,
    );
  }),
  join('crops the wrong end', ['crops-after-joining', 'round-trip'], (y, a) => batchToSpace(y, { ...a, crops: swapped(a.crops) })),
  join('crops after only', ['crops-after-joining', 'round-trip'], (y, a) =>
    batchToSpace(y, { ...a, crops: a.crops.map(([, after]) => [0, after]) }),
  ),
  join('blocks beyond the axes are left out', ['rejects-indivisible-batch'], (y, a) => {
    const axes = y.shape.length - 1;
    return batchToSpace(y, { blockShape: a.blockShape.slice(0, axes), crops: a.crops.slice(0, axes) });
  }),
  join('a batch that does not divide is cut', ['rejects-indivisible-batch'], (y, a) => {
    const batch = Math.floor(y.shape[0]! / count(a.blockShape)) * count(a.blockShape);
    return batchToSpace(
      fromIndex([batch, ...y.shape.slice(1)], (index) => at(y, index)),
      a,
    );
  }),
  join('crops beyond the size leave nothing', ['rejects-indivisible-batch'], (y, a) =>
    batchToSpace(y, {
      ...a,
      crops: a.crops.map(([before, after], axis): Pair => {
        const full = y.shape[axis + 1]! * a.blockShape[axis]!;
        return before + after > full ? [full, 0] : [before, after];
      }),
    }),
  ),
  required('a whole block where the size divides', ['required-paddings-minimal'], (sizes, block, base = noPads(sizes)) => {
    const extra = sizes.map((size, axis) => block[axis]! - ((size + base[axis]![0] + base[axis]![1]) % block[axis]!));
    return {
      paddings: base.map(([before, after], axis): Pair => [before, after + extra[axis]!]),
      crops: extra.map((cells): Pair => [0, cells]),
    };
  }),
  required('the surplus goes before', ['required-paddings-minimal'], (sizes, block, base = noPads(sizes)) => {
    const { crops } = requiredSpaceToBatchPaddings(sizes, block, base);
    return { paddings: base.map(([before, after], axis): Pair => [before + crops[axis]![1], after]), crops };
  }),
  required('the pads count twice', ['required-paddings-minimal'], (sizes, block, base = noPads(sizes)) =>
    requiredSpaceToBatchPaddings(
      sizes.map((size, axis) => size + base[axis]![0] + base[axis]![1]),
      block,
      base,
    ),
  ),
  required('the base pads are cropped too', ['required-paddings-minimal'], (sizes, block, base = noPads(sizes)) => {
    const { paddings, crops } = requiredSpaceToBatchPaddings(sizes, block, base);
    return { paddings, crops: crops.map(([, after], axis): Pair => [base[axis]![0], after + base[axis]![1]]) };
  }),
  required('bad numbers are made good', ['required-paddings-rejects'], (sizes, block, base = noPads(sizes)) =>
    requiredSpaceToBatchPaddings(positive(sizes), positive(block), cut(base, sizes)),
  ),
];
