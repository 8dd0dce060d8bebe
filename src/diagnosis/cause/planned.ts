import { InvalidArgument } from '../../invalid-argument.js';
import { planOf } from '../../ops/call.js';
import type { Planned } from '../../ops/define-op.js';
import type { OpRecord } from '../../ops/index.js';

/** The plan of a call; `undefined` where it is one to be refused. */
export function planned(record: OpRecord, args: readonly unknown[]): Planned | undefined {
  try {
    return planOf(record, args);
  } catch (thrown) {
    if (thrown instanceof InvalidArgument) return undefined;
    throw thrown;
  }
}
