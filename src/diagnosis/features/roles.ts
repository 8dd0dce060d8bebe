/** The sizes of a call by the roles of axes, and how they relate. */
import { recordOf, type AxisRole, type OpName, type OpRecord } from '../../ops/index.js';
import { tensorArguments, tensorNames } from '../../ops/call.js';
import { isTensor, type Shape } from '../../tensor.js';
import type { MutableFeatures } from './feature.js';
import { perAxis } from './per-axis.js';

/** A tensor of a call, or a shape in place of one. */
interface Shaped {
  readonly name: string;
  readonly shape: Shape;
  readonly axes: readonly AxisRole[];
}

const names: Partial<Record<AxisRole, string>> = {
  batch: 'batch',
  channels: 'channels',
  outChannels: 'output channels',
  'channels/groups': 'channels of a group',
  multiplier: 'multiplier',
  rows: 'rows',
  inner: 'inner size',
  columns: 'columns',
};

function shapesOf(record: OpRecord, args: readonly unknown[]): Shaped[] {
  const ofTensors = tensorArguments(record, args);
  const tensors = tensorNames(record).flatMap((name, i): Shaped[] => {
    const x = ofTensors[i];
    return isTensor(x) ? [{ name, shape: x.shape, axes: record.tensors[name]!.axes }] : [];
  });
  const given = record.parameters.flatMap(({ name, kind }, i): Shaped[] => {
    const shape = args[i];
    return kind === 'shape' && Array.isArray(shape) ? [{ name, shape: shape as Shape, axes: record.tensors[name]!.axes }] : [];
  });
  return [...given, ...tensors];
}

/** The sizes of a tensor's axes by their roles: one number of a single axis, several of a repeated one. */
function byRole({ shape, axes }: Shaped): ReadonlyMap<AxisRole, readonly number[]> {
  const repeated = shape.length - (axes.length - 1);
  const sizes = new Map<AxisRole, readonly number[]>();
  let at = 0;
  for (const role of axes) {
    const count = role.endsWith('...') ? repeated : 1;
    sizes.set(role, shape.slice(at, at + count));
    at += count;
  }
  return sizes;
}

/** @param args with complete attributes */
export function roleFeatures(op: OpName, args: readonly unknown[], features: MutableFeatures): void {
  const record = recordOf(op);
  if (record.kind !== 'tensors') return;
  const shaped = shapesOf(record, args);
  for (const one of shaped) {
    const sizes = byRole(one);
    for (const [role, [size]] of sizes) {
      const name = names[role];
      if (name !== undefined && size !== undefined && !features.has(name)) features.set(name, size);
    }
    const isFilter = one.axes[0] === 'spatial...';
    const spatial = sizes.get('spatial...');
    if (spatial !== undefined && spatial.length > 0) {
      features.set('spatial axes', spatial.length);
      perAxis(features, isFilter ? 'window' : `size of ${one.name}`, spatial);
    }
    const rest = sizes.get('rest...') ?? sizes.get('blocked...');
    if (rest !== undefined) {
      features.set(`rank of ${one.name}`, one.shape.length);
      perAxis(features, `size of ${one.name}`, rest);
    }
  }
  relations(shaped, features);
}

/** Whether a tensor with these leading axes is repeated beside one with those. */
function isRepeated(these: Shape, those: Shape): boolean {
  return those.some((size, axis) => size !== 1 && (these[axis + these.length - those.length] ?? 1) === 1);
}

function relations(shaped: readonly Shaped[], features: MutableFeatures): void {
  const number = (name: string): number | undefined => features.get(name) as number | undefined;
  const [channels, output, groups] = [number('channels'), number('output channels'), number('groups')];
  if (channels !== undefined && output !== undefined) features.set('as many channels out as in', channels === output);
  if (channels !== undefined && groups !== undefined) features.set('a group for each channel', channels > 1 && groups === channels);
  const [rows, inner, columns] = [number('rows'), number('inner size'), number('columns')];
  if (inner !== undefined && rows !== undefined) features.set('as many rows as the inner size', rows === inner);
  if (inner !== undefined && columns !== undefined) features.set('as many columns as the inner size', columns === inner);
  features.set(
    'an empty tensor',
    shaped.some(({ shape }) => shape.includes(0)),
  );
  const [one, other] = shaped.filter(({ axes }) => axes[0] === 'rest...' && axes.length > 1);
  if (one === undefined || other === undefined) return;
  const [a, b] = [one.shape.slice(0, -2), other.shape.slice(0, -2)];
  features.set('leading axes that broadcast', a.join() !== b.join());
  features.set('leading axes that broadcast in both', isRepeated(a, b) && isRepeated(b, a));
}
