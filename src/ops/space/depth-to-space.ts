import { InvalidArgument } from '../../invalid-argument.js';
import { elementsOf, resultOf } from '../../kernels/arguments.js';
import { moveError } from '../../kernels/errors/move-error.js';
import { rearrange } from '../../kernels/moves.js';
import { dtypeOf, type Tensor } from '../../tensor.js';
import { defineOp } from '../define-op.js';
import { depthSpaceAttributes, planDepthSpace, type DepthSpaceAttributes, type DepthSpacePlan } from './depth-space-plan.js';
import { drawDepthToSpace, shownBlockEdge } from './space-depth-case.js';

/** x `[batch, ...spatial, channels]` to `[batch, ...spatial * block, channels / block^axes]`. */
export type DepthToSpace = (x: Tensor, attributes: DepthSpaceAttributes) => Tensor;

const op = 'depthToSpace';

export const depthToSpace = defineOp<'depthToSpace', DepthToSpace, DepthSpacePlan>({
  name: op,
  docs: 'Moves channels into blocks of the spatial axes. DCR: channel = offset * C + c; CRD: channel = c * prod(block) + offset.',
  tensors: { x: { axes: ['batch', 'spatial...', 'channels'] } },
  results: 1,
  attributes: depthSpaceAttributes,
  plan: ([x], attributes) => {
    const plan = planDepthSpace(op, x, attributes);
    const { axes, size, cells } = plan;
    const channels = x[axes + 1]!;
    if (channels % cells !== 0) {
      const expected = `a block of ${cells} cells must divide the ${channels} channels`;
      throw new InvalidArgument(op, 'blockSize', size, expected, 'block-divides');
    }
    const outputShape = x.map((length, axis) => (axis === 0 ? length : axis === axes + 1 ? length / cells : length * size));
    return { ...plan, outputShape };
  },
  evaluate: ({ axes, size, mode, cells, outputShape }, [x], out) => {
    const result = resultOf(op, outputShape, dtypeOf(x), out);
    const channels = outputShape[axes + 1]!;
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
  },
  error(plan, _precision, [x]) {
    return moveError(x, plan.outputShape, (error) => this.evaluate(plan, [error]));
  },
  draw: (d) => {
    const { y, blockSize, mode } = drawDepthToSpace(d);
    return [y, { blockSize, mode }];
  },
  shows: (x, attributes) => ({
    ...shownBlockEdge(x.shape, attributes),
    channels: x.shape.at(-1)! / attributes.blockSize ** (x.shape.length - 2),
    cells: x.shape.slice(1, -1),
    y: x,
  }),
  linearIn: ['x'],
});
