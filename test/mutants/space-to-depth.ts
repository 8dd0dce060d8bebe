import { conv, depthToSpace, spaceToDepth } from '../../src/ops/kernels.js';
import type { LibraryOps } from '../../src/library.js';
import type { Tensor } from '../../src/tensor.js';
import { mutate, type Mutant } from './mutate.js';
import { at, fromIndex, map } from './pieces.js';

type Down = NonNullable<LibraryOps['spaceToDepth']>;
type Up = NonNullable<LibraryOps['depthToSpace']>;
type Attributes = Parameters<Down>[1];

const family = 'space-to-depth/';

const wrong = (name: string, kills: readonly string[], ops: LibraryOps): Mutant => ({
  name,
  kills: kills.map((law) => family + law),
  library: mutate(ops),
});
const down = (name: string, kills: readonly string[], op: (...args: Parameters<Down>) => Tensor): Mutant =>
  wrong(`spaceToDepth: ${name}`, kills, { spaceToDepth: op });
const up = (name: string, kills: readonly string[], op: (...args: Parameters<Up>) => Tensor): Mutant =>
  wrong(`depthToSpace: ${name}`, kills, { depthToSpace: op });

/** Channels in another order: `from` says which channel stands at c. */
const dealt = (y: Tensor, from: (c: number) => number): Tensor =>
  fromIndex(y.shape, (index) => at(y, [...index.slice(0, -1), from(index.at(-1)!)]));

/** The block's offset with its axes in the other order. */
function turned(offset: number, block: number, axes: number): number {
  let result = 0;
  for (let axis = 0; axis < axes; axis++) {
    result = result * block + (offset % block);
    offset = Math.floor(offset / block);
  }
  return result;
}

/** The last axis runs slowest in the offset. */
function turnedOffsets(c: number, channels: number, { blockSize, mode }: Attributes, axes: number): number {
  const cells = blockSize ** axes;
  if (mode === 'DCR') return turned(Math.floor(c / channels), blockSize, axes) * channels + (c % channels);
  return Math.floor(c / cells) * cells + turned(c % cells, blockSize, axes);
}

/** x cut, or filled up with its last cells, so that the block divides every size. */
function fitting(x: Tensor, block: number): Tensor {
  const shape = x.shape.map((size, axis) => (axis === 0 || axis === x.shape.length - 1 ? size : Math.ceil(size / block) * block));
  return fromIndex(shape, (index) =>
    at(
      x,
      index.map((i, axis) => Math.min(i, x.shape[axis]! - 1)),
    ),
  );
}

const known = (a: Attributes): Attributes => ({
  blockSize: Math.max(1, Math.round(a.blockSize)),
  mode: a.mode === 'CRD' ? 'CRD' : 'DCR',
});

export const mutants: Mutant[] = [
  down('CRD is laid out like DCR', ['crd-is-reshape-transpose', 'round-trip', 'round-trip-back'], (x, a) =>
    spaceToDepth(x, { ...a, mode: 'DCR' }),
  ),
  down('DCR is laid out like CRD', ['dcr-is-reshape-transpose', 'conv-of-stride-block-is-matmul', 'round-trip'], (x, a) =>
    spaceToDepth(x, { ...a, mode: 'CRD' }),
  ),
  down('the last axis runs slowest in a block', ['dcr-is-reshape-transpose', 'crd-is-reshape-transpose', 'round-trip-back'], (x, a) =>
    dealt(spaceToDepth(x, a), (c) => turnedOffsets(c, x.shape.at(-1)!, a, x.shape.length - 2)),
  ),
  down('the last axis runs slowest in a block of CRD', ['modes-agree-on-one-channel', 'crd-is-reshape-transpose'], (x, a) =>
    a.mode === 'DCR' ? spaceToDepth(x, a) : dealt(spaceToDepth(x, a), (c) => turnedOffsets(c, x.shape.at(-1)!, a, x.shape.length - 2)),
  ),
  down('channels are reversed', ['conv-of-stride-block-is-matmul', 'dcr-is-reshape-transpose'], (x, a) =>
    dealt(spaceToDepth(x, a), (c) => x.shape.at(-1)! * a.blockSize ** (x.shape.length - 2) - 1 - c),
  ),
  down('the first cell of each block is written twice', ['preserves-multiset', 'round-trip'], (x, a) =>
    dealt(spaceToDepth(x, a), (c) => Math.max(0, c - 1)),
  ),
  down('infinities are clipped', ['preserves-multiset', 'round-trip'], (x, a) =>
    map(spaceToDepth(x, a), (value) => Math.min(Number.MAX_VALUE, value)),
  ),
  down('a size that does not divide is filled up', ['rejects-indivisible'], (x, a) => spaceToDepth(fitting(x, a.blockSize), a)),
  down('bad blocks and modes are made good', ['rejects-indivisible'], (x, a) => spaceToDepth(x, known(a))),
  up('CRD is laid out like DCR', ['crd-is-reshape-transpose-back', 'round-trip'], (y, a) => depthToSpace(y, { ...a, mode: 'DCR' })),
  up('DCR is laid out like CRD', ['dcr-is-reshape-transpose-back', 'round-trip-back'], (y, a) => depthToSpace(y, { ...a, mode: 'CRD' })),
  up('the last axis runs slowest in a block', ['dcr-is-reshape-transpose-back', 'crd-is-reshape-transpose-back', 'round-trip'], (y, a) => {
    const axes = y.shape.length - 2;
    return depthToSpace(
      dealt(y, (c) => turnedOffsets(c, y.shape.at(-1)! / a.blockSize ** axes, a, axes)),
      a,
    );
  }),
  up('a depth that does not divide is cut', ['rejects-indivisible-depth'], (y, a) => {
    const cells = a.blockSize ** (y.shape.length - 2);
    const depth = Math.floor(y.shape.at(-1)! / cells) * cells;
    return depthToSpace(
      fromIndex([...y.shape.slice(0, -1), depth], (index) => at(y, index)),
      a,
    );
  }),
  up('bad blocks and modes are made good', ['rejects-indivisible-depth'], (y, a) => depthToSpace(y, known(a))),
  wrong('conv: windows of one block at its stride are mirrored', ['conv-of-stride-block-is-matmul'], {
    conv: (x, filter, a) => {
      const [kernel, last] = [filter.shape.slice(0, -2), filter.shape.length - 2];
      if (kernel.some((k, axis) => k !== a.strides[axis])) return conv(x, filter, a);
      const mirrored = fromIndex(filter.shape, (index) =>
        at(
          filter,
          index.map((i, axis) => (axis < last ? filter.shape[axis]! - 1 - i : i)),
        ),
      );
      return conv(x, mirrored, a);
    },
  }),
];
