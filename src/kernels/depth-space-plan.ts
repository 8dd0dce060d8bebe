import type { DepthSpaceAttributes } from '../ops/index.js';
import type { Shape } from '../tensor.js';
import { oneOf, readAttributes, requireInteger, spatialAxes } from './arguments.js';

export interface DepthSpacePlan {
  readonly axes: number;
  readonly size: number;
  readonly mode: 'DCR' | 'CRD';
  /** Cells of a block. */
  readonly cells: number;
}

export function planDepthSpace(op: string, x: Shape, given: DepthSpaceAttributes): DepthSpacePlan {
  const attributes = readAttributes(op, given) as DepthSpaceAttributes;
  const axes = spatialAxes(op, 'x', x);
  const size = requireInteger(op, 'blockSize', attributes.blockSize, 1, 'block-positive');
  return { axes, size, mode: oneOf(op, 'mode', attributes.mode, ['DCR', 'CRD']), cells: size ** axes };
}
