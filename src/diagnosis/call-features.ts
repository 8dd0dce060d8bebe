/** What is particular about one op call: the vocabulary in which a finding's condition is said. */
import { effectiveKernel, explicitPads } from '../geometry.js';
import type { OpName, Padding } from '../ops/index.js';
import { parameters } from '../ops/index.js';
import { elements, isDense, isTensor, type Tensor } from '../tensor.js';
import { attributesAt } from '../judge/attributes.js';

/** Feature to class, for example `stride` to `> 1`. */
export type CallFeatures = ReadonlyMap<string, string>;

const equalAll = (values: readonly unknown[]): boolean => values.every((value) => JSON.stringify(value) === JSON.stringify(values[0]));

function kernelOf(op: OpName, args: readonly unknown[], attributes: Record<string, unknown>, n: number): readonly number[] | undefined {
  const window = attributes['window'];
  if (Array.isArray(window)) return window as number[];
  const at = parameters[op].findIndex(({ name }) => /^(filter|filterShape|depthwiseFilter)$/.test(name));
  const filter = args[at];
  if (isTensor(filter)) return filter.shape.slice(0, n);
  return Array.isArray(filter) ? (filter as number[]).slice(0, n) : undefined;
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
  const kernel = kernelOf(op, args, attributes, n);
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
  if (kernel && strides && dilations && spatial.length === n && /^(x|inputShape)$/.test(parameters[op][0]!.name)) {
    const pads = explicitPads(attributes['padding'] as Padding, spatial, kernel, strides, dilations);
    features.set('padded cells', pads.flat().some((pad) => pad > 0) ? 'some' : 'none');
    features.set('pads before and after', pads.every(([before, after]) => before === after) ? 'equal' : 'unequal');
    const left = spatial.map((size, i) => (size + pads[i]![0] + pads[i]![1] - effectiveKernel(kernel[i]!, dilations[i]!)) % strides[i]!);
    features.set('cells beyond the last window', left.some((cells) => cells !== 0) ? 'some' : 'none');
  }
  if (attributes['padding'] !== undefined) paddingFeatures(attributes['padding'], features);
  const filter = args.find((arg, i) => isTensor(arg) && /^(filter|depthwiseFilter)$/.test(parameters[op][i]!.name)) as Tensor | undefined;
  const last = (filter?.shape ?? (args[parameters[op].findIndex(({ name }) => name === 'filterShape')] as number[] | undefined))?.at(-1);
  if (last !== undefined) features.set(/^(depthwise|separable)/.test(op) ? 'multiplier' : 'output channels', last > 1 ? '> 1' : '1');
  for (const name of ['groups', 'blockSize']) {
    if (typeof attributes[name] === 'number') features.set(name, attributes[name] > 1 ? '> 1' : '1');
  }
  for (const name of ['ceilMode', 'countPadding', 'mode', 'p', 'alignCorners', 'halfPixelCenters']) {
    const value = attributes[name];
    if (value !== undefined) features.set(name, String(value as string | number | boolean));
  }
  if (Array.isArray(attributes['outputPadding']))
    features.set('output padding', (attributes['outputPadding'] as number[]).some((pad) => pad > 0) ? '> 0' : '0');
  if (Array.isArray(attributes['blockShape'])) {
    const blocks = attributes['blockShape'] as number[];
    features.set('blocked axes', `${blocks.length}`);
    features.set('blocks', equalAll(blocks) ? 'equal' : 'unequal');
  }
  for (const name of ['paddings', 'crops']) {
    if (!Array.isArray(attributes[name])) continue;
    const flat = (attributes[name] as number[][]).flat();
    features.set(name, flat.every((pad) => pad === 0) ? '0' : flat.some((pad) => pad < 0) ? 'negative' : '> 0');
  }
  if (op === 'matmul' && shapes.length === 2)
    features.set('leading axes', equalAll(shapes.map((s) => s.slice(0, -2))) ? 'equal' : 'broadcast');
  if (shapes.some((s) => s.includes(0))) features.set('size', 'empty');
  dataFeatures(tensors, features);
  return features;
}
