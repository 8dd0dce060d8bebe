import { denseCopy, indices, type Tensor } from '../tensor.js';

/** A dense copy of `x` with `other(position)` wherever `keeps` is false; positions are row-major. */
export function planted(x: Tensor, keeps: (index: readonly number[]) => boolean, other: (position: number) => number): Tensor {
  const result = denseCopy(x);
  let position = 0;
  for (const index of indices(x.shape)) {
    if (!keeps(index)) result.data[position] = other(position);
    position++;
  }
  return result;
}
