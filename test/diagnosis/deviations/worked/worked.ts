import type { Json } from '../../../../src/diagnosis/deviation.js';
import type { TensorOp } from '../../../../src/ops/index.js';
import { tensor, type Tensor } from '../../../../src/tensor.js';

/** A deviation on one call, by hand. */
export interface Worked {
  readonly id: string;
  readonly parameters: Json;
  readonly op: TensorOp;
  readonly args: readonly unknown[];
  readonly right: readonly number[];
  readonly wrong: readonly number[];
  /** The ops whose drawn calls show it well enough to be found again. Default: all that it applies to. */
  readonly shownBy?: readonly TensorOp[];
}

/** Cells of one channel on one axis. */
export const line = (values: readonly number[]): Tensor => tensor(values, [1, values.length, 1]);

/** The second tap counts tenfold. */
export const twoTaps = tensor([1, 10], [2, 1, 1]);
