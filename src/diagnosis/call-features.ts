/** What is particular about one op call: the vocabulary in which a finding's condition is said. */
import { effectiveKernel } from '../geometry.js';
import { InvalidArgument } from '../invalid-argument.js';
import { attributesAt } from '../judge/bind/attributes.js';
import type { Axis } from '../kernels/windows.js';
import { planOf } from '../ops/call.js';
import { recordOf, type OpName } from '../ops/index.js';
import { elements, isDense, isTensor, type Shape, type Tensor } from '../tensor.js';

/** Feature to class, for example `stride` to `> 1`. */
export type CallFeatures = ReadonlyMap<string, string>;

const equalAll = (values: readonly unknown[]): boolean => values.every((value) => JSON.stringify(value) === JSON.stringify(values[0]));

/** The windows of a call; `undefined` where there are none, or the call is one to be refused. */
function windowOf(op: OpName, args: readonly unknown[]): readonly Axis[] | undefined {
  const record = recordOf(op);
  if (record.kind !== 'tensors') return undefined;
  try {
    return record.window?.(planOf(record, args))?.axes;
  } catch (thrown) {
    if (thrown instanceof InvalidArgument) return undefined;
    throw thrown;
  }
}

/** What of an attribute tells calls apart: whether a count is above 1, whether something is added, which choice it is. */
function attributeFeatures(op: OpName, attributes: Readonly<Record<string, unknown>>, features: Map<string, string>): void {
  for (const [name, { type, per, least, fractions }] of Object.entries(recordOf(op).attributes)) {
    const value = attributes[name];
    if (value === undefined) continue;
    if (type === 'flag' || type === 'choice' || (fractions === true && least !== undefined))
      features.set(name, String(value as string | number | boolean));
    else if (type === 'number' && fractions !== true) features.set(name, (value as number) > 1 ? '> 1' : '1');
    else if (type === 'numbers' && least === 0 && Array.isArray(value))
      features.set(spaced(name), (value as number[]).some((each) => each > 0) ? '> 0' : '0');
    else if (type === 'pairs' && Array.isArray(value)) {
      const flat = (value as number[][]).flat();
      features.set(name, flat.every((pad) => pad === 0) ? '0' : flat.some((pad) => pad < 0) ? 'negative' : '> 0');
    } else if (type === 'numbers' && per === 'blocked' && Array.isArray(value)) {
      features.set('blocked axes', `${value.length}`);
      features.set('blocks', equalAll(value) ? 'equal' : 'unequal');
    }
  }
}

const spaced = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** The features that the roles of axes give: channels that a filter makes, leading axes that broadcast. */
function roleFeatures(op: OpName, shapes: readonly Shape[], features: Map<string, string>): void {
  const record = recordOf(op);
  if (record.kind !== 'tensors') return;
  const specs = Object.values(record.tensors);
  const filter = specs.findIndex(({ axes }) => axes[0] === 'spatial...');
  const last = shapes[filter]?.at(-1);
  const role = specs[filter]?.axes.at(-1);
  if (last !== undefined && (role === 'multiplier' || role === 'outChannels'))
    features.set(role === 'multiplier' ? 'multiplier' : 'output channels', last > 1 ? '> 1' : '1');
  const leading = shapes.filter((_, i) => specs[i]!.axes[0] === 'rest...' && specs[i]!.axes.length > 1);
  if (leading.length > 1) features.set('leading axes', equalAll(leading.map((shape) => shape.slice(0, -2))) ? 'equal' : 'broadcast');
}

function paddingFeatures(padding: unknown, features: Map<string, string>): void {
  if (!Array.isArray(padding)) {
    features.set('padding', String(padding));
    return;
  }
  const pads = padding as number[][];
  features.set('padding', 'explicit');
  features.set('pads', equalAll(pads.flat()) ? 'uniform' : 'not uniform');
  // Of 'same' they come from sizes; those of a call without sizes are known here alone.
  if (!features.has('pads before and after'))
    features.set('pads before and after', pads.every(([before, after]) => before === after) ? 'equal' : 'unequal');
}

function dataFeatures(tensors: readonly Tensor[], features: Map<string, string>): void {
  const values = tensors.flatMap((x) => Array.from(elements(x)));
  features.set('values', values.every(Number.isFinite) ? 'finite' : values.some(Number.isNaN) ? 'with NaN' : 'with infinities');
  // Only what a shrunk case cannot have by chance: it ends at zeros and ones.
  const first = tensors[0] === undefined ? [] : Array.from(elements(tensors[0]));
  if (first.length > 0 && first.every((value) => value < 0)) features.set('input', 'all negative');
  features.set('layout', tensors.every(isDense) ? 'dense' : 'a strided view');
}

/**
 * The features of a call, from its arguments as the library got them.
 *
 * @param spelling the name of the spelling that was called, where the op has several
 */
export function callFeatures(op: OpName, args: readonly unknown[], spelling?: string): CallFeatures {
  const features = new Map<string, string>();
  if (spelling !== undefined) features.set('spelling', spelling);
  const tensors = args.filter(isTensor);
  const shapes = args.flatMap((arg) => (isTensor(arg) ? [arg.shape] : Array.isArray(arg) ? [arg as number[]] : []));
  const attributes = (args[attributesAt(op)] ?? {}) as Record<string, unknown>;
  const shape = shapes[0] ?? [];
  const n = Math.max(0, shape.length - 2);
  features.set('rank', `${shape.length}`);
  features.set('batch', (shape[0] ?? 1) === 0 ? '0' : (shape[0] ?? 1) > 1 ? '> 1' : '1');
  const channels = shape.at(-1) ?? 1;
  features.set('channels', channels === 0 ? '0' : channels > 4 ? '> 4' : channels > 1 ? '> 1' : '1');
  const spatial = shape.slice(1, 1 + n);
  features.set('sizes', equalAll(spatial) ? 'equal' : 'unequal');
  const strides = Array.isArray(attributes['strides']) ? (attributes['strides'] as number[]) : undefined;
  const dilations = Array.isArray(attributes['dilations']) ? (attributes['dilations'] as number[]) : undefined;
  const axes = windowOf(op, args);
  const kernel = axes?.map((axis) => axis.kernel);
  if (kernel) {
    features.set('kernel', kernel.every((k) => k === 1) ? '1' : kernel.some((k) => k % 2 === 0) ? 'even' : 'odd');
    features.set('kernels', equalAll(kernel) ? 'equal' : 'unequal');
  }
  if (strides) {
    features.set('stride', strides.every((s) => s === 1) ? '1' : '> 1');
    features.set('strides', equalAll(strides) ? 'equal' : 'unequal');
    if (kernel) features.set('stride against kernel', strides.some((s, i) => s > (kernel[i] ?? 1)) ? 'larger' : 'not larger');
  }
  if (dilations) {
    features.set('dilation', dilations.every((d) => d === 1) ? '1' : '> 1');
    features.set('dilations', equalAll(dilations) ? 'equal' : 'unequal');
  }
  const perAxis = [kernel, strides, dilations].filter((list) => list !== undefined);
  if (perAxis.length > 1) features.set('attributes across axes', perAxis.every(equalAll) ? 'equal' : 'unequal');
  if (axes && strides && dilations) {
    features.set('padded cells', axes.some(({ before, after }) => before > 0 || after > 0) ? 'some' : 'none');
    features.set('pads before and after', axes.every(({ before, after }) => before === after) ? 'equal' : 'unequal');
    const left = axes.map((axis) => (axis.size + axis.before + axis.after - effectiveKernel(axis.kernel, axis.dilation)) % axis.stride);
    features.set('cells beyond the last window', left.some((cells) => cells !== 0) ? 'some' : 'none');
  }
  if (attributes['padding'] !== undefined) paddingFeatures(attributes['padding'], features);
  roleFeatures(op, shapes, features);
  attributeFeatures(op, attributes, features);
  if (shapes.some((s) => s.includes(0))) features.set('size', 'empty');
  dataFeatures(tensors, features);
  return features;
}
