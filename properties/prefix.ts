/** Sums of prefixes. */
import { drawPool } from '../src/ops/pooling/pool-case.js';
import type { Draw } from '../src/draw/draw.js';
import { defineLaw, equal, rejects, type Source } from '../src/law.js';
import { drawInteger } from '../src/ops/padding/pad-case.js';
import { drawCumsum, type CumsumCase } from '../src/ops/prefix/cumsum-case.js';

const onnx: Source = { title: 'ONNX: CumSum', url: 'https://onnx.ai/onnx/operators/onnx__CumSum.html' };
const tensorflow: Source = { title: 'TensorFlow: tf.cumsum', url: 'https://www.tensorflow.org/api_docs/python/tf/math/cumsum' };
const summedArea: Source = { title: 'F. Crow, Summed-Area Tables for Texture Mapping, 1984' };

/** A case whose claim makes calls with other flags too. */
function drawBoth(d: Draw, others: readonly { readonly exclusive?: boolean; readonly reverse?: boolean }[]): CumsumCase {
  const c = drawCumsum(d);
  for (const other of others) d.alsoCalls('cumsum', { ...c.attributes, ...other }, c.x);
  return c;
}

export const exclusiveLeavesItselfOut = defineLaw({
  id: 'prefix/exclusive-leaves-itself-out',
  statement: 'cumsum(x) = cumsum(x, exclusive) + x',
  because: 'The sum up to a cell is the sum of those before it, and the cell.',
  sources: [onnx, tensorflow],
  requires: ['cumsum'],
  cases: (d) => drawBoth(d, [{ exclusive: false }, { exclusive: true }]),
  claim: (t, { x, attributes }) =>
    equal(t.cumsum(x, { ...attributes, exclusive: false }), t.add(t.cumsum(x, { ...attributes, exclusive: true }), x)),
});

export const exclusiveIsShifted = defineLaw({
  id: 'prefix/exclusive-is-shifted',
  statement: 'cumsum(x, exclusive)[i] = cumsum(x)[i - 1], "0 at the first"',
  because:
    'The sum of those before a cell is the sum up to the one before it, of which the first has none. With reverse from the other end.',
  sources: [onnx, tensorflow],
  requires: ['cumsum'],
  cases: (d) => drawBoth(d, [{ exclusive: false }, { exclusive: true }]),
  claim: (t, { x, sizes, attributes }) => {
    const { axis, reverse } = attributes;
    const moved = sizes.map((_, at) => (at !== axis ? ([0, 0] as const) : reverse ? ([-1, 1] as const) : ([1, -1] as const)));
    const sums = t.cumsum(x, { ...attributes, exclusive: false });
    return equal(t.cumsum(x, { ...attributes, exclusive: true }), t.border(sums, moved));
  },
});

export const reverseIsReversed = defineLaw({
  id: 'prefix/reverse-is-reversed',
  statement: 'cumsum(x, reverse) = reverse cumsum(reverse x), "along the axis"',
  because: 'What comes after a cell comes before it when the axis is turned around.',
  sources: [onnx, tensorflow],
  requires: ['cumsum'],
  cases: (d) => drawBoth(d, [{ reverse: false }, { reverse: true }]),
  claim: (t, { x, attributes }) => {
    const { axis } = attributes;
    const turned = t.cumsum(t.reverse(x, [axis]), { ...attributes, reverse: false });
    return equal(t.cumsum(x, { ...attributes, reverse: true }), t.reverse(turned, [axis]));
  },
});

export const bothEndsAddUp = defineLaw({
  id: 'prefix/both-ends-add-up',
  statement: 'cumsum(x) + cumsum(x, exclusive, reverse) = sum(x), "along the axis"',
  because: 'Each cell is up to a cell, or after it.',
  sources: [onnx],
  requires: ['cumsum'],
  cases: (d) =>
    drawBoth(d, [
      { exclusive: false, reverse: false },
      { exclusive: true, reverse: true },
    ]),
  claim: (t, { x, sizes, attributes: { axis } }) => {
    const before = t.cumsum(x, { axis, exclusive: false, reverse: false });
    const after = t.cumsum(x, { axis, exclusive: true, reverse: true });
    const total = t.reshape(
      t.sum(x, [axis]),
      sizes.map((size, at) => (at === axis ? 1 : size)),
    );
    return equal(t.add(before, after), t.broadcast(total, sizes));
  },
});

export const axesInAnyOrder = defineLaw({
  id: 'prefix/axes-in-any-order',
  statement: 'cumsum("transposed" x, "the axis, where it went") = "transposed" cumsum(x)',
  because: 'An axis is one, wherever it stands.',
  sources: [onnx],
  requires: ['cumsum'],
  cases: (d) => {
    const c = drawCumsum(d);
    const rank = c.sizes.length;
    const axis = rank - 1 - c.attributes.axis;
    d.alsoCalls('cumsum', { ...c.attributes, axis }, [...c.sizes].reverse());
    return { ...c, moved: { ...c.attributes, axis }, order: c.sizes.map((_, at) => rank - 1 - at) };
  },
  claim: (t, { x, attributes, moved, order }) => equal(t.cumsum(t.transpose(x, order), moved), t.transpose(t.cumsum(x, attributes), order)),
});

export const linear = defineLaw({
  id: 'prefix/linear',
  statement: 'cumsum(a x + c y) = a cumsum(x) + c cumsum(y)',
  because: 'Sums of sums, and of multiples. The factors are small integers.',
  sources: [onnx],
  requires: ['cumsum'],
  cases: (d) => {
    const c = drawCumsum(d, { degree: 2 });
    return {
      ...c,
      y: d.tensor('y', [[...c.sizes]], { ...c.content, terms: 2 * c.content.terms! }),
      a: drawInteger(d, 'a'),
      c: drawInteger(d, 'c'),
    };
  },
  claim: (t, { x, y, a, c, attributes }) =>
    equal(
      t.cumsum(t.add(t.scale(x, a), t.scale(y, c)), attributes),
      t.add(t.scale(t.cumsum(x, attributes), a), t.scale(t.cumsum(y, attributes), c)),
    ),
});

export const adjoint = defineLaw({
  id: 'prefix/adjoint',
  statement: '<cumsum(x), y> = <x, cumsum(y, reverse)>',
  because: 'x[i] is in each sum from i on, and gets the y of each: gradients of sums of prefixes are sums from the other end.',
  sources: [tensorflow],
  requires: ['cumsum'],
  cases: (d) => {
    const c = drawCumsum(d, { degree: 2, terms: 4096 });
    const turned = { ...c.attributes, reverse: !c.attributes.reverse };
    d.alsoCalls('cumsum', turned, c.x);
    return { ...c, turned, y: d.tensor('y', [[...c.sizes]], c.content) };
  },
  claim: (t, { x, y, attributes, turned }) => equal(t.inner(t.cumsum(x, attributes), y), t.inner(x, t.cumsum(y, turned))),
});

export const averageByCumsum = defineLaw({
  id: 'prefix/average-by-cumsum',
  statement: 'A(x, k)[i] k = cumsum(x)[i + k - 1] - cumsum(x, exclusive)[i], "along an axis"',
  because: 'The cells of a window are those up to its last, less those before its first.',
  sources: [summedArea],
  requires: ['averagePool', 'cumsum'],
  cases: (d) => {
    const c = drawPool(d, { padding: ['valid'], ceilMode: [false], strides: { max: 1 }, dilations: { max: 1 }, terms: 64 });
    const along = d.int('along', 0, c.n - 1);
    const window = c.kernel.map((size, axis) => (axis === along ? size : 1));
    const attributes = { ...c.attributes, window };
    d.alsoCalls('averagePool', attributes, c.x);
    for (const exclusive of [false, true]) d.alsoCalls('cumsum', { axis: 1 + along, exclusive, reverse: false }, c.x);
    return { x: c.x, sizes: c.sizes, attributes, along, k: window[along]! };
  },
  claim: (t, { x, sizes, attributes, along, k }) => {
    const axis = 1 + along;
    const count = sizes[along]! - k + 1;
    const from = (first: number): number[] => Array.from({ length: count }, (_, i) => first + i);
    const upTo = t.gather(t.cumsum(x, { axis, exclusive: false, reverse: false }), axis, from(k - 1));
    const before = t.gather(t.cumsum(x, { axis, exclusive: true, reverse: false }), axis, from(0));
    return equal(t.scale(t.averagePool(x, attributes), k), t.subtract(upTo, before));
  },
});

export const rejectsNoSuchAxis = defineLaw({
  id: 'prefix/rejects-no-such-axis',
  statement: 'cumsum "throws on an axis that x does not have"',
  because: 'There is nothing to add up along it. An axis below 0 is left alone: many count it from the last.',
  sources: [onnx],
  requires: ['cumsum'],
  regimes: ['exact'],
  cases: (d) => {
    const c = drawCumsum(d);
    return { x: c.x, attributes: { ...c.attributes, axis: c.sizes.length + d.option('beyond', [0, 1, 0.5]) } };
  },
  claim: (t, { x, attributes }) => rejects(() => t.cumsum(x, attributes)),
});

/** All laws of the family. */
export const prefix = [
  exclusiveLeavesItselfOut,
  exclusiveIsShifted,
  reverseIsReversed,
  bothEndsAddUp,
  axesInAnyOrder,
  linear,
  adjoint,
  averageByCumsum,
  rejectsNoSuchAxis,
] as const;
