/** How a call stands to one that was made before it, and which of these a cause of state goes by. */
import { sameValue } from '../../draw/recover.js';
import { attributesAt, completeAttributes } from '../../judge/bind/attributes.js';
import { isTensor, sameShape } from '../../tensor.js';
import type { CauseCall } from '../cause/cause.js';

/** `equal`: the same arguments. `other-data`, `other-attributes`: in the same shapes. */
export type Relation = 'equal' | 'other-data' | 'other-attributes' | 'other-shapes' | 'another-op';

const inShapes: readonly Relation[] = ['other-data', 'other-attributes'];

/** What a cause of state goes by, from the narrowest on. */
const touching = {
  'equal-call': ['equal'],
  'other-data': ['other-data'],
  'other-attributes': ['other-attributes'],
  'same-shapes': ['equal', ...inShapes],
  'other-shapes': ['other-shapes'],
  'another-call': [...inShapes, 'other-shapes'],
  'any-call': ['equal', ...inShapes, 'other-shapes'],
  'another-op': ['another-op'],
} as const satisfies Record<string, readonly Relation[]>;

export type Touching = keyof typeof touching;

/** Of a cause of state: right after such a call, or ever since. */
export type When = 'after' | 'since';

/** What the id of a cause of state says. */
export interface StateId {
  readonly when: When;
  readonly touching: Touching;
  /** Tensors that are kept of the earlier call. */
  readonly keeps: readonly string[];
}

export function formatStateId({ when, touching: by, keeps }: StateId): string {
  return `${when}-${by}${keeps.length === 0 ? '' : `:${keeps.join('+')}`}`;
}

/** What an id says; undefined for one that says no more than that earlier calls matter. */
export function parseStateId(id: string): StateId | undefined {
  const [, when, by, keeps] = /^(after|since)-([a-z-]+)(?::(.+))?$/.exec(id) ?? [];
  if (by === undefined || !(by in touching)) return undefined;
  return { when: when as When, touching: by as Touching, keeps: keeps?.split('+') ?? [] };
}

/** How a call stands to one before it. */
export function relationTo(before: CauseCall, call: CauseCall): Relation {
  if (before.op !== call.op) return 'another-op';
  const [one, other] = [before.arguments, call.arguments];
  const inSameShape = (arg: unknown, i: number): boolean => {
    const its = other[i];
    if (isTensor(arg)) return isTensor(its) && sameShape(arg.shape, its.shape);
    // A shape among the arguments.
    return !Array.isArray(arg) || sameValue(arg, its);
  };
  if (!one.every(inSameShape)) return 'other-shapes';
  const at = attributesAt(call.op);
  if (at >= 0) {
    const attributes = ({ op, arguments: args }: CauseCall): object => completeAttributes(op, args, args[at] as object | undefined);
    if (!sameValue(attributes(before), attributes(call))) return 'other-attributes';
  }
  return one.every((arg, i) => i === at || sameValue(arg, other[i])) ? 'equal' : 'other-data';
}

/** The narrowest that speaks of all of these, and of no other that was seen not to matter. */
export function touchingOf(relations: readonly Relation[]): Touching {
  const wanted = new Set(relations);
  const narrow = (Object.keys(touching) as Touching[]).filter((by) =>
    [...wanted].every((each) => touching[by].some((own) => own === each)),
  );
  return narrow.sort((a, b) => touching[a].length - touching[b].length)[0]!;
}

/** Whether calls that came before lead to what an id says of a call. */
export function isLedTo({ when, touching: by }: StateId, before: readonly CauseCall[], call: CauseCall): boolean {
  const relevant = when === 'after' ? before.slice(-1) : before;
  const own: readonly Relation[] = touching[by];
  return relevant.some((each) => own.includes(relationTo(each, call)));
}
