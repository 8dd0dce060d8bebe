/** Calls with tensors that have no cell along one axis: programs of ops draw none, so they are varied as full ones, and emptied again. */
import { argumentsOf, type NamedCall } from '../../ops/drawn-call.js';
import type { OpRecord } from '../../ops/index.js';
import { dtypeOf, isTensor, zeros, type Shape } from '../../tensor.js';
import { planned } from '../cause/planned.js';
import { axisNames } from '../deviations/edits/axes.js';

/** Sizes that an axis of no cells is given, until the call is one that is drawn. */
export const fullSizes = [1, 2, 3, 4, 6, 8];

export interface NoCells {
  /** The call with so many cells along the axis. */
  full(size: number): NamedCall;
  /** A call that has lost its cells along that axis, or, every other turn, along one of another role, where the op takes that. */
  emptied(call: NamedCall, turn: number): NamedCall;
}

/** Tensors, and shapes that stand for them. */
const shapeOf = (value: unknown): Shape | undefined =>
  isTensor(value) ? value.shape : Array.isArray(value) && value.every((size) => typeof size === 'number') ? value : undefined;

function withShape(value: unknown, shape: Shape): unknown {
  return isTensor(value) ? zeros(shape, dtypeOf(value)) : [...shape];
}

/** The role of an axis, that of a group's channels being that of channels. */
const roleOf = (name: string): string => name.replace(/\/.*$/, '');

/** Axes of tensors in the order of the record: `x`, 2, of the role `channels`. */
interface Place {
  readonly tensor: string;
  readonly axis: number;
  readonly role: string;
}

function placesOf(record: OpRecord, call: NamedCall): readonly Place[] {
  return Object.keys(record.tensors).flatMap((tensor) => {
    const shape = shapeOf(call[tensor]);
    if (shape === undefined) return [];
    // Where two roles stand for several axes each, there are more names than axes.
    const names = axisNames(record, tensor, shape.length).slice(0, shape.length);
    return names.map((name, axis): Place => ({ tensor, axis, role: roleOf(name) }));
  });
}

function resized(call: NamedCall, places: readonly Place[], size: number): NamedCall {
  const changed: Record<string, unknown> = { ...call };
  for (const { tensor, axis } of places) changed[tensor] = withShape(changed[tensor], shapeOf(changed[tensor])!.with(axis, size));
  return changed as NamedCall;
}

/** Windows and cells are of the same role along spatial axes, and no size follows from the other: one tensor alone is emptied there. */
const isSpatial = (role: string): boolean => role.includes(' ');

const isTaken = (record: OpRecord, call: NamedCall): boolean => planned(record, argumentsOf(record, call)) !== undefined;

/** The axes of no cells of a call; `undefined` where it has none, or of several roles. */
export function noCellsOf(record: OpRecord, call: NamedCall): NoCells | undefined {
  const empty = placesOf(record, call).filter(({ tensor, axis }) => shapeOf(call[tensor])![axis] === 0);
  const [first, ...others] = empty;
  if (first === undefined || others.some(({ role }) => role !== first.role)) return undefined;
  const along = (given: NamedCall, role: string): readonly Place[] =>
    placesOf(record, given).filter((place) => place.role === role && (!isSpatial(role) || place.tensor === first.tensor));
  const emptiedAlong = (given: NamedCall, role: string): NamedCall => resized(given, along(given, role), 0);
  return {
    full: (size) => resized(call, empty, size),
    emptied: (given, turn) => {
      const roles = [...new Set(placesOf(record, given).map(({ role }) => role))];
      const same = roles.includes(first.role) ? first.role : roles.find(isSpatial)!;
      const other = turn % 2 === 0 ? undefined : emptiedAlong(given, roles[Math.floor(turn / 2) % roles.length]!);
      return other !== undefined && isTaken(record, other) ? other : emptiedAlong(given, same);
    },
  };
}
