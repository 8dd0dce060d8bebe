/** Sums of prefixes. */
import type { CumsumAttributes } from '../../src/ops/index.js';
import { sizeOf, toArray, type Tensor } from '../../src/tensor.js';
import type { Arithmetic } from './arithmetic.js';
import type { Result } from './convolutions.js';

export function prefixOf({ round, dot }: Arithmetic) {
  /** One after the other; of an even number of cells each sum by itself, in the order of the library. */
  const sumsOf = (line: Float64Array): Float64Array => {
    const ones = new Float64Array(line.length).fill(1);
    if (line.length % 2 === 0) return line.map((_, i) => dot(line, ones, 0, i + 1));
    let sum = 0;
    return line.map((value) => (sum = round(sum + value)));
  };
  return {
    cumsum: (x: Tensor, { axis, exclusive, reverse }: Required<CumsumAttributes>): Result => {
      const [cells, inner] = [x.shape[axis]!, sizeOf(x.shape.slice(axis + 1))];
      const values = Float64Array.from(toArray(x));
      const result = new Float64Array(values.length);
      values.forEach((_, start) => {
        if (Math.floor(start / inner) % cells !== 0) return;
        const places = Array.from({ length: cells }, (_, i) => start + (reverse ? cells - 1 - i : i) * inner);
        const sums = sumsOf(Float64Array.from(places, (at) => values[at]!));
        places.forEach((at, i) => (result[at] = exclusive ? (i === 0 ? 0 : sums[i - 1]!) : sums[i]!));
      });
      return { shape: [...x.shape], values: result };
    },
  };
}
