import { InvalidArgument } from '../../invalid-argument.js';
import { elementsOf, resultOf } from '../../kernels/arguments.js';
import { moveError } from '../../kernels/errors/move-error.js';
import { rearrange } from '../../kernels/moves.js';
import { dtypeOf, type Tensor } from '../../tensor.js';
import { defineOp } from '../define-op.js';
import { depthSpaceAttributes, planDepthSpace, type DepthSpaceAttributes, type DepthSpacePlan } from './depth-space-plan.js';
import { drawSpaceToDepth, shownBlockEdge } from './space-depth-case.js';

/** x `[batch, ...spatial, channels]` to `[batch, ...spatial / block, channels * block^axes]`. */
export type SpaceToDepth = (x: Tensor, attributes: DepthSpaceAttributes) => Tensor;

const op = 'spaceToDepth';

export const spaceToDepth = defineOp<'spaceToDepth', SpaceToDepth, DepthSpacePlan>({
  name: op,
  docs: 'Moves blocks of the spatial axes into channels. DCR: channel = offset * C + c; CRD: channel = c * prod(block) + offset.',
  tensors: { x: { axes: ['batch', 'spatial...', 'channels'] } },
  results: 1,
  attributes: depthSpaceAttributes,
  plan: ([x], attributes) => {
    const plan = planDepthSpace(op, x, attributes);
    const { axes, size, cells } = plan;
    const outputShape = [...x];
    for (let axis = 1; axis <= axes; axis++) {
      const cellsOfAxis = x[axis]!;
      if (cellsOfAxis % size !== 0) {
        throw new InvalidArgument(op, 'blockSize', size, `it must divide the size ${cellsOfAxis} of axis ${axis}`, 'block-divides');
      }
      outputShape[axis] = cellsOfAxis / size;
    }
    outputShape[axes + 1]! *= cells;
    return { ...plan, outputShape };
  },
  evaluate: ({ axes, size, mode, outputShape }, [x], out) => {
    const result = resultOf(op, outputShape, dtypeOf(x), out);
    const spatial = x.stride.slice(1, axes + 1);
    const offsets = new Array<number>(axes).fill(size);
    const [channels, channelStep] = [x.shape[axes + 1]!, x.stride[axes + 1]!];
    const depth = mode === 'DCR' ? [...offsets, channels] : [channels, ...offsets];
    const depthSteps = mode === 'DCR' ? [...spatial, channelStep] : [channelStep, ...spatial];
    const steps = [x.stride[0]!, ...spatial.map((step) => step * size), ...depthSteps];
    rearrange(x.data, [...outputShape.slice(0, axes + 1), ...depth], steps, x.offset, elementsOf(result));
    return result;
  },
  error(plan, _precision, [x]) {
    return moveError(x, plan.outputShape, (error) => this.evaluate(plan, [error]));
  },
  draw: (d) => {
    const { x, blockSize, mode } = drawSpaceToDepth(d);
    return [x, { blockSize, mode }];
  },
  shows: (x, attributes) => ({
    ...shownBlockEdge(x.shape, attributes),
    channels: x.shape.at(-1),
    cells: x.shape.slice(1, -1).map((size) => size / attributes.blockSize),
    x,
  }),
  linearIn: ['x'],
});
