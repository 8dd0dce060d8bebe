/** Another meaning of an op than the reference's, that somebody documents. */
import type { OpRecord } from '../ops/index.js';

/** Who documents a meaning. */
export interface Documented {
  readonly by: string;
  readonly url: string;
  /** What the page says, where it does not name the op itself. */
  readonly says?: string;
}

export interface Convention {
  /** `max-ignores-nan` */
  readonly id: string;
  /** What it settles: of an op, one convention at most settles it. `NaN in a maximum or minimum` */
  readonly about: string;
  /** What the op does, to be read after its name: `ignores NaN in its maximum or minimum`. */
  readonly sentence: string;
  /** At least one page: a meaning that nobody documents is a fault. */
  readonly documented: readonly [Documented, ...Documented[]];
  /** The records that may mean it so. */
  applies(op: OpRecord): boolean;
  /** The record that means it so: where that makes no difference, the same results to the bit. */
  to(op: OpRecord): OpRecord;
}
