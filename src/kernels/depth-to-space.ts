import { InvalidArgument } from '../invalid-argument.js';
import type { DepthSpaceAttributes } from '../ops/index.js';
import type { Shape, Tensor } from '../tensor.js';
import { elementsOf, resultOf, sharedDType } from './arguments.js';
import { planDepthSpace } from './depth-space-plan.js';
import type { Kernel } from './kernel.js';
import { moveError } from './move-error.js';
import { rearrange } from './moves.js';

const op = 'depthToSpace';

function shapeOf(x: Shape, attributes: DepthSpaceAttributes): number[] {
  const { axes, size, cells } = planDepthSpace(op, x, attributes);
  const channels = x[axes + 1]!;
  if (channels % cells !== 0) {
    throw new InvalidArgument(op, 'blockSize', size, `a block of ${cells} cells must divide the ${channels} channels`, 'block-divides');
  }
  return x.map((length, axis) => (axis === 0 ? length : axis === axes + 1 ? length / cells : length * size));
}

/**
 * Moves channels into blocks of the spatial axes. DCR: channel = offset * C + c; CRD: channel = c * prod(block) + offset.
 *
 * @param x `[batch, ...spatial, channels]`
 * @param out where to write the result: dense, `[batch, ...spatial * block, channels / block^axes]`
 * @throws InvalidArgument
 */
export function depthToSpace(x: Tensor, attributes: DepthSpaceAttributes, out?: Tensor): Tensor {
  const dtype = sharedDType(op, 'x', x);
  const shape = shapeOf(x.shape, attributes);
  const { axes, size, mode, cells } = planDepthSpace(op, x.shape, attributes);
  const result = resultOf(op, shape, dtype, out);
  const channels = shape[axes + 1]!;
  const step = x.stride[axes + 1]!;
  const seen = [x.shape[0]!];
  const steps = [x.stride[0]!];
  // The last spatial axis' offset is the fastest.
  let offsetStep = (mode === 'DCR' ? channels : 1) * step * cells;
  for (let axis = 1; axis <= axes; axis++) {
    offsetStep /= size;
    seen.push(x.shape[axis]!, size);
    steps.push(x.stride[axis]!, offsetStep);
  }
  seen.push(channels);
  steps.push(mode === 'DCR' ? step : step * cells);
  rearrange(x.data, seen, steps, x.offset, elementsOf(result));
  return result;
}

export const depthToSpaceKernel: Kernel<'depthToSpace'> = {
  shape: shapeOf,
  evaluate: depthToSpace,
  error: (_precision, x, attributes) => moveError(x, shapeOf(x.value.shape, attributes), (error) => depthToSpace(error, attributes)),
};
