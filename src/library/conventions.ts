/** The conventions that a library declares: what it is held to is the reference with those meanings. */
import type { Convention } from '../conventions/convention.js';
import { conventions as listed } from '../conventions/index.js';
import { isTensorOp, opNames, recordOf, tensorRecord, type AnyRecord, type OpName } from '../ops/index.js';
import { InvalidLibrary } from './spelling.js';

/** @throws InvalidLibrary on what is no list of ids of conventions, and on two that settle one thing of one op */
export function checkConventions(where: string, given: unknown): void {
  if (given === undefined) return;
  const ids = listed.map(({ id }) => id);
  if (!Array.isArray(given))
    throw new InvalidLibrary(
      `${where}: conventions is ${JSON.stringify(given) ?? String(given)}; it is a list of some of ${ids.join(', ')}`,
    );
  for (const id of given as readonly unknown[]) {
    if (!ids.includes(id as string))
      throw new InvalidLibrary(`${where}: ${JSON.stringify(id) ?? String(id)} is not a convention; the conventions are ${ids.join(', ')}`);
  }
  const declared = declaredIn(given as readonly string[]);
  for (const [i, one] of declared.entries()) {
    const other = declared
      .slice(i + 1)
      .find(({ about, applies }) => about === one.about && opsOf(one).some((op) => applies(tensorRecord(op))));
    if (other !== undefined)
      throw new InvalidLibrary(`${where}: conventions holds ${one.id} and ${other.id}, of which one settles ${one.about}`);
  }
}

const declaredIn = (ids: readonly string[]): readonly Convention[] => listed.filter(({ id }) => ids.includes(id));
const opsOf = ({ applies }: Convention) => opNames.filter(isTensorOp).filter((op) => applies(tensorRecord(op)));

const turned = new WeakMap<readonly string[], Map<OpName, AnyRecord>>();

/**
 * The record of an op that a library is held to.
 *
 * @param conventions ids of those that it declares. Default: none.
 */
export function recordHeld(op: OpName, conventions: readonly string[] | undefined): AnyRecord {
  if (conventions === undefined || conventions.length === 0 || !isTensorOp(op)) return recordOf(op);
  let records = turned.get(conventions);
  if (records === undefined) turned.set(conventions, (records = new Map<OpName, AnyRecord>()));
  let record = records.get(op);
  if (record === undefined) {
    const own = tensorRecord(op);
    const meant = declaredIn(conventions).filter(({ applies }) => applies(own));
    records.set(op, (record = meant.length === 0 ? recordOf(op) : meant.reduce((so, { to }) => to(so), own)));
  }
  return record;
}

/** Whether what a library declares makes an op another. */
export function isTurned(op: OpName, conventions: readonly string[] | undefined): boolean {
  return recordHeld(op, conventions) !== recordOf(op);
}
