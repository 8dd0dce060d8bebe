import { resultFrom } from '../../kernels/arguments.js';
import { extremeError } from '../../kernels/errors/extreme-error.js';
import { float64Elements } from '../../kernels/products/products.js';
import { dtypeOf, type Tensor } from '../../tensor.js';
import { size } from '../attributes.js';
import { defineOp } from '../define-op.js';
import {
  drawAdaptive,
  planAdaptive,
  poolAdaptively,
  shownAdaptive,
  type AdaptivePlan,
  type AdaptivePoolAttributes,
} from './adaptive-case.js';

/** x `[batch, ...spatial, channels]` to `[batch, ...size, channels]`. */
export type AdaptiveMaxPool = (x: Tensor, attributes: AdaptivePoolAttributes) => Tensor;

const op = 'adaptiveMaxPool';

const pool = (cells: readonly number[]): number =>
  cells.reduce((most, value) => (value > most || Number.isNaN(value) ? value : most), -Infinity);

export const adaptiveMaxPool = defineOp<'adaptiveMaxPool', AdaptiveMaxPool, AdaptivePlan>({
  name: op,
  docs: 'The maximum of each of `size` windows, from floor(o * in / size) up to ceil((o + 1) * in / size). NaN wins; -Infinity where a window has no cell.',
  tensors: { x: { axes: ['batch', 'spatial...', 'channels'] } },
  results: 1,
  attributes: { size },
  plan: ([x], attributes) => planAdaptive(op, x, attributes),
  evaluate: (plan, [x], out) => resultFrom(op, poolAdaptively(plan, float64Elements(x), pool), plan.outputShape, dtypeOf(x), out),
  error(plan, _precision, [x]) {
    return extremeError(x, (value) => this.evaluate(plan, [value]));
  },
  draw: (d) => {
    const { x, attributes } = drawAdaptive(d);
    return [x, attributes];
  },
  shows: (x, attributes) => shownAdaptive(x, attributes),
  linearIn: [],
});
