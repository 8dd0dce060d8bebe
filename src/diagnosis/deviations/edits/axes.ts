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

const places = ['last', 'second to last', 'third to last'];

/** As a sentence names it: `the last spatial axis`, `the channels`. */
export function axisInWords(name: string): string {
  const [role, place] = name.split(' ') as [string, string | undefined];
  const words = role.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  if (place === undefined) return role === 'spatial' ? 'every spatial axis' : `the ${words}`;
  return `the ${places[-1 - Number(place)] ?? `${place}th`} ${words} axis`;
}
