import type { Range } from '../../domain.js';
import type { Pair } from '../index.js';
import { sizeOf, type Shape, type Tensor } from '../../tensor.js';
import { within } from '../convolution/conv-case.js';
import type { Content, Draw, Shown } from '../../draw/draw.js';
import { ranksWithin } from '../../draw/ranks.js';
import { padAfter, padBefore } from '../../draw/windows/shown-pads.js';
import { limited } from '../../draw/windows/windows.js';

export interface BlockConstraints {
  /** Numbers of blocked axes. Default: those of the domain, and up to `most`. */
  readonly axes?: readonly number[];
  /** The largest number of blocked axes, where the domain has 3 spatial axes. Default: 7. */
  readonly most?: number;
  readonly block?: Partial<Range>;
  /** true: all blocks are equal. Default: false. */
  readonly square?: boolean;
  /** false: every pad is 0. Default: true. */
  readonly pads?: boolean;
  /** Numbers of axes after the blocked ones. Default: 1, 0 or 2. */
  readonly remaining?: readonly number[];
  readonly batch?: Partial<Range>;
  readonly content?: Content;
}

/** Blocks along the axes after batch; lists have one entry per blocked axis. */
export interface Blocks {
  /** Number of blocked axes. */
  readonly n: number;
  /** Before padding, in cells. */
  readonly sizes: number[];
  readonly pads: Pair[];
  /** After padding: a multiple of the block. */
  readonly padded: number[];
  readonly block: number[];
  /** padded / block */
  readonly cells: number[];
  readonly batch: number;
  /** Sizes of the axes after the blocked ones. */
  readonly rest: number[];
}

/** A case of `spaceToBatch`. */
export interface SpaceToBatchCase extends Blocks {
  /** `[batch, ...sizes, ...rest]` */
  readonly x: Tensor;
}

/** A case of `batchToSpace`. */
export interface BatchToSpaceCase extends Blocks {
  /** `[prod(block) * batch, ...cells, ...rest]` */
  readonly y: Tensor;
}

/** Pads of every axis of `x`, from those of the blocked axes. */
export function padsOfAllAxes({ pads, rest }: Pick<Blocks, 'pads' | 'rest'>): Pair[] {
  return [[0, 0], ...pads, ...rest.map((): Pair => [0, 0])];
}

/** Every block offset, in row-major order: the order of the batch. */
export function offsetsOf(block: readonly number[]): number[][] {
  let offsets: number[][] = [[]];
  for (const edge of block) offsets = offsets.flatMap((offset) => Array.from({ length: edge }, (_, i) => [...offset, i]));
  return offsets;
}

/** The numbers of blocked axes that the domain and the limits allow, fewest first. */
export function blockedAxes(d: Draw, most = 7): number[] {
  const { min, max } = d.domain.spatialAxes;
  const last = max < 3 ? max : Math.max(max, most);
  const counts = Array.from({ length: Math.max(0, last - min + 1) }, (_, i) => min + i);
  return counts.filter((n) => d.limits.blockAxes?.includes(n) ?? true);
}

/**
 * Draws blocks, and sizes that they divide once padded. Shrinks to one axis of one cell, block 1, no pads.
 *
 * Sizes follow from (block, pads, cells): any size above 0 has pads that make it divide, so none is left out.
 */
export function drawBlocks(d: Draw, constraints: BlockConstraints = {}): Blocks {
  const { domain } = d;
  const wanted = blockedAxes(d, constraints.most).filter((n) => constraints.axes?.includes(n) ?? true);
  const ranks = ranksWithin(d, 1, 12);
  const restOf = (n: number): number[] => (constraints.remaining ?? [1, 0, 2]).filter((m) => ranks.includes(1 + n + m));
  const n = d.option(
    'axes',
    wanted.filter((count) => restOf(count).length > 0),
    { role: 'axes' },
  );
  const batch = within(d, 'batch', domain.batch, constraints.batch);
  const rest = Array.from({ length: d.option('remaining', restOf(n)) }, (_, i) =>
    d.int(`rest${i}`, domain.channels.min, domain.channels.max, { role: 'extent' }),
  );
  const blockRange = limited(d.limits.blockShape, {
    min: Math.max(domain.block.min, constraints.block?.min ?? 1),
    max: Math.min(domain.block.max, constraints.block?.max ?? Infinity),
  });
  const block: number[] = [];
  const pads: Pair[] = [];
  const cells: number[] = [];
  let room = domain.elements / 4;
  for (let axis = 0; axis < n; axis++) {
    const largest = Math.max(2, Math.floor(room ** (1 / (n - axis))));
    const same = constraints.square === true && axis > 0 ? block[0] : undefined;
    const b = d.int('block', same ?? blockRange.min, same ?? Math.min(blockRange.max, Math.max(blockRange.min, largest)), {
      axis,
      classes: (v) => (v === 1 ? '1' : '>1'),
    });
    const most = constraints.pads === false ? 0 : Math.min(domain.pad.max, largest - 1);
    const before = d.int('before', 0, most, { axis, role: 'pad', classes: (v) => (v === 0 ? '0' : '>0'), from: padBefore });
    const after = d.int('after', 0, Math.min(most, largest - 1 - before), {
      axis,
      role: 'pad',
      classes: (v) => (v === before ? 'even' : 'uneven'),
      from: padAfter,
    });
    const least = Math.ceil((before + after + Math.max(1, domain.size.min)) / b);
    const q = d.int('cells', least, Math.max(least, Math.min(domain.size.max, Math.floor(largest / b))), { axis, role: 'extent' });
    block.push(b);
    pads.push([before, after]);
    cells.push(q);
    room = Math.max(1, room / (q * b));
  }
  const padded = cells.map((q, axis) => q * block[axis]!);
  const sizes = padded.map((size, axis) => size - pads[axis]![0] - pads[axis]![1]);
  return { n, sizes, pads, padded, block, cells, batch, rest };
}

/** A case of `spaceToBatch`. Shrinks as blocks do. */
export function drawSpaceToBatch(d: Draw, constraints: BlockConstraints = {}): SpaceToBatchCase {
  const blocks = drawBlocks(d, constraints);
  return { ...blocks, x: d.tensor('x', [blocks.batch, blocks.sizes, ...blocks.rest], constraints.content) };
}

/** A case of `batchToSpace`, with the pads as crops: some cell is left. Shrinks as blocks do. */
export function drawBatchToSpace(d: Draw, constraints: BlockConstraints = {}): BatchToSpaceCase {
  const blocks = drawBlocks(d, constraints);
  return { ...blocks, y: d.tensor('y', [sizeOf(blocks.block) * blocks.batch, blocks.cells, ...blocks.rest], constraints.content) };
}

/** What a call shows of the choices that its blocks were drawn from. */
export function shownBlocks(shape: Shape, block: readonly number[], pads: readonly Pair[]): Shown {
  const n = block.length;
  const rest = shape.slice(1 + n);
  return { n, block, pads, rest, remaining: rest.length };
}
