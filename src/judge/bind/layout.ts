/** Calls between channels last, in which laws speak, and channels first: axes are exchanged by their roles, elements stay where they are. */
import type { Layout } from '../../library.js';
import { recordOf, type AxisRole, type OpName, type TensorRole } from '../../ops/index.js';
import { isTensor, viewOf, type Tensor } from '../../tensor.js';
import type { Stray } from '../judge.js';

/** Where channels first has an axis: batch, then the channels that come out, the others, and what is spatial. */
function placeOf(role: AxisRole): number {
  if (role === 'batch') return 0;
  if (role === 'outChannels') return 1;
  return role === 'spatial...' || role === 'one...' ? 3 : 2;
}

/** The axes of channels last in the order of channels first; `undefined` for a tensor that has no such axes. */
function orderOf({ axes }: TensorRole, rank: number): number[] | undefined {
  const spatial = axes.findIndex((role) => placeOf(role) === 3);
  const repeated = rank - (axes.length - 1);
  if (spatial < 0 || repeated < 0) return undefined;
  const roles = axes.flatMap((role, at): AxisRole[] => (at === spatial ? new Array<AxisRole>(repeated).fill(role) : [role]));
  return roles.map((_, axis) => axis).sort((a, b) => placeOf(roles[a]!) - placeOf(roles[b]!) || a - b);
}

function inverse(order: readonly number[]): number[] {
  return order.map((_, axis) => order.indexOf(axis));
}

const permuted = <T>(list: readonly T[], order: readonly number[]): T[] => order.map((axis) => list[axis]!);

function moved(x: Tensor, order: readonly number[]): Tensor {
  return viewOf(x.data, permuted(x.shape, order), permuted(x.stride, order), x.offset);
}

/** A tensor, or a shape, between the layouts. */
function exchanged(value: unknown, role: TensorRole, to: Layout): unknown {
  const isShape = Array.isArray(value);
  if (!isShape && !isTensor(value)) return value;
  const order = orderOf(role, isShape ? value.length : value.shape.length);
  if (order === undefined) return value;
  const own = to === 'channels-first' ? order : inverse(order);
  return isShape ? permuted(value, own) : moved(value as Tensor, own);
}

/** The arguments of a call, brought from the one layout to the other. */
export function argumentsIn(to: Layout, op: OpName, args: readonly unknown[]): readonly unknown[] {
  const record = recordOf(op);
  // What takes another op, or no tensor, says its own layout.
  if (record.kind !== 'tensors') return args;
  return args.map((arg, i) => {
    const role = record.tensors[record.parameters[i]?.name ?? ''];
    return role === undefined ? arg : exchanged(arg, role, to);
  });
}

/** The result of a call, brought from the one layout to the other; what is no tensor stays as it is. */
export function resultIn(to: Layout, op: OpName, result: unknown): unknown {
  const record = recordOf(op);
  if (record.kind !== 'tensors' || !isTensor(result)) return result;
  return exchanged(result, record.resultRoles[0]!, to);
}

/** A list of one entry per axis of a result, in a layout. */
export function resultAxesIn<T>(to: Layout | undefined, op: OpName, list: readonly T[]): readonly T[] {
  const record = recordOf(op);
  if (to !== 'channels-first' || record.kind !== 'tensors') return list;
  return exchanged(list, record.resultRoles[0]!, to) as readonly T[];
}

/** A straying call as the library sees it. */
export function inOwnLayout(stray: Stray): Stray {
  const { op, layout, args, result, expected } = stray;
  if (layout === undefined) return stray;
  return { ...stray, args: argumentsIn(layout, op, args), result: resultIn(layout, op, result), expected: resultIn(layout, op, expected) };
}
