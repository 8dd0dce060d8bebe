/** How far a convolution, its transpose or its gradient may be from the truth. */
import type { Norms, Precision } from '../../precision.js';
import { accumulationOf } from '../../precision.js';
import { fromData, type Tensor } from '../../tensor.js';
import type { Bounded } from './bounded.js';
import { factorOf } from './factor.js';
import { productError, type SumOfProducts } from './product-error.js';
import { float64Elements } from '../products/products.js';

/**
 * The error of the sums of products, and in every cell what a transform loses of the norms of both arguments.
 *
 * A transform carries one NaN or infinity into every cell that it makes: then anything is allowed.
 *
 * @param addend as `productError` has it
 */
export function convolutionError(precision: Precision, a: Bounded, b: Bounded, f: SumOfProducts, addend?: Bounded): Tensor {
  const direct = productError(precision, a, b, f, addend);
  const { transform, flushesSubnormals, factor } = precision;
  if (transform === undefined) return direct;
  const [left, right] = [factorOf(a), factorOf(b)];
  const format = accumulationOf(precision);
  const wild = left.special !== undefined || right.special !== undefined;
  const added = wild
    ? Infinity
    : factor *
      transform(
        {
          left: normsOf(left.reach),
          right: normsOf(right.reach),
          spatialAxes: left.shape.length - 2,
          terms: Math.min(left.reach.data.length, right.reach.data.length),
        },
        { ...format, tiny: flushesSubnormals ? format.smallestNormal : format.smallestSubnormal },
      );
  // What is added is rounded to the result's format with the rest, and may take it past the largest number.
  const total = added * (1 + 2 * precision.unitRoundoff);
  const errors = float64Elements(direct);
  const values = float64Elements(f(a.value, b.value));
  const addends = addend === undefined ? [0] : float64Elements(addend.value);
  return fromData(
    errors.map((error, i) =>
      Math.abs(values[i]! + addends[i % addends.length]!) + error + total <= precision.largest ? error + total : Infinity,
    ),
    [...direct.shape],
  );
}

/** Rounded up. */
function normsOf(magnitudes: Tensor): Norms {
  const values = float64Elements(magnitudes);
  let [one, squares] = [0, 0];
  for (const value of values) one += value;
  // Scaled, so that squares neither overflow nor vanish.
  if (one > 0) for (const value of values) squares += (value / one) ** 2;
  const up = 1 + (values.length + 4) * 2 ** -52;
  return { one: one * up, two: one * Math.sqrt(squares) * up };
}
