import type { OpName, Ops } from '../ops/index.js';
import type { Precision } from '../precision.js';
import type { Shape, Tensor } from '../tensor.js';

/** A tensor of float64 values and, per element, how far a library's value may be from it. */
export interface Bounded {
  /** float64 */
  readonly value: Tensor;
  /** float64, of the same shape, each >= 0; `undefined` where every value is exact. */
  readonly error: Tensor | undefined;
}

/** The arguments of an op with some tensors replaced. */
export type ArgumentsWith<Op extends OpName, T> =
  Parameters<Ops[Op]> extends infer P extends unknown[] ? { [K in keyof P]: P[K] extends Tensor ? T : P[K] } : never;

/** One op of the reference: its shape rule, its evaluation and its error rule. */
export interface Kernel<Op extends OpName> {
  /**
   * The result's shape, from the tensor arguments' shapes; everything else as the op takes it.
   *
   * @throws InvalidArgument
   */
  readonly shape: (...args: ArgumentsWith<Op, Shape>) => number[];
  /**
   * @param args the op's arguments, then optionally `out`: a dense row-major tensor to write the result to
   * @throws InvalidArgument
   */
  readonly evaluate: Ops[Op];
  /**
   * How far the result of an honest library may be from the true result, per element: float64, rounded up; Infinity where anything
   * is allowed (a partial sum could overflow), 0 where the result is not finite because an argument is not.
   *
   * @see Higham, Accuracy and Stability of Numerical Algorithms, chapters 3 and 4
   */
  readonly error: (precision: Precision, ...args: ArgumentsWith<Op, Bounded>) => Tensor;
}
