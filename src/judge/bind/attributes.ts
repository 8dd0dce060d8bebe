import { completed } from '../../ops/complete.js';
import { parameters, recordOf, type OpName } from '../../ops/index.js';

const positions = new Map<OpName, number>();

/** The position of an op's attributes among its arguments; -1 for none. */
export function attributesAt(op: OpName): number {
  let at = positions.get(op);
  if (at === undefined) positions.set(op, (at = parameters[op].findIndex((parameter) => parameter.kind === 'attributes')));
  return at;
}

/** Fills in what was left out; attributes that are complete are returned as they are. */
export function completeAttributes(op: OpName, args: readonly unknown[], given: object = {}): object {
  return completed(recordOf(op).attributes, args[0], given);
}
