import type { OpName } from '../ops/index.js';
import { taken, type Taken } from './taken.js';
import type { PaddingKind } from '../library.js';
import type { ConvAttributes, Pair } from '../ops/index.js';
import type { Tensor } from '../tensor.js';
import type { ConvCase, drawConv } from '../ops/convolution/conv-case.js';
import type { Draw } from '../draw/draw.js';
import { rewindow, withEntry } from '../draw/windows/rewindow.js';
import { drawWindows } from '../draw/windows/windows.js';

/** A call with one fault. */
export interface FaultyConvCase {
  readonly fault: string;
  readonly x: Tensor;
  readonly filter: Tensor;
  readonly attributes: ConvAttributes;
}

/** A padding that there is none of: what untyped callers pass. */
const full = 'full' as 'same';

const notPositive: Readonly<Record<string, number>> = { zero: 0, negative: -1, fraction: 1.5 };

/** The faults that stay inside what the library takes: outside its limits a call is refused before it is made. */
function faultsFor(takes: Taken, grouped: boolean): string[] {
  const faults = ['channels', 'filter-rank'];
  if (takes.padding('valid') || takes.padding('explicit')) faults.push('kernel');
  if (takes.spatialAxes(0)) faults.push('x-rank');
  for (const list of ['strides', 'dilations'] as const) {
    if (takes[list]) faults.push(...['zero', 'negative', 'fraction', 'short', 'long'].map((kind) => `${list}-${kind}`));
  }
  if (takes.padding('explicit')) faults.push('pads-negative', 'pads-fraction', 'pads-short', 'pads-long');
  if (takes.calls({ padding: full })) faults.push('padding-unknown');
  if (grouped && takes.calls({ groups: 2 })) faults.push('groups-zero', 'groups-fraction', 'groups-and-input', 'groups-and-output');
  return faults;
}

function faultyList(d: Draw, list: readonly number[], kind: string, equal: boolean): number[] {
  if (kind === 'short') return list.slice(1);
  if (kind === 'long') return [...list, list[0]!];
  const axis = d.int('faultyAxis', 0, list.length - 1);
  return equal ? list.map(() => notPositive[kind]!) : withEntry(list, axis, notPositive[kind]!);
}

function faultyPads(d: Draw, takes: Taken, pads: readonly Pair[], kind: string): Pair[] {
  if (kind === 'short') return pads.slice(1);
  if (kind === 'long') return [...pads, pads[0]!];
  const pad = kind === 'negative' ? -1 : 0.5;
  if (!takes.unevenPads || !takes.unequalPads) return pads.map(() => [pad, pad] as const);
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
export function drawFaultyConv(d: Draw, op: OpName, draw: typeof drawConv, grouped: boolean): FaultyConvCase {
  const takes = taken(d, op);
  const fault = d.option('fault', faultsFor(takes, grouped));
  const [subject = '', kind = ''] = fault.split('-');
  const fits: readonly PaddingKind[] = ['valid', 'explicit'];
  // A fraction above 1 counts as a step: beside another it would be outside the limits.
  const apart = !takes.stridedDilation;
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
      return { ...valid, attributes: { ...attributes, strides: faultyList(d, c.strides, kind, !takes.unequalStrides) } };
    case 'dilations':
      return { ...valid, attributes: { ...attributes, dilations: faultyList(d, c.dilations, kind, !takes.unequalDilations) } };
    case 'pads':
      return { ...valid, attributes: { ...attributes, padding: faultyPads(d, takes, c.pads, kind) } };
    case 'padding':
      return { ...valid, attributes: { ...attributes, padding: full } };
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
