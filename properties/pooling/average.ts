/** What averages owe to sums. */
import { taken } from '../../src/arbitraries/taken.js';
import { drawAveragePool, drawLike, drawTiles } from '../../src/ops/pooling/pool-case.js';
import { regimes } from '../../src/domain.js';
import { atMost, defineLaw, equal } from '../../src/law.js';
import { sizeOf } from '../../src/tensor.js';
import { cellsOf, filled } from './pools.js';
import { onnxAveragePool, tensorflowAveragePool, torchAveragePool } from './sources.js';
import { borderOf } from './windows.js';

export const averageLinear = defineLaw({
  id: 'pooling/average-linear',
  statement: 'A(a x + b y) = a A(x) + b A(y)',
  because: 'A mean is a sum with fixed weights, one over the number of cells each.',
  sources: [tensorflowAveragePool],
  requires: ['averagePool'],
  cases: (d) => {
    const c = drawAveragePool(d, { terms: 6 });
    return { ...c, y: drawLike(d, 'y', c, { terms: 6 }), a: d.int('a', -3, 3), b: d.int('b', -3, 3) };
  },
  claim: (t, { x, y, a, b, attributes }) =>
    equal(
      t.averagePool(t.add(t.scale(x, a), t.scale(y, b)), attributes),
      t.add(t.scale(t.averagePool(x, attributes), a), t.scale(t.averagePool(y, attributes), b)),
    ),
});

export const averageOfConstant = defineLaw({
  id: 'pooling/average-of-constant',
  statement: 'A(constant) = "the constant, where padding does not count"',
  because:
    'The mean of equal numbers is that number, however many there are: at edges and in ceil mode the divisor is the number of cells that exist. Padding counts only where there is none, as a counted zero would pull the mean down.',
  sources: [onnxAveragePool, torchAveragePool],
  requires: ['averagePool'],
  regimes,
  cases: (d) => {
    const valid = d.option('valid', d.takes('averagePool', { padding: 'valid' }) ? [false, true] : [false]);
    const c = drawAveragePool(d, valid ? { padding: ['valid'] } : { countPadding: [false] });
    return { ...c, value: d.tensor('value', [c.batch, c.sizes.map(() => 1), c.channels], { terms: sizeOf(c.kernel) }) };
  },
  claim: (t, { value, batch, sizes, out, channels, attributes }) =>
    equal(t.averagePool(t.broadcast(value, [batch, ...sizes, channels]), attributes), t.broadcast(value, [batch, ...out, channels])),
});

export const averageMonotone = defineLaw({
  id: 'pooling/average-monotone',
  statement: 'A(x) <= A(y) where x <= y',
  because: 'The weights of a mean are positive. x <= max(x, z) for any z.',
  sources: [tensorflowAveragePool],
  requires: ['averagePool'],
  cases: (d) => {
    const c = drawAveragePool(d);
    return { ...c, y: drawLike(d, 'y', c) };
  },
  claim: (t, { x, y, attributes }) => atMost(t.averagePool(x, attributes), t.averagePool(t.maximum(x, y), attributes)),
});

export const maxAtLeastAverage = defineLaw({
  id: 'pooling/max-at-least-average',
  statement: 'A(x) <= M(x), "where padding does not count"',
  because: 'No mean exceeds the largest of its terms. A counted zero could be larger than every cell, so padding does not count.',
  sources: [tensorflowAveragePool],
  requires: ['averagePool', 'maxPool'],
  cases: (d) => drawAveragePool(d, { countPadding: [false] }),
  claim: (t, { x, kernel, strides, dilations, padding, ceilMode, attributes }) =>
    atMost(t.averagePool(x, attributes), t.maxPool(x, { window: kernel, strides, dilations, padding, ceilMode })),
});

export const averageIsDepthwiseConv = defineLaw({
  id: 'pooling/average-is-depthwise-conv',
  statement: 'A(x) * size "of window" = D(x, ones), "where every tap counts"',
  because:
    'A sum over a window is a depthwise convolution by ones, and the mean is the sum over the number of taps: without padding, or with padding that counts. Floor mode, as convolutions have no other.',
  sources: [tensorflowAveragePool],
  requires: ['averagePool', 'depthwiseConv'],
  regimes,
  cases: (d) => {
    const counts = d.takes('averagePool', { countPadding: true });
    return drawAveragePool(d, { ceilMode: [false], ...(counts ? { countPadding: [true] } : { padding: ['valid'] }) });
  },
  claim: (t, { x, kernel, channels, strides, dilations, padding, attributes }) =>
    equal(
      t.scale(t.averagePool(x, attributes), sizeOf(kernel)),
      t.depthwiseConv(x, filled([...kernel, channels, 1], 1), { strides, dilations, padding }),
    ),
});

export const countPaddingIsPadThenValid = defineLaw({
  id: 'pooling/count-padding-is-pad-then-valid',
  statement: 'A(x, p, countPadding) = A(x "with a border of 0", valid)',
  because:
    'Padding that counts is a cell of value 0. Floor mode only: ceil mode drops windows that start at or beyond in + before, and the border would move that line.',
  sources: [torchAveragePool, onnxAveragePool],
  requires: ['averagePool'],
  regimes,
  cases: (d) => {
    const takes = taken(d, 'averagePool');
    const valid = takes.padding('valid');
    const c = drawAveragePool(d, { ceilMode: [false], countPadding: [true], ...(!valid && { padding: [] }) });
    // Without padding there is nothing to count, whatever the library is told.
    return { ...c, counts: d.option('counts', takes.values('countPadding', [false, true])) };
  },
  claim: (t, { x, pads, counts, attributes }) =>
    equal(
      t.averagePool(x, attributes),
      t.averagePool(t.border(x, borderOf(pads)), { ...attributes, padding: 'valid', countPadding: counts }),
    ),
});

export const countPaddingRescales = defineLaw({
  id: 'pooling/count-padding-rescales',
  statement: 'A(x, countPadding) * cells "of the padded input" = A(x) * cells "of the input"',
  because: 'Both are the sum over the window: a counted zero changes the divisor and not the sum.',
  sources: [torchAveragePool, onnxAveragePool],
  requires: ['averagePool'],
  regimes,
  cases: (d) => drawAveragePool(d, { countPadding: d.takes('averagePool', { countPadding: false }) ? [true] : [] }),
  claim: (t, c) =>
    equal(
      t.multiply(t.averagePool(c.x, c.attributes), cellsOf(c, true)),
      t.multiply(t.averagePool(c.x, { ...c.attributes, countPadding: false }), cellsOf(c)),
    ),
});

export const averagePartition = defineLaw({
  id: 'pooling/windows-partition-average',
  statement: 'sum over o of A(x)[o] * cells[o] = sum of x, strides = window',
  because:
    'Windows that neither overlap nor leave gaps, as dilated ones do, part the cells among them, so that the sums over the windows make up the whole sum. Sizes are drawn so that no cell is left over; pads are smaller than a window, so that each window has a cell.',
  sources: [tensorflowAveragePool],
  requires: ['averagePool'],
  cases: (d) => {
    const countPadding = d.option('countPadding', taken(d, 'averagePool').values('countPadding', [false, true]));
    const c = drawTiles(d);
    return { ...c, attributes: { ...c.attributes, countPadding } };
  },
  claim: (t, c) => equal(t.sum(t.multiply(t.averagePool(c.x, c.attributes), cellsOf(c, c.attributes.countPadding))), t.sum(c.x)),
});

export const averages = [
  averageLinear,
  averageOfConstant,
  averageMonotone,
  maxAtLeastAverage,
  averageIsDepthwiseConv,
  countPaddingIsPadThenValid,
  countPaddingRescales,
  averagePartition,
] as const;
