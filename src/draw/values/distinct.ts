import type { Precision } from '../../precision.js';
import { denseCopy, fromData, sizeOf, toArray, type Tensor } from '../../tensor.js';

/**
 * x with its values replaced by even integers in the same order, no two of one batch element and channel equal; around 0 where the
 * precision has negative numbers.
 */
export function distinct(x: Tensor, precision: Precision): Tensor {
  const values = toArray(x);
  const channels = x.shape.at(-1)!;
  const cells = sizeOf(x.shape.slice(1, -1));
  const result = denseCopy(x).data;
  const lowest = precision.least < 0 ? -2 * Math.floor(cells / 2) : 0;
  for (let element = 0; element < x.shape[0]!; element++) {
    for (let channel = 0; channel < channels; channel++) {
      const positions = Array.from({ length: cells }, (_, cell) => (element * cells + cell) * channels + channel);
      positions.sort((a, b) => values[a]! - values[b]! || a - b);
      positions.forEach((position, rank) => (result[position] = lowest + 2 * rank));
    }
  }
  return fromData(result, [...x.shape]);
}
