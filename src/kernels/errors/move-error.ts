import { fromData, sizeOf, type Tensor } from '../../tensor.js';
import type { Bounded } from './bounded.js';

/** The errors of an op that only moves elements: moved the same way. `move` gets a float64 tensor of the argument's shape. */
export function moveError(x: Bounded, shape: number[], move: (error: Tensor) => Tensor): Tensor {
  return x.error === undefined ? fromData(new Float64Array(sizeOf(shape)), shape) : move(x.error);
}
