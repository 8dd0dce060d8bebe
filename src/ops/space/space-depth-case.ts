import type { Shape, Tensor } from '../../tensor.js';
import { within } from '../convolution/conv-case.js';
import type { Content, Draw, Shown } from '../../draw/draw.js';
import { limited } from '../../draw/windows/windows.js';
import type { DepthSpaceAttributes } from './depth-space-plan.js';

export interface SpaceDepthConstraints {
  /** Modes. Default: both. */
  readonly modes?: readonly ('DCR' | 'CRD')[];
  /** true: one channel before the blocks are moved into depth. Default: false. */
  readonly oneChannel?: boolean;
  /** Numbers of spatial axes. Default: the domain's. */
  readonly axes?: readonly number[];
  /** Least and largest block. Default: the domain's. */
  readonly least?: number;
  readonly most?: number;
  readonly content?: Content;
}

/** Blocks of one edge on every spatial axis. */
export interface SpaceDepth {
  /** Number of spatial axes. */
  readonly n: number;
  readonly batch: number;
  /** Channels in space. */
  readonly channels: number;
  readonly blockSize: number;
  readonly mode: 'DCR' | 'CRD';
  /** Blocks per spatial axis. */
  readonly cells: number[];
  /** cells * blockSize */
  readonly sizes: number[];
  /** blockSize^n: cells of a block. */
  readonly blockCells: number;
  /** channels * blockCells: channels in depth. */
  readonly depth: number;
}

/** A case of `spaceToDepth`. */
export interface SpaceToDepthCase extends SpaceDepth {
  /** `[batch, ...sizes, channels]` */
  readonly x: Tensor;
}

/** A case of `depthToSpace`. */
export interface DepthToSpaceCase extends SpaceDepth {
  /** `[batch, ...cells, depth]` */
  readonly y: Tensor;
}

/** Draws blocks of one edge. Shrinks to one axis of one cell, block 1, mode DCR. */
export function drawBlockEdge(d: Draw, constraints: SpaceDepthConstraints = {}): SpaceDepth {
  const { domain, limits } = d;
  const n = d.axes(constraints.axes);
  const mode = d.option(
    'mode',
    (constraints.modes ?? (['DCR', 'CRD'] as const)).filter((m) => limits.modes?.includes(m) ?? true),
  );
  const batch = within(d, 'batch', domain.batch);
  const channels = within(d, 'channels', domain.channels, constraints.oneChannel === true ? { min: 1, max: 1 } : {});
  const { min, max } = limited(limits.blockSize, {
    min: Math.max(domain.block.min, constraints.least ?? 1),
    max: Math.min(domain.block.max, constraints.most ?? Infinity),
  });
  const blockSize = d.int('blockSize', min, max, { classes: (v) => (v === 1 ? '1' : '>1') });
  const most = Math.max(1, Math.floor((domain.elements / 4) ** (1 / n) / blockSize));
  const least = Math.max(domain.size.min, 1);
  const cells = Array.from({ length: n }, (_, axis) =>
    d.int('cells', least, Math.max(least, Math.min(domain.size.max, most)), { axis, role: 'extent' }),
  );
  const blockCells = blockSize ** n;
  return { n, batch, channels, blockSize, mode, cells, sizes: cells.map((q) => q * blockSize), blockCells, depth: channels * blockCells };
}

/** A case of `spaceToDepth`. */
export function drawSpaceToDepth(d: Draw, constraints: SpaceDepthConstraints = {}): SpaceToDepthCase {
  const blocks = drawBlockEdge(d, constraints);
  return { ...blocks, x: d.tensor('x', [blocks.batch, blocks.sizes, blocks.channels], constraints.content) };
}

/** A case of `depthToSpace`. */
export function drawDepthToSpace(d: Draw, constraints: SpaceDepthConstraints = {}): DepthToSpaceCase {
  const blocks = drawBlockEdge(d, constraints);
  return { ...blocks, y: d.tensor('y', [blocks.batch, blocks.cells, blocks.depth], constraints.content) };
}

/** What a call shows of the choices that its blocks were drawn from. */
export function shownBlockEdge(shape: Shape, attributes: DepthSpaceAttributes): Shown {
  return { n: shape.length - 2, batch: shape[0], ...attributes, attributes };
}
