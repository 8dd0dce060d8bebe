/** Axes of an op's tensors by names: their roles, and of a role that stands for several, the place from the end. */
import type { OpRecord } from '../../../ops/index.js';

/** `channels`, `spatial -1`: the last of the spatial axes. In the order of the axes. */
export function axisNames(op: OpRecord, tensor: string, rank: number): readonly string[] {
  const roles = (tensor === 'result' ? op.resultRoles[0] : op.tensors[tensor])?.axes ?? [];
  const repeated = rank - roles.length + 1;
  return roles.flatMap((role) => {
    const plain = role.replace('...', '');
    return role === plain ? [role] : Array.from({ length: Math.max(0, repeated) }, (_, i) => `${plain} ${i - repeated}`);
  });
}

/** The place of an axis that is named by `axisNames` or `namesOfAxis`; -1 where a tensor of so many axes has none of the name. */
export function placeOfAxis(op: OpRecord, tensor: string, rank: number, name: string): number {
  const ends = axisNames(op, tensor, rank);
  const [role, place] = name.split(' ') as [string, string | undefined];
  if (place?.startsWith('+') !== true) return ends.indexOf(name);
  const first = ends.findIndex((each) => each.startsWith(`${role} `));
  const at = first + Number(place) - 1;
  return first >= 0 && ends[at]?.startsWith(`${role} `) === true ? at : -1;
}

/** The places of the axes of a role that stands for several. */
export function axesOfRole(op: OpRecord, tensor: string, rank: number, role: string): readonly number[] {
  return axisNames(op, tensor, rank).flatMap((name, at) => (name.startsWith(`${role} `) ? [at] : []));
}

/** The names of an axis: from the end, and, of a role that stands for several, from the start too: `spatial +1` is the first. */
export function namesOfAxis(op: OpRecord, tensor: string, rank: number, at: number): readonly string[] {
  const ends = axisNames(op, tensor, rank);
  const name = ends[at]!;
  const [role, place] = name.split(' ') as [string, string | undefined];
  if (place === undefined) return [name];
  return [name, `${role} +${at - ends.findIndex((each) => each.startsWith(`${role} `)) + 1}`];
}

const fromEnd = ['last', 'second to last', 'third to last'];
const fromStart = ['first', 'second', 'third'];

/** As a sentence names it: `the last spatial axis`, `the channels`. */
export function axisInWords(name: string): string {
  const [role, place] = name.split(' ') as [string, string | undefined];
  const words = role.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  if (place === undefined) return role === 'spatial' ? 'every spatial axis' : `the ${words}`;
  const number = Number(place);
  const ordinal = place.startsWith('+') ? fromStart[number - 1] : fromEnd[-1 - number];
  return `the ${ordinal ?? `${Math.abs(number)}th`} ${words} axis`;
}
