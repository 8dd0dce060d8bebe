/** What morphological ops leave independent, and what their padding and strides stand for. */
import { taken } from '../../src/arbitraries/taken.js';
import { drawInputLike, drawMorphology } from '../../src/ops/morphology/morphology-case.js';
import { samePadsAreTaken } from '../../src/ops/pooling/pool-case.js';
import { regimes } from '../../src/domain.js';
import { defineLaw, equal, rejects } from '../../src/law.js';
import { changedOutside, drawOutput, endOf, plainInput } from '../pooling/field.js';
import { replaced } from '../pooling/pools.js';
import { drawUnitAxis, inserted, roomForOneMore } from '../pooling/structure.js';
import { outputShape } from '../windows/output-shape.js';
import { dilation, dilation2d, erosion, erosion2d, soille, type Operator } from './operators.js';

function channelsIndependent<Name extends string>(operator: Operator<Name>) {
  const { letter, op, call, name } = operator;
  return defineLaw({
    id: `morphology/channels-independent-${name}` as const,
    statement: `${letter}(x, f)[..., c] = ${letter}(x[..., c], f[..., c])`,
    because: 'Each channel has a filter of its own and meets no other.',
    sources: [dilation2d, erosion2d],
    requires: [op],
    regimes,
    cases: drawMorphology,
    claim: (t, { x, filter, channels, attributes }) => {
      const each = Array.from({ length: channels }, (_, c) => call(t, t.gather(x, -1, [c]), t.gather(filter, -1, [c]), attributes));
      return equal(call(t, x, filter, attributes), t.concat(each, -1));
    },
  });
}

function batchIndependent<Name extends string>(operator: Operator<Name>) {
  const { letter, op, call, name } = operator;
  return defineLaw({
    id: `morphology/batch-independent-${name}` as const,
    statement: `${letter}(x, f)[n] = ${letter}(x[n], f)`,
    because: 'A window lies in one image of the batch.',
    sources: [dilation2d, erosion2d],
    requires: [op],
    regimes,
    cases: (d) => drawMorphology(d, { batch: { min: 2 } }),
    claim: (t, { x, filter, batch, attributes }) => {
      const each = Array.from({ length: batch }, (_, n) => call(t, t.gather(x, 0, [n]), filter, attributes));
      return equal(call(t, x, filter, attributes), t.concat(each, 0));
    },
  });
}

function axisSwap<Name extends string>(operator: Operator<Name>) {
  const { letter, op, call, name } = operator;
  return defineLaw({
    id: `morphology/axis-swap-${name}` as const,
    statement: `${letter}(transpose x, transpose f, "transposed attributes") = transpose ${letter}(x, f)`,
    because: 'Spatial axes differ only in what the filter and the attributes say of each. Two axes at least.',
    sources: [soille],
    requires: [op],
    regimes,
    cases: (d) => {
      const c = drawMorphology(d, { axes: [2, 3] });
      const first = d.int('first', 0, c.n - 2);
      return { ...c, first, second: d.int('second', first + 1, c.n - 1) };
    },
    claim: (t, { x, filter, n, first, second, attributes: { strides, dilations, padding } }) => {
      const swap = <T>(list: readonly T[], offset = 0): T[] =>
        replaced(replaced(list, first + offset, list[second + offset]!), second + offset, list[first + offset]!);
      const axes = Array.from({ length: n + 2 }, (_, axis) => axis);
      const exchanged = {
        strides: swap(strides),
        dilations: swap(dilations),
        padding: typeof padding === 'string' ? padding : swap(padding),
      };
      return equal(
        call(t, t.transpose(x, swap(axes, 1)), t.transpose(filter, swap(axes.slice(0, n + 1))), exchanged),
        t.transpose(call(t, x, filter, { strides, dilations, padding }), swap(axes, 1)),
      );
    },
  });
}

function unitAxis<Name extends string>(operator: Operator<Name>) {
  const { letter, op, call, name } = operator;
  return defineLaw({
    id: `morphology/unit-axis-${name}` as const,
    statement: `${letter} "over n + 1 axes, one of size 1 with kernel 1" = ${letter} "over the n others"`,
    because: 'A kernel of one tap along an axis of one cell adds nothing to look at, wherever the axis stands.',
    sources: [soille],
    requires: [op],
    regimes,
    cases: (d) => {
      const c = drawMorphology(d, roomForOneMore(d, op));
      return { ...c, unit: drawUnitAxis(d, op, c) };
    },
    claim: (t, { x, filter, batch, sizes, kernel, out, channels, attributes, unit: { at, stride, dilation: rate } }) => {
      const { strides, dilations, padding } = attributes;
      const wider = {
        strides: inserted(strides, at, stride),
        dilations: inserted(dilations, at, rate),
        padding: typeof padding === 'string' ? padding : inserted(padding, at, [0, 0] as const),
      };
      const higher = t.reshape(x, [batch, ...inserted(sizes, at, 1), channels]);
      const higherFilter = t.reshape(filter, [...inserted(kernel, at, 1), channels]);
      return equal(
        call(t, higher, higherFilter, wider),
        t.reshape(call(t, x, filter, attributes), [batch, ...inserted(out, at, 1), channels]),
      );
    },
  });
}

function sameIsExplicit<Name extends string>(operator: Operator<Name>) {
  const { letter, op, call, name } = operator;
  return defineLaw({
    id: `morphology/same-is-explicit-${name}` as const,
    statement: `${letter}(x, f, same) = ${letter}(x, f, "the pads that same stands for")`,
    because: '"same" is short for pads that give ceil(in / stride) windows, the odd one after ("same-lower": before).',
    sources: [dilation2d, erosion2d],
    requires: [op],
    regimes,
    cases: (d) => drawMorphology(d, samePadsAreTaken(d)),
    claim: (t, { x, filter, pads, attributes }) =>
      equal(call(t, x, filter, attributes), call(t, x, filter, { ...attributes, padding: pads })),
  });
}

function strideSubsamples<Name extends string>(operator: Operator<Name>) {
  const { letter, op, call, name } = operator;
  return defineLaw({
    id: `morphology/stride-subsamples-${name}` as const,
    statement: `${letter}(x, f, strides s) = ${letter}(x, f, strides 1)[::s]`,
    because: 'A stride skips windows and changes none. Valid and explicit padding only, as the pads of "same" depend on the stride.',
    sources: [soille],
    requires: [op],
    regimes,
    cases: (d) => drawMorphology(d, { padding: ['valid', 'explicit'] }),
    claim: (t, { x, filter, strides, attributes }) => {
      const every = call(t, x, filter, { ...attributes, strides: strides.map(() => 1) });
      return equal(call(t, x, filter, attributes), t.slice(every, [], [], [1, ...strides]));
    },
  });
}

function receptiveField<Name extends string>(operator: Operator<Name>) {
  const { letter, op, call, name } = operator;
  return defineLaw({
    id: `morphology/receptive-field-${name}` as const,
    statement: `${letter}(x, f)[o] = ${letter}(y, f)[o] where y "equals x in the window of o"`,
    because: 'An output depends on the cells of its own window, image and channel, and on nothing else.',
    sources: [soille],
    requires: [op],
    regimes,
    cases: (d) => {
      const c = drawMorphology(d, { content: plainInput(d) });
      const at = drawOutput(d, c);
      return { ...c, at, y: changedOutside(c, c.x, drawInputLike(d, 'z', c, 4), at) };
    },
    claim: (t, { x, y, filter, at, attributes }) =>
      equal(t.slice(call(t, y, filter, attributes), at, endOf(at)), t.slice(call(t, x, filter, attributes), at, endOf(at))),
  });
}

function rejectsBadArguments<Name extends string>(operator: Operator<Name>) {
  const { letter, op, call, name } = operator;
  return defineLaw({
    id: `morphology/rejects-bad-arguments-${name}` as const,
    statement: `${letter} "refuses a stride or dilation of 0, lists of other lengths, a filter of other channels, one that fits nowhere"`,
    because: 'None of these has a meaning. One fault at a time, with any padding that has no part in it, so that each is found for itself.',
    sources: [dilation2d, erosion2d],
    requires: [op],
    regimes: ['exact'],
    cases: (d) => {
      const unpadded = taken(d, op).padding('valid');
      const fault = d.option('fault', [
        'strides of 0',
        'dilations of 0',
        'strides too long',
        'dilations too short',
        'channels',
        ...(unpadded ? (['filter larger than the input'] as const) : []),
      ]);
      const c = drawMorphology(d, fault === 'filter larger than the input' ? { padding: ['valid'] } : {});
      const larger = d.tensor('larger', [c.sizes.map((size) => size + 1), c.channels]);
      const other = d.tensor('other', [c.kernel, c.channels + 1]);
      return { ...c, larger, other, fault };
    },
    claim: (t, { x, filter, larger, other, attributes, fault }) => {
      const { strides, dilations } = attributes;
      const spoilt = {
        'strides of 0': { strides: strides.map(() => 0) },
        'dilations of 0': { dilations: dilations.map(() => 0) },
        'strides too long': { strides: [...strides, strides.at(-1)!] },
        'dilations too short': { dilations: dilations.slice(1) },
        channels: {},
        'filter larger than the input': {},
      }[fault];
      const used = fault === 'channels' ? other : fault === 'filter larger than the input' ? larger : filter;
      return rejects(() => call(t, x, used, { ...attributes, ...spoilt }), fault);
    },
  });
}

export const channelsIndependentDilation = channelsIndependent(dilation);
export const channelsIndependentErosion = channelsIndependent(erosion);
export const batchIndependentDilation = batchIndependent(dilation);
export const batchIndependentErosion = batchIndependent(erosion);
export const axisSwapDilation = axisSwap(dilation);
export const axisSwapErosion = axisSwap(erosion);
export const unitAxisDilation = unitAxis(dilation);
export const unitAxisErosion = unitAxis(erosion);
export const sameIsExplicitDilation = sameIsExplicit(dilation);
export const sameIsExplicitErosion = sameIsExplicit(erosion);
export const strideSubsamplesDilation = strideSubsamples(dilation);
export const strideSubsamplesErosion = strideSubsamples(erosion);
export const { morphologicalDilation: outputShapeDilation, morphologicalErosion: outputShapeErosion } = outputShape(
  'morphology/output-shape-',
  ['morphologicalDilation', 'morphologicalErosion'],
  { morphologicalDilation: 'dilation', morphologicalErosion: 'erosion' },
);
export const receptiveFieldDilation = receptiveField(dilation);
export const receptiveFieldErosion = receptiveField(erosion);
export const rejectsBadArgumentsDilation = rejectsBadArguments(dilation);
export const rejectsBadArgumentsErosion = rejectsBadArguments(erosion);

export const morphologyStructure = [
  channelsIndependentDilation,
  channelsIndependentErosion,
  batchIndependentDilation,
  batchIndependentErosion,
  axisSwapDilation,
  axisSwapErosion,
  unitAxisDilation,
  unitAxisErosion,
  sameIsExplicitDilation,
  sameIsExplicitErosion,
  strideSubsamplesDilation,
  strideSubsamplesErosion,
  outputShapeDilation,
  outputShapeErosion,
  receptiveFieldDilation,
  receptiveFieldErosion,
  rejectsBadArgumentsDilation,
  rejectsBadArgumentsErosion,
] as const;
