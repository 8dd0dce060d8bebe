/** Where a fault shows: in some spellings of an op, under guards, but for exceptions. */
import type { OpName } from '../../ops/index.js';
import type { Guard, Scope } from './cause.js';
import type { Features } from '../features.js';
import { holds } from './guard.js';
import type { Example } from '../learn/learn.js';

/** A scope but for its ops. */
export type Region = Omit<Scope, 'ops'>;

/** Whether a call is in one of the spellings of a region. */
export function isSpelledSo({ spellings }: Pick<Region, 'spellings'>, features: Features): boolean {
  return spellings?.includes(String(features.get('spelling'))) ?? true;
}

/** Whether a call lies in a region. */
export function isWithin(region: Region, features: Features): boolean {
  return isSpelledSo(region, features) && holds(region, features);
}

/** The spellings that calls with a fault are in, where calls without are in others too. */
export function spellingsOf(examples: readonly Example[]): Pick<Region, 'spellings'> {
  const of = (wanted: readonly Example['is'][]): Set<string> => {
    const chosen = examples.filter(({ is }) => wanted.includes(is));
    return new Set(chosen.flatMap(({ features }) => features.get('spelling') ?? []).map(String));
  };
  const [found, all] = [of(['must']), of(['must', 'not'])];
  return found.size === 0 || found.size === all.size ? {} : { spellings: [...found].sort() };
}

/** Whether a region is all calls of some spellings. */
export function isWhole({ guards, except }: Region): boolean {
  return guards.length === 0 && except === undefined;
}

/** A region of one op; a guard on the spelling is a part of its spellings. */
export function scopeOf(op: OpName, { spellings, guards, except }: Region): Scope {
  const isSpelled = ({ feature, relation }: Guard): boolean => feature === 'spelling' && relation === '=';
  const named = guards.filter(isSpelled).map(({ value }) => String(value));
  const spelled = named.length > 0 ? named : spellings;
  const plain = guards.filter((guard) => !isSpelled(guard));
  return { ops: [op], ...(spelled !== undefined && { spellings: spelled }), guards: plain, ...(except !== undefined && { except }) };
}
