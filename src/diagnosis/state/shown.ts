/** Which calls a finding of state shows. */
import type { Counterexample } from '../../judge/counterexample.js';
import type { Stray } from '../../judge/judge.js';
import type { Cause, CauseCall } from '../cause/cause.js';
import { onOtherAttributes, onOtherData } from './other-data.js';
import { parseStateId, relationTo } from './relations.js';
import { givenCall, sizeOfCall } from './sequences.js';

/** A call that leads to another, where the cause says which do. */
function leadTo(id: string, calls: readonly CauseCall[], stray: Stray): CauseCall | undefined {
  const call = givenCall(stray);
  const touching = parseStateId(id)?.touching;
  switch (touching) {
    case 'equal-call':
    case 'same-shapes':
    case 'any-call':
      return call;
    case 'other-data':
      return onOtherData(call);
    case 'other-attributes':
      return onOtherAttributes(call, calls);
    case 'other-shapes':
    case 'another-call':
    case 'another-op':
    case undefined:
      return undefined;
  }
}

/**
 * A cause of state and its counterexample, with the same calls as far as can be: the smaller sequence of two that are alike, and before a
 * call which strays by itself by now, the one that led to it.
 */
export function withSequence(
  cause: Cause,
  counterexample: Counterexample,
): { readonly cause: Cause; readonly counterexample: Counterexample } {
  const { blame, before } = counterexample;
  if (cause.kind !== 'state' || blame === undefined) return { cause, counterexample };
  if (before === undefined) {
    const lead = leadTo(cause.id, cause.calls, blame);
    return lead === undefined ? { cause, counterexample } : { cause, counterexample: { ...counterexample, before: [lead] } };
  }
  const calls = [...before, givenCall(blame)];
  return isSmaller(calls, cause.calls) ? { cause: { ...cause, calls }, counterexample } : { cause, counterexample };
}

/** Whether one pair of calls is smaller than another, and of the same relation. */
function isSmaller(calls: readonly CauseCall[], others: readonly CauseCall[]): boolean {
  if (calls.length !== others.length) return calls.length < others.length && others.length > 2;
  const sizeOf = (list: readonly CauseCall[]): number => list.reduce((sum, call) => sum + sizeOfCall(call), 0);
  const relations = (list: readonly CauseCall[]): string =>
    list
      .slice(1)
      .map((call, i) => relationTo(list[i]!, call))
      .join();
  return sizeOf(calls) < sizeOf(others) && relations(calls) === relations(others);
}
