import { InvalidArgument } from '../../invalid-argument.js';
import { readAttributes, resultFrom } from '../../kernels/arguments.js';
import { linearError } from '../../kernels/errors/linear-error.js';
import { float64Elements } from '../../kernels/products/products.js';
import { dtypeOf, sizeOf, type Tensor } from '../../tensor.js';
import { eitherFlag } from '../attributes.js';
import { defineOp, type Planned } from '../define-op.js';
import { numbers } from '../limits.js';
import { drawCumsum } from './cumsum-case.js';

export interface CumsumAttributes {
  /** Along which to add up, from 0 to the rank - 1. Default: 0. */
  readonly axis?: number;
  /** Leaves out the cell itself: the first result is 0. Default: false. */
  readonly exclusive?: boolean;
  /** Adds up from the last cell on. Default: false. */
  readonly reverse?: boolean;
}

/** x of any rank >= 1, to a tensor of its shape. */
export type Cumsum = (x: Tensor, attributes?: CumsumAttributes) => Tensor;

interface CumsumPlan extends Planned {
  readonly outputShape: number[];
  readonly axis: number;
  readonly exclusive: boolean;
  readonly reverse: boolean;
}

const op = 'cumsum';

function requireFlag(name: 'exclusive' | 'reverse', value: boolean): boolean {
  if (typeof value !== 'boolean') throw new InvalidArgument(op, name, value, 'it must be true or false', 'prefix-flag');
  return value;
}

/** Of each element, the sum of those up to it. */
function prefixSums(values: Float64Array, { outputShape, axis, exclusive, reverse }: CumsumPlan): Float64Array {
  const [cells, inner] = [outputShape[axis]!, sizeOf(outputShape.slice(axis + 1))];
  const sums = new Float64Array(values.length);
  const lines = cells === 0 ? 0 : values.length / cells;
  for (let line = 0; line < lines; line++) {
    const start = Math.floor(line / inner) * cells * inner + (line % inner);
    let sum = 0;
    for (let i = 0; i < cells; i++) {
      const at = start + (reverse ? cells - 1 - i : i) * inner;
      sums[at] = exclusive ? sum : sum + values[at]!;
      sum += values[at]!;
    }
  }
  return sums;
}

export const cumsum = defineOp<'cumsum', Cumsum, CumsumPlan>({
  name: op,
  docs: 'Of each cell, the sum of those up to it along an axis.',
  tensors: { x: { axes: ['rest...'] } },
  results: 1,
  attributes: {
    axis: {
      docs: 'Along which to add up. Default: 0.',
      type: 'number',
      default: 0,
      least: 0,
      limits: {
        prefixAxis: numbers('axes along which to add up.', 'an axis', ({ attributes: { axis } }) =>
          typeof axis === 'number' ? [axis] : [],
        ),
      },
    },
    exclusive: eitherFlag('exclusive', 'Leaves out the cell itself. Default: false.'),
    reverse: eitherFlag('reverse', 'Adds up from the last cell on. Default: false.'),
  },
  plan: ([x], given) => {
    const { axis = 0, exclusive = false, reverse = false } = readAttributes(op, given) as CumsumAttributes;
    if (x.length === 0) throw new InvalidArgument(op, 'x.rank', 0, 'it must be at least 1', 'tensor-rank');
    if (!Number.isInteger(axis) || axis < 0 || axis >= x.length)
      throw new InvalidArgument(op, 'axis', axis, `it must be an integer from 0 to ${x.length - 1}`, 'prefix-axis');
    return { outputShape: [...x], axis, exclusive: requireFlag('exclusive', exclusive), reverse: requireFlag('reverse', reverse) };
  },
  evaluate: (plan, [x], out) => resultFrom(op, prefixSums(float64Elements(x), plan), plan.outputShape, dtypeOf(x), out),
  error(plan, precision, [x]) {
    // A sum of n numbers, in whatever order: in blocks, as parallel prefixes are taken, too.
    const terms = prefixSums(new Float64Array(sizeOf(plan.outputShape)).fill(1), plan);
    return linearError(precision, { terms, roundings: 0, underflows: false }, x, (value) => this.evaluate(plan, [value]));
  },
  draw: (d) => {
    const { x, attributes } = drawCumsum(d);
    return [x, attributes];
  },
  shows: (x, attributes) => ({ rank: x.shape.length, sizes: x.shape, ...attributes, attributes, x }),
  linearIn: ['x'],
});
