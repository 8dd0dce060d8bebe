/** What the axes of a call's tensors are called, in channels last. */
import { recordOf, type AxisRole, type OpName, type TensorRole } from '../../ops/index.js';
import { isTensor } from '../../tensor.js';

const spatial = ['depth', 'height', 'width'] as const;

const words: Partial<Record<AxisRole, string>> = {
  'channels/groups': 'in',
  inner: 'in',
  outChannels: 'out',
};

/** The names of the axes of a role that stands for several. */
function several(role: AxisRole, count: number): readonly string[] {
  if (role === 'spatial...' || role === 'one...')
    return count <= spatial.length ? spatial.slice(spatial.length - count) : Array.from({ length: count }, (_, i) => `axis ${i + 1}`);
  return Array.from({ length: count }, (_, i) => `${role === 'blocked...' ? 'block' : 'axis'} ${i + 1}`);
}

/** `undefined` where a tensor has other axes than its role. */
function namesOf({ axes }: TensorRole, rank: number): readonly string[] | undefined {
  const repeated = axes.filter((role) => role.endsWith('...'));
  const more = rank - (axes.length - repeated.length);
  // A tensor of any rank has no names: they would be numbers.
  if (repeated.length > 1 || repeated[0] === 'rest...' || more < 0 || (repeated.length === 0 && more > 0)) return undefined;
  return axes.flatMap((role) => (role.endsWith('...') ? several(role, more) : [words[role] ?? role]));
}

/** The names of the axes of each argument that is a tensor. */
export function axisNames(op: OpName, args: readonly unknown[]): readonly (readonly string[] | undefined)[] {
  const record = recordOf(op);
  return args.map((arg, i) => {
    const role = record.kind === 'tensors' ? record.tensors[record.parameters[i]?.name ?? ''] : undefined;
    return role === undefined || !isTensor(arg) ? undefined : namesOf(role, arg.shape.length);
  });
}

/** Those of a result. */
export function resultRole(op: OpName, rank: number): readonly string[] | undefined {
  const record = recordOf(op);
  return record.kind === 'tensors' ? namesOf(record.resultRoles[0]!, rank) : undefined;
}
