import { gamma, type Precision, type Transform } from './precision.js';

export interface FftOptions {
  /** No transform is of more cells, all its axes counted together, padding included. Default: 2^20. */
  readonly length?: number;
  /** Error of a twiddle factor, in unit roundoffs. Default: 3, sine and cosine within an ulp each; more where they are made by recurrence. */
  readonly twiddles?: number;
}

/**
 * The precision of a library that convolves by the fast Fourier transform: y = F^-1(sum over channels of F x * F w).
 *
 * What it loses in a cell is a share of the norms of x and w as a whole, however small the cell's own products are. A transform of n = 2^t cells
 * has, in the 2-norm, a relative error e = t h / (1 - t h) with h = m + gamma(4) (sqrt 2 + m), m the error of a twiddle factor (Higham,
 * theorem 24.2); t counts one level more for the packing of real data. Of each product X W, with g = gamma(channels + 5) for the product of complex
 * numbers, the sum over channels and the scaling:
 *
 * - The transforms' errors, and g, reach a cell of y as the mean of |X| |dW| + |dX| |W| + ...: by Cauchy-Schwarz no more than
 *   d |x|2 |w|2, d = (1 + e)^2 (1 + g) - 1, where |F x|2 = sqrt n |x|2.
 * - The inverse adds e |P|2 / sqrt n, P the products as computed: |F x|max <= |x|1 makes that no more than
 *   (1 + g) e (min(|x|1 |w|2, |x|2 |w|1) + e (|x|1 |w|2 + |x|2 |w|1) + e^2 sqrt n |x|2 |w|2).
 *
 * Norms over all channels, batches and filters are no smaller than those of the ones that a cell is made of. In a case with NaN, infinity, or where a
 * transform could overflow, any result is allowed. Radices above 2 lose less. Bluestein's algorithm, for lengths that are no product of small
 * primes, is two convolutions in one: declare `{ ...byFft(float32), factor: 4 }`.
 *
 * @throws RangeError on a precision of integers, and on options that are no such numbers
 * @see Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, chapter 24
 */
export function byFft(precision: Precision, options: FftOptions = {}): Precision {
  const { length = 2 ** 20, twiddles = 3 } = options;
  if (precision.unitRoundoff === 0) throw new RangeError(`byFft: ${precision.name} has no fractions, and a transform is made of them`);
  if (!(length >= 1 && length <= 2 ** 40)) throw new RangeError(`byFft: length is ${length}; it is a number from 1 to 2^40`);
  if (!(twiddles >= 0 && twiddles < Infinity)) throw new RangeError(`byFft: twiddles is ${twiddles}; it is a finite number >= 0`);
  const levels = Math.ceil(Math.log2(length)) + 1;
  const n = 2 ** levels;
  const transform: Transform = ({ left, right, terms }, { unitRoundoff, largest, tiny }) => {
    const m = twiddles * unitRoundoff;
    const loss = levels * (m + gamma(4, unitRoundoff) * (Math.SQRT2 + m));
    if (loss >= 1) return Infinity;
    const e = loss / (1 - loss);
    const g = gamma(terms + 5, unitRoundoff);
    const both = left.two * right.two;
    const [oneTwo, twoOne] = [left.one * right.two, left.two * right.one];
    const products = ((1 + e) ** 2 * (1 + g) - 1) * both;
    const inverse = (1 + g) * e * (Math.min(oneTwo, twoOne) + e * (oneTwo + twoOne) + e ** 2 * Math.sqrt(n) * both);
    // An inverse that is scaled last sums n products first.
    if (!(n * left.one * right.one * (1 + g) * (1 + e) ** 3 <= largest && left.one * (1 + e) <= largest && right.one * (1 + e) <= largest))
      return Infinity;
    // A level's lost 2 n underflows at most double with each level after it.
    return products + inverse + 16 * n * terms * tiny * (1 + left.two + right.two);
  };
  return { ...precision, name: `${precision.name} by FFT`, transform };
}
