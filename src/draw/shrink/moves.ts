/** What shrinking passes over parameters are made of: each offers edits of one case, from the boldest; the caller drops those that cost more. */
import type { Edit } from '../builders/rerun-builder.js';
import type { Choice } from '../draw.js';
import { choiceKey, type Drawn } from '../drawn.js';

/** An edit, and where in its pass it stands: the pass resumes there after it succeeded. */
export interface Move {
  readonly edit: Edit;
  readonly at: number;
}

/** Offers the edits of one case, from position `start`, then those before it. */
export type Pass = (drawn: Drawn, start: number) => Iterable<Move>;

export const least = -Infinity;

export const keyOf = (choice: Choice): string => choiceKey(choice.name, choice.axis);
export const isAxes = (choice: Choice): boolean => choice.role === 'axes';
export const isExtent = (choice: Choice): boolean => choice.role === 'extent' && choice.axis >= 0;
/** Which kind of padding, where that is a choice. */
export const kindOfPadding = (drawn: Drawn): Choice | undefined => drawn.choices.find(({ role, axis }) => role === 'pad' && axis < 0);

/** Choices above their least value; the number of axes has passes of its own. */
export function reducible(drawn: Drawn): Choice[] {
  return drawn.choices.filter((choice) => choice.value > choice.min && !isAxes(choice));
}

export function axesChoice(drawn: Drawn): Choice | undefined {
  return drawn.choices.find(isAxes);
}

export function spatialAxes(drawn: Drawn): number {
  let n = 0;
  for (const choice of drawn.choices) n = Math.max(n, choice.axis + 1);
  for (const { axes } of drawn.tensors) for (const axis of axes) n = Math.max(n, axis + 1);
  return n;
}

export const set = (...entries: readonly (readonly [Choice, number])[]): Map<string, number> =>
  new Map(entries.map(([choice, value]) => [keyOf(choice), value]));

export const tensorNames = (drawn: Drawn): string[] => drawn.tensors.map(({ name }) => name);

/** Both ends of every tensor. */
export function* ends(drawn: Drawn, edit: Edit, at: number): Iterable<Move> {
  yield { edit, at };
  yield { edit: { ...edit, tail: tensorNames(drawn) }, at };
}

/** A list from a position on, and around, each entry with its own. */
export function rotated<T>(list: readonly T[], start: number): [T, number][] {
  return list.map((_, i) => {
    const at = (i + start) % list.length;
    return [list[at]!, at];
  });
}
