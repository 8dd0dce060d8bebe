/** What a transposed convolution refuses. */
import { taken } from '../../src/arbitraries/taken.js';
import type { Draw } from '../../src/draw/draw.js';
import { withEntry } from '../../src/draw/windows/rewindow.js';
import { drawTransposed, type TransposedCase } from '../../src/ops/convolution/transposed-case.js';
import { transposedSize } from '../../src/geometry.js';
import { defineLaw, rejects } from '../../src/law.js';
import type { Pair } from '../../src/ops/index.js';
import { onnxConvTranspose, tensorflowConvTranspose, torchConvTranspose } from '../conv-geometry/sources.js';

const wrongSteps: Readonly<Record<string, number>> = { zero: 0, negative: -1, fraction: 1.5 };

/** The faults that stay inside what the library takes: outside its limits a call is refused before it is made. */
function faultsFor(d: Draw): string[] {
  const takes = taken(d, 'convTranspose');
  const faults = ['channels of y', 'filter rank'];
  for (const list of ['strides', 'dilations'] as const) {
    if (takes[list]) faults.push(...Object.keys(wrongSteps).map((kind) => `${list} ${kind}`));
  }
  if (takes.calls({ groups: 2 })) faults.push('groups zero', 'groups negative', 'groups fraction', 'groups that do not divide');
  if (takes.calls({ outputPadding: [1] })) {
    faults.push('output padding below 0');
    if (takes.padding('same') || takes.padding('same-lower')) faults.push('output padding beyond the stride');
  }
  if (takes.padding('explicit') && takes.wholePads) faults.push('size below 0');
  return faults;
}

/** The attributes with an entry of a list changed on one axis; on every axis where the library wants them equal. */
function withStep(d: Draw, c: TransposedCase, list: 'strides' | 'dilations', step: number): TransposedCase['attributes'] {
  const takes = taken(d, 'convTranspose');
  const all = !(list === 'strides' ? takes.unequalStrides : takes.unequalDilations);
  const axis = d.int('faultyAxis', 0, c.n - 1);
  return { ...c.attributes, [list]: all ? c[list].map(() => step) : withEntry(c[list], axis, step) };
}

/** Pads that are larger than what there is to pad, along one axis or all: two sizes below 0 multiply to a number of elements. */
function padsBeyond(d: Draw, c: TransposedCase): Pair[] {
  const { unequalPads, unevenPads } = taken(d, 'convTranspose');
  const whole = c.out.map((out, i) => transposedSize(out, [0, 0], c.kernel[i]!, c.strides[i]!, c.dilations[i]!) + c.outputPadding[i]!);
  const axis = d.int('faultyAxis', 0, c.n - 1);
  const beyond = d.int('beyond', 1, 3);
  const everywhere = d.option('faultyAxes', ['one', 'all']) === 'all';
  const half = Math.ceil((Math.max(...whole) + beyond) / 2);
  if (!unequalPads) return whole.map(() => [half, half] as const);
  return c.pads.map((pair, i): Pair => {
    if (i !== axis && !everywhere) return pair;
    if (!unevenPads) return [half, half];
    const total = whole[i]! + beyond;
    const before = d.int('faultyBefore', 0, total, { axis: i });
    return [before, total - before];
  });
}

/** A call with one fault. Shrinks to channels that do not match, on the smallest case. */
function drawFaultyTranspose(d: Draw) {
  const fault = d.option('fault', faultsFor(d));
  const [list = '', kind = ''] = fault.split(' ');
  // A fraction above 1 counts as a step: beside another it would be outside the limits.
  const takes = taken(d, 'convTranspose');
  const apart = !takes.stridedDilation;
  const same = takes.paddings(['same', 'same-lower']);
  const c = drawTransposed(d, {
    ...(fault === 'size below 0' && { padding: ['explicit'] }),
    ...(fault === 'output padding beyond the stride' && { padding: same }),
    ...(apart && list === 'strides' && { dilations: { max: 1 } }),
    ...(apart && list === 'dilations' && { strides: { max: 1 } }),
  });
  const { dy: y, filter, attributes, outputPadding } = c;
  const valid = { fault, y, filter, attributes };
  const all = c.channelsOut * c.groups;
  const padded = (extra: (axis: number) => number) => {
    const axis = d.int('faultyAxis', 0, c.n - 1);
    return { ...valid, attributes: { ...attributes, outputPadding: withEntry(outputPadding, axis, extra(axis)) } };
  };
  switch (fault) {
    case 'channels of y': {
      const channels = d.option('faultyChannels', all > 1 ? [all + 1, all - 1, 2 * all] : [2]);
      return { ...valid, y: d.tensor('faultyY', [c.batch, c.out, channels], c.content) };
    }
    case 'filter rank':
      return { ...valid, filter: d.tensor('faultyFilter', [c.kernel, all], c.content) };
    case 'groups zero':
      return { ...valid, attributes: { ...attributes, groups: 0 } };
    case 'groups negative':
      return { ...valid, attributes: { ...attributes, groups: -c.groups } };
    case 'groups fraction':
      return { ...valid, attributes: { ...attributes, groups: c.groups + 0.5 } };
    case 'groups that do not divide': {
      const groups = d.int('faultyGroups', 2, 3);
      const channels = groups * c.channelsOut + d.int('more', 1, groups - 1);
      return {
        fault,
        y: d.tensor('faultyY', [c.batch, c.out, channels], c.content),
        filter: d.tensor('faultyFilter', [c.kernel, c.channels, channels], c.content),
        attributes: { ...attributes, groups },
      };
    }
    case 'output padding below 0': {
      const below = d.int('below', 1, 2);
      return padded(() => -below);
    }
    case 'output padding beyond the stride': {
      const beyond = d.int('beyond', 0, 2);
      return padded((axis) => c.strides[axis]! + beyond);
    }
    case 'size below 0':
      return { ...valid, attributes: { ...attributes, padding: padsBeyond(d, c) } };
    default:
      return { ...valid, attributes: withStep(d, c, list as 'strides' | 'dilations', wrongSteps[kind]!) };
  }
}

export const convTransposeRejectsBadArguments = defineLaw({
  id: 'transposed-and-gradients/conv-transpose-rejects-bad-arguments',
  statement:
    'T "throws on channels of y that are not those of the filter, groups that are no integer >= 1 or do not divide them, a filter of another rank, strides or dilations that are no integers >= 1, output padding below 0 or, with same, of a stride or more, pads that leave a size below 0"',
  because:
    'No convolution has such windows or groups, or makes as many windows of such a size, so that there is none to transpose. One fault at a time in a call that is right otherwise, so that no fault hides behind another.',
  sources: [torchConvTranspose, onnxConvTranspose, tensorflowConvTranspose],
  requires: ['convTranspose'],
  regimes: ['exact'],
  cases: drawFaultyTranspose,
  claim: (t, c) => rejects(() => t.convTranspose(c.y, c.filter, c.attributes), c.fault),
});
