/** What is fused with a convolution, every step rounded. */
import type { Activation, FusedAttributes } from '../../src/ops/index.js';
import { toArray } from '../../src/tensor.js';
import type { Arithmetic } from './arithmetic.js';
import type { Result } from './convolutions.js';

/** Where exp(2x) would pass the largest number of a format, tanh is 1 to all its digits but a few. */
const flatFrom = ({ precision }: Arithmetic): number => Math.log(precision.largest) / 2 - 1;

/** An activation in steps that libraries take. */
function activated(arithmetic: Arithmetic, activation: Activation, x: number): number {
  const { round } = arithmetic;
  if (Number.isNaN(x)) return x;
  const own = typeof activation === 'string' ? { kind: activation } : activation;
  const exp = (value: number): number => round(Math.exp(value));
  switch (own.kind) {
    case 'none':
      return x;
    case 'relu':
      return Math.max(0, x);
    case 'relu6':
      return Math.min(6, Math.max(0, x));
    case 'clip':
      return Math.min(round(own.max), Math.max(round(own.min), x));
    case 'leakyRelu':
      return Math.max(x, round(round(own.alpha) * x));
    case 'elu':
      return x > 0 ? x : round(('alpha' in own ? own.alpha : 1) * round(exp(x) - 1));
    case 'sigmoid':
      return round(1 / round(1 + exp(-x)));
    case 'tanh':
      return Math.abs(x) > flatFrom(arithmetic) ? Math.sign(x) : round(round(exp(round(2 * x)) - 1) / round(exp(round(2 * x)) + 1));
    case 'hardSwish':
      return round(x * Math.min(1, Math.max(0, round(round(round(1 / 6) * x) + 0.5))));
  }
}

/** Results with the bias added, unless it is among their sums already, and the activation applied. */
export function finished(arithmetic: Arithmetic, { shape, values }: Result, { bias, activation = 'none' }: FusedAttributes): Result {
  const added = bias === undefined ? undefined : toArray(bias);
  const results = Float64Array.from(values, (value, i) => {
    const sum = added === undefined ? value : arithmetic.round(value + added[i % added.length]!);
    return activated(arithmetic, activation, sum);
  });
  return { shape, values: results };
}
