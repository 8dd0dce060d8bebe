/** Whether a library does to a call what a deviated reference does. */
import { InvalidArgument } from '../invalid-argument.js';
import type { Call } from '../judge/bind/bind.js';
import { OpThrew } from '../judge/failures.js';
import { judge } from '../judge/judge.js';
import { planOf } from '../ops/call.js';
import type { OpRecord } from '../ops/index.js';
import type { Precision } from '../precision.js';

/**
 * `exact`: it returns what the deviated reference returns, or refuses as it does. `follows`: it throws where the deviated reference comes to
 * another size than it should: what else of the library meets that size may throw, whatever its words. `undefined`: neither.
 */
export type Likeness = 'exact' | 'follows' | undefined;

/** The sizes of a call's result in JSON; `undefined` where the record refuses it. */
function sizesOf(record: OpRecord, args: readonly unknown[]): string | undefined {
  try {
    return JSON.stringify(planOf(record, args).outputShape);
  } catch (thrown) {
    if (thrown instanceof InvalidArgument) return undefined;
    throw thrown;
  }
}

/** @param right the record that is right */
export function likeness(call: Call, precision: Precision, deviated: OpRecord, right: OpRecord): Likeness {
  const isSo = judge(call, precision, deviated) === undefined;
  if (!(call.result instanceof OpThrew)) return isSo ? 'exact' : undefined;
  const size = sizesOf(right, call.args);
  if (size === undefined) return isSo ? 'exact' : undefined;
  return sizesOf(deviated, call.args) === size ? undefined : 'follows';
}
