import { fromData, type Tensor } from '../../tensor.js';
import type { Bounded } from './bounded.js';
import { float64Elements } from '../products/products.js';

/**
 * The error of a monotone op that picks elements (a maximum, a minimum): what it gives at the lower and the upper ends of its arguments.
 */
export function extremeError(x: Bounded, pick: (value: Tensor) => Tensor): Tensor {
  const exact = pick(x.value);
  const result = new Float64Array(exact.data.length);
  if (x.error !== undefined) {
    const values = float64Elements(x.value);
    const errors = float64Elements(x.error);
    const shape = [...x.value.shape];
    const at = (f: (value: number, error: number) => number): Float64Array =>
      float64Elements(
        pick(
          fromData(
            Float64Array.from(values, (value, i) => f(value, errors[i]!)),
            shape,
          ),
        ),
      );
    const middle = float64Elements(exact);
    const high = at((value, error) => (error === Infinity ? 0 : value + error));
    const low = at((value, error) => (error === Infinity ? 0 : value - error));
    // An element that may be anything may be NaN, which wins.
    const wild = at((_, error) => (error === Infinity ? Number.NaN : 0));
    for (let i = 0; i < result.length; i++) {
      if (Number.isNaN(wild[i]!)) result[i] = Infinity;
      else if (Number.isFinite(middle[i]!)) result[i] = Math.max(high[i]! - middle[i]!, middle[i]! - low[i]!) * (1 + 2 ** -51);
    }
  }
  return fromData(result, [...exact.shape]);
}
