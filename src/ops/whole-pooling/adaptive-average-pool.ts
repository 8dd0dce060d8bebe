import { resultFrom } from '../../kernels/arguments.js';
import { linearError } from '../../kernels/errors/linear-error.js';
import { float64Elements } from '../../kernels/products/products.js';
import { dtypeOf, sizeOf, type Tensor } from '../../tensor.js';
import { size } from '../attributes.js';
import { defineOp } from '../define-op.js';
import {
  drawAdaptive,
  planAdaptive,
  poolAdaptively,
  shownAdaptive,
  windowsOf,
  type AdaptivePlan,
  type AdaptivePoolAttributes,
} from './adaptive-case.js';

/** x `[batch, ...spatial, channels]` to `[batch, ...size, channels]`. */
export type AdaptiveAveragePool = (x: Tensor, attributes: AdaptivePoolAttributes) => Tensor;

const op = 'adaptiveAveragePool';

const pool = (cells: readonly number[]): number => cells.reduce((sum, value) => sum + value, 0) / cells.length;

export const adaptiveAveragePool = defineOp<'adaptiveAveragePool', AdaptiveAveragePool, AdaptivePlan>({
  name: op,
  docs: 'The mean of each of `size` windows, from floor(o * in / size) up to ceil((o + 1) * in / size). NaN where a window has no cell.',
  tensors: { x: { axes: ['batch', 'spatial...', 'channels'] } },
  results: 1,
  attributes: { size },
  plan: ([x], attributes) => planAdaptive(op, x, attributes),
  evaluate: (plan, [x], out) => resultFrom(op, poolAdaptively(plan, float64Elements(x), pool), plan.outputShape, dtypeOf(x), out),
  error(plan, precision, [x]) {
    const counts = windowsOf(plan).map((cells) => cells.length);
    const channels = plan.inputShape.at(-1)!;
    const terms = Float64Array.from({ length: sizeOf(plan.outputShape) }, (_, i) => counts[Math.floor(i / channels) % counts.length]!);
    // As for a global mean, which may be taken axis by axis: two roundings more for each.
    const roundings = 2 * plan.ranges.length + 1;
    const steps = { terms, roundings, underflows: true, divisor: Math.max(1, ...counts), fractional: true };
    return linearError(precision, steps, x, (value) => this.evaluate(plan, [value]));
  },
  draw: (d) => {
    const { x, attributes } = drawAdaptive(d);
    return [x, attributes];
  },
  shows: (x, attributes) => shownAdaptive(x, attributes),
  linearIn: ['x'],
});
