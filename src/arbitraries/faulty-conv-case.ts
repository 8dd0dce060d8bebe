import type { PaddingKind } from '../library.js';
import type { ConvAttributes, Pair } from '../ops/index.js';
import type { Tensor } from '../tensor.js';
import type { ConvCase, drawConv } from '../ops/convolution/conv-case.js';
import type { Draw } from '../draw/draw.js';
import { rewindow, withEntry } from '../draw/rewindow.js';
import { drawWindows } from '../draw/windows.js';

/** A call with one fault. */
export interface FaultyConvCase {
  readonly fault: string;
  readonly x: Tensor;
  readonly filter: Tensor;
  readonly attributes: ConvAttributes;
}

const notPositive: Readonly<Record<string, number>> = { zero: 0, negative: -1, fraction: 1.5 };

/** The faults that stay inside what the library takes: outside its limits a call is refused before it is made. */
function faultsFor(d: Draw, grouped: boolean): string[] {
  const { limits } = d;
  const faults = ['channels', 'filter-rank'];
  const takes = (kind: PaddingKind): boolean => limits.padding?.includes(kind) ?? true;
  if (takes('valid') || takes('explicit')) faults.push('kernel');
  if (limits.spatialAxes === undefined) faults.push('x-rank');
  for (const list of ['strides', 'dilations'] as const) {
    if (limits[list] !== false) faults.push(...['zero', 'negative', 'fraction', 'short', 'long'].map((kind) => `${list}-${kind}`));
  }
  if (takes('explicit')) faults.push('pads-negative', 'pads-fraction', 'pads-short', 'pads-long');
  if (limits.padding === undefined) faults.push('padding-unknown');
  if (grouped && limits.groups !== false) faults.push('groups-zero', 'groups-fraction', 'groups-and-input', 'groups-and-output');
  return faults;
}

function faultyList(d: Draw, list: readonly number[], kind: string, equal: boolean): number[] {
  if (kind === 'short') return list.slice(1);
  if (kind === 'long') return [...list, list[0]!];
  const axis = d.int('faultyAxis', 0, list.length - 1);
  return equal ? list.map(() => notPositive[kind]!) : withEntry(list, axis, notPositive[kind]!);
}

function faultyPads(d: Draw, pads: readonly Pair[], kind: string): Pair[] {
  if (kind === 'short') return pads.slice(1);
  if (kind === 'long') return [...pads, pads[0]!];
  const pad = kind === 'negative' ? -1 : 0.5;
  if (d.limits.unevenPadding === false || d.limits.unequalPadding === false) return pads.map(() => [pad, pad] as const);
  const axis = d.int('faultyAxis', 0, pads.length - 1);
  const [before, after] = pads[axis]!;
  return withEntry(pads, axis, d.option('faultySide', ['before', 'after']) === 'before' ? [pad, after] : [before, pad]);
}

/**
 * A valid call of a convolution with one fault put in, drawn among all that the op must refuse. Shrinks to a wrong channel count on
 * the smallest case.
 *
 * @param draw the cases of the op
 * @param grouped whether the op takes groups
 */
export function drawFaultyConv(d: Draw, draw: typeof drawConv, grouped: boolean): FaultyConvCase {
  const fault = d.option('fault', faultsFor(d, grouped));
  const [subject = '', kind = ''] = fault.split('-');
  const fits: readonly PaddingKind[] = ['valid', 'explicit'];
  // A fraction above 1 counts as a step: beside another it would be outside the limits.
  const apart = d.limits.stridedDilation === false;
  let windows = drawWindows(d, {
    ...(subject === 'kernel' && { padding: fits }),
    ...(subject === 'pads' && { padding: ['explicit'] }),
    ...(apart && subject === 'strides' && { dilations: { max: 1 } }),
    ...(apart && subject === 'dilations' && { strides: { max: 1 } }),
  });
  if (subject === 'kernel') {
    const axis = d.int('faultyAxis', 0, windows.n - 1);
    const padded = windows.sizes[axis]! + windows.pads[axis]![0] + windows.pads[axis]![1];
    const beyond = Math.floor((padded - 1) / windows.dilations[axis]!) + 2;
    windows = rewindow(windows, { kernel: withEntry(windows.kernel, axis, beyond) });
  }
  const c = draw(d, {}, windows);
  const { x, filter, attributes } = c;
  const valid = { fault, x, filter, attributes };
  const tensor = (name: string, dims: readonly (number | readonly number[])[]): Tensor => d.tensor(name, dims, c.content);
  switch (subject) {
    case 'channels':
      return { ...valid, filter: tensor('faultyFilter', [c.kernel, ...wrongChannels(c, grouped)]) };
    case 'filter':
      return { ...valid, filter: tensor('faultyFilter', [c.kernel, filter.shape[c.n]!]) };
    case 'x':
      return { ...valid, x: tensor('faultyX', [c.sizes, c.channels * c.groups]) };
    case 'strides':
      return { ...valid, attributes: { ...attributes, strides: faultyList(d, c.strides, kind, d.limits.unequalStrides === false) } };
    case 'dilations':
      return { ...valid, attributes: { ...attributes, dilations: faultyList(d, c.dilations, kind, d.limits.unequalDilations === false) } };
    case 'pads':
      return { ...valid, attributes: { ...attributes, padding: faultyPads(d, c.pads, kind) } };
    case 'padding':
      // An unknown word is what untyped callers pass.
      return { ...valid, attributes: { ...attributes, padding: 'full' as 'same' } };
    case 'groups':
      return { ...valid, ...faultyGroups(c, fault, tensor) };
    default:
      return valid;
  }
}

function wrongChannels(c: ConvCase, grouped: boolean): number[] {
  return grouped ? [c.channels + 1, c.channelsOut * c.groups] : [c.groups + 1, c.channelsOut];
}

function faultyGroups(
  c: ConvCase,
  fault: string,
  tensor: (name: string, dims: readonly (number | readonly number[])[]) => Tensor,
): Partial<FaultyConvCase> {
  if (fault === 'groups-zero') return { attributes: { ...c.attributes, groups: 0 } };
  if (fault === 'groups-fraction') return { attributes: { ...c.attributes, groups: c.groups + 0.5 } };
  const attributes = { ...c.attributes, groups: 2 };
  const [more, outputs] = fault === 'groups-and-input' ? [1, 2 * c.channelsOut] : [0, 2 * c.channelsOut + 1];
  return {
    attributes,
    x: tensor('faultyX', [c.batch, c.sizes, 2 * c.channels + more]),
    filter: tensor('faultyFilter', [c.kernel, c.channels, outputs]),
  };
}
