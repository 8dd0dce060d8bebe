/** Whether a library does to a call what a deviated reference does. */
import type { Call } from '../../judge/bind/bind.js';
import { OpThrew } from '../../judge/failures.js';
import { judge } from '../../judge/judge.js';
import type { OpRecord } from '../../ops/index.js';
import type { Precision } from '../../precision.js';
import { planned } from './planned.js';

/**
 * `exact`: it returns what the deviated reference returns, or refuses as it does. `follows`: it throws where the deviated reference comes to
 * another size than it should: what else of the library meets that size may throw, whatever its words. `undefined`: neither.
 */
export type Likeness = 'exact' | 'follows' | undefined;

/** The sizes of a call's result in JSON; `undefined` where the record refuses it. */
const sizesOf = (record: OpRecord, args: readonly unknown[]): string | undefined => {
  const plan = planned(record, args);
  return plan && JSON.stringify(plan.outputShape);
};

/** @param right the record that is right */
export function likeness(call: Call, precision: Precision, deviated: OpRecord, right: OpRecord): Likeness {
  const isSo = judge(call, precision, deviated) === undefined;
  if (!(call.result instanceof OpThrew)) return isSo ? 'exact' : undefined;
  const size = sizesOf(right, call.args);
  if (size === undefined) return isSo ? 'exact' : undefined;
  return sizesOf(deviated, call.args) === size ? undefined : 'follows';
}
