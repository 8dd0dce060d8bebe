import { InvalidArgument } from '../invalid-argument.js';
import type { DepthSpaceAttributes } from '../ops/index.js';
import type { Shape, Tensor } from '../tensor.js';
import { elementsOf, resultOf, sharedDType } from './arguments.js';
import { planDepthSpace } from './depth-space-plan.js';
import type { Kernel } from './kernel.js';
import { moveError } from './move-error.js';
import { rearrange } from './moves.js';

const op = 'spaceToDepth';

function shapeOf(x: Shape, attributes: DepthSpaceAttributes): number[] {
  const { axes, size, cells } = planDepthSpace(op, x, attributes);
  const shape = [...x];
  for (let axis = 1; axis <= axes; axis++) {
    if (x[axis]! % size !== 0)
      throw new InvalidArgument(op, 'blockSize', size, `it must divide the size ${x[axis]} of axis ${axis}`, 'block-divides');
    shape[axis] = x[axis]! / size;
  }
  shape[axes + 1]! *= cells;
  return shape;
}

/**
 * Moves blocks of the spatial axes into channels. DCR: channel = offset * C + c; CRD: channel = c * prod(block) + offset.
 *
 * @param x `[batch, ...spatial, channels]`
 * @param out where to write the result: dense, `[batch, ...spatial / block, channels * block^axes]`
 * @throws InvalidArgument
 */
export function spaceToDepth(x: Tensor, attributes: DepthSpaceAttributes, out?: Tensor): Tensor {
  const dtype = sharedDType(op, 'x', x);
  const shape = shapeOf(x.shape, attributes);
  const { axes, size, mode } = planDepthSpace(op, x.shape, attributes);
  const result = resultOf(op, shape, dtype, out);
  const spatial = x.stride.slice(1, axes + 1);
  const offsets = new Array<number>(axes).fill(size);
  const [channels, channelStep] = [x.shape[axes + 1]!, x.stride[axes + 1]!];
  const depth = mode === 'DCR' ? [...offsets, channels] : [channels, ...offsets];
  const depthSteps = mode === 'DCR' ? [...spatial, channelStep] : [channelStep, ...spatial];
  const steps = [x.stride[0]!, ...spatial.map((step) => step * size), ...depthSteps];
  rearrange(x.data, [...shape.slice(0, axes + 1), ...depth], steps, x.offset, elementsOf(result));
  return result;
}

export const spaceToDepthKernel: Kernel<'spaceToDepth'> = {
  shape: shapeOf,
  evaluate: spaceToDepth,
  error: (_precision, x, attributes) => moveError(x, shapeOf(x.value.shape, attributes), (error) => spaceToDepth(error, attributes)),
};
