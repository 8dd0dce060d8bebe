import type { Tensor } from '../../tensor.js';

/** A tensor of float64 values and, per element, how far a library's value may be from it. */
export interface Bounded {
  /** float64 */
  readonly value: Tensor;
  /** float64, of the same shape, each >= 0; `undefined` where every value is exact. */
  readonly error: Tensor | undefined;
}
