import { InvalidArgument } from '../../invalid-argument.js';
import { readAttributes, requireInteger, resultFrom, spatialAxes } from '../../kernels/arguments.js';
import { float64Elements } from '../../kernels/products/products.js';
import { dtypeOf, type Tensor } from '../../tensor.js';
import type { AttributeSpec } from '../attributes.js';
import { defineOp } from '../define-op.js';
import { never, numbers, type LimitedCall } from '../limits.js';
import { drawLrn } from './lrn-case.js';
import { lrnError } from './lrn-error.js';
import { windowSums, type LrnPlan } from './lrn-windows.js';

export interface LrnAttributes {
  /** Channels of a window, >= 1: floor((size - 1) / 2) before, ceil((size - 1) / 2) after. */
  readonly size: number;
  /** Default: 1e-4. */
  readonly alpha?: number;
  /** Default: 0.75. */
  readonly beta?: number;
  /** > 0. Default: 1. */
  readonly k?: number;
}

/** x `[batch, ...spatial, channels]` to a tensor of its shape. */
export type Lrn = (x: Tensor, attributes: LrnAttributes) => Tensor;

const op = 'lrn';

const number = (name: string, docs: string, byDefault: number): AttributeSpec => ({
  docs,
  type: 'number',
  default: byDefault,
  least: 0,
  fractions: true,
  limits: {
    [name]: numbers(`${name} that is taken.`, name, ({ attributes }) => {
      const value = attributes[name];
      return typeof value === 'number' ? [value] : [];
    }),
  },
});

function sizesOf({ attributes }: LimitedCall): readonly number[] {
  const { size } = attributes;
  return typeof size === 'number' ? [size] : [];
}

function finite(name: string, value: number, least: string, taken: boolean): number {
  if (typeof value !== 'number' || !(value < Infinity) || !taken)
    throw new InvalidArgument(op, name, value, `it must be a finite number ${least} 0`, 'response-parameter');
  return value;
}

export const lrn = defineOp<'lrn', Lrn, LrnPlan>({
  name: op,
  docs: 'Local response normalisation: x / (k + alpha / size * sum of x^2 over a window of channels)^beta.',
  tensors: { x: { axes: ['batch', 'spatial...', 'channels'] } },
  results: 1,
  attributes: {
    size: {
      docs: 'Channels of a window, >= 1: floor((size - 1) / 2) before, ceil((size - 1) / 2) after.',
      type: 'number',
      least: 1,
      limits: {
        channelWindow: numbers('sizes of windows that are taken.', 'a size', sizesOf),
        evenWindow: never('the size of a window is odd.', (call) => sizesOf(call).some((size) => size % 2 === 0), 'a window of even size'),
      },
    },
    alpha: number('alpha', 'What the mean of squares is multiplied with, >= 0. Default: 1e-4.', 1e-4),
    beta: number('beta', 'The exponent, >= 0. Default: 0.75.', 0.75),
    k: number('k', 'Added to it, > 0. Default: 1.', 1),
  },
  plan: ([x], given) => {
    const { size, alpha = 1e-4, beta = 0.75, k = 1 } = readAttributes(op, given) as LrnAttributes;
    spatialAxes(op, 'x', x);
    requireInteger(op, 'size', size, 1, 'response-size');
    return {
      outputShape: [...x],
      size,
      alpha: finite('alpha', alpha, '>=', alpha >= 0),
      beta: finite('beta', beta, '>=', beta >= 0),
      k: finite('k', k, '>', k > 0),
    };
  },
  evaluate: (plan, [x], out) => {
    const { alpha, beta, k, size, outputShape } = plan;
    const values = float64Elements(x);
    const sums = windowSums(
      plan,
      values.map((value) => value * value),
    );
    const responses = values.map((value, i) => value / (k + (alpha * sums[i]!) / size) ** beta);
    return resultFrom(op, responses, outputShape, dtypeOf(x), out);
  },
  error: (plan, precision, [x]) => lrnError(plan, precision, x),
  draw: (d) => drawLrn(d),
  shows: (x, attributes) => ({
    n: x.shape.length - 2,
    batch: x.shape[0],
    sizes: x.shape.slice(1, -1),
    channels: x.shape.at(-1),
    'channel window': attributes.size,
    ...attributes,
    attributes,
    x,
  }),
  linearIn: [],
});
