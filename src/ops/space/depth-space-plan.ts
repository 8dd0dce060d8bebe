/** What spaceToDepth and depthToSpace share. */
import { oneOf, readAttributes, requireInteger, spatialAxes } from '../../kernels/arguments.js';
import type { Shape } from '../../tensor.js';
import { blockSize, modes } from '../attributes.js';

export interface DepthSpaceAttributes {
  /** The block's edge, the same on every spatial axis, >= 1. */
  readonly blockSize: number;
  /** 'DCR': depth = (block offset, channel), as TensorFlow. 'CRD': depth = (channel, block offset), as torch's pixel shuffle. Default: 'DCR'. */
  readonly mode?: 'DCR' | 'CRD';
}

const orders = ['DCR', 'CRD'] as const;

export const depthSpaceAttributes = {
  blockSize,
  mode: modes("'DCR': depth = (block offset, channel). 'CRD': depth = (channel, block offset). Default: 'DCR'.", orders),
} as const;

export interface DepthSpacePlan {
  readonly axes: number;
  readonly size: number;
  readonly mode: 'DCR' | 'CRD';
  /** Cells of a block. */
  readonly cells: number;
  readonly outputShape: number[];
}

/** A plan, but for its shape. */
export function planDepthSpace(op: string, x: Shape, given: DepthSpaceAttributes | undefined): Omit<DepthSpacePlan, 'outputShape'> {
  const attributes = readAttributes(op, given) as DepthSpaceAttributes;
  const axes = spatialAxes(op, 'x', x);
  const size = requireInteger(op, 'blockSize', attributes.blockSize, 1, 'block-positive');
  return { axes, size, mode: oneOf(op, 'mode', attributes.mode, orders), cells: size ** axes };
}
