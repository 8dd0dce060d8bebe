/** Convolution is linear in the input and in the filter. */
import { drawConv, drawLikeInput } from '../../src/ops/convolution/conv-case.js';
import type { Draw } from '../../src/draw/draw.js';
import { EmptyDomain } from '../../src/draw/empty-domain.js';
import { regimes } from '../../src/domain.js';
import { atMost, defineLaw, equal } from '../../src/law.js';
import { zeros } from '../../src/tensor.js';
import { matrixCalculus, signalProcessing } from '../conv-geometry/sources.js';
import { kernelAxes } from '../conv-geometry/subject.js';

export const additiveInX = defineLaw({
  id: 'conv-algebra/additive-in-x',
  statement: 'C(x + y, w) = C(x, w) + C(y, w)',
  because: 'Each result is a sum of cells times taps, and a product distributes over a sum of cells.',
  sources: [signalProcessing, matrixCalculus],
  requires: ['conv'],
  cases: (d) => {
    const c = drawConv(d, { summands: 2 });
    return { ...c, y: drawLikeInput(d, 'y', c) };
  },
  claim: (t, c) =>
    equal(t.conv(t.add(c.x, c.y), c.filter, c.attributes), t.add(t.conv(c.x, c.filter, c.attributes), t.conv(c.y, c.filter, c.attributes))),
});

export const additiveInW = defineLaw({
  id: 'conv-algebra/additive-in-w',
  statement: 'C(x, v + w) = C(x, v) + C(x, w)',
  because: 'Each result is a sum of cells times taps, and a product distributes over a sum of taps.',
  sources: [signalProcessing],
  requires: ['conv'],
  cases: (d) => {
    const c = drawConv(d, { summands: 2 });
    return { ...c, other: d.tensor('other', [c.kernel, c.channels, c.channelsOut * c.groups], c.content) };
  },
  claim: (t, c) =>
    equal(
      t.conv(c.x, t.add(c.filter, c.other), c.attributes),
      t.add(t.conv(c.x, c.filter, c.attributes), t.conv(c.x, c.other, c.attributes)),
    ),
});

/** A small integer where data is integers; else a power of two, which rounds nothing, of either sign. */
function drawFactor(d: Draw): number {
  const unsigned = d.domain.precision.least >= 0;
  if (d.regime === 'exact') return d.option('factor', unsigned ? [2, 0, 3] : [2, -1, 0, 3, -3]);
  return d.option('factor', [2, -1, 0.5, -4, 8, -0.125]);
}

export const homogeneousInX = defineLaw({
  id: 'conv-algebra/homogeneous-in-x',
  statement: 'C(a x, w) = a C(x, w)',
  because: 'A common factor of all products comes out of their sum. a is a power of two for reals, so that a x is the number meant.',
  sources: [signalProcessing],
  requires: ['conv'],
  regimes,
  cases: (d) => ({ ...drawConv(d, { summands: 3 }), factor: drawFactor(d) }),
  claim: (t, c) => equal(t.conv(t.scale(c.x, c.factor), c.filter, c.attributes), t.scale(t.conv(c.x, c.filter, c.attributes), c.factor)),
});

export const homogeneousInW = defineLaw({
  id: 'conv-algebra/homogeneous-in-w',
  statement: 'C(x, a w) = a C(x, w)',
  because: 'A common factor of all products comes out of their sum. a is a power of two for reals, so that a w is the number meant.',
  sources: [signalProcessing],
  requires: ['conv'],
  regimes,
  cases: (d) => ({ ...drawConv(d, { summands: 3 }), factor: drawFactor(d) }),
  claim: (t, c) => equal(t.conv(c.x, t.scale(c.filter, c.factor), c.attributes), t.scale(t.conv(c.x, c.filter, c.attributes), c.factor)),
});

export const zero = defineLaw({
  id: 'conv-algebra/zero',
  statement: 'C(0, w) = 0 and C(x, 0) = 0',
  because: 'Every product has a factor of zero. x and w are finite, since zero times infinity is NaN.',
  sources: [signalProcessing],
  requires: ['conv'],
  cases: drawConv,
  claim: (t, c) => {
    const nothing = zeros(c.outShape);
    return [
      equal(t.conv(zeros(c.x.shape), c.filter, c.attributes), nothing, 'x = 0'),
      equal(t.conv(c.x, zeros(c.filter.shape), c.attributes), nothing, 'w = 0'),
    ];
  },
});

export const negation = defineLaw({
  id: 'conv-algebra/negation',
  statement: 'C(-x, w) = -C(x, w) = C(x, -w), "bit for bit"',
  because: 'A sign goes through products and sums without a rounding, whatever their order.',
  sources: [signalProcessing],
  requires: ['conv'],
  regimes,
  cases: (d) => {
    if (d.domain.precision.least >= 0) throw new EmptyDomain('sign', 'the precision has no negative numbers');
    return drawConv(d);
  },
  claim: (t, c) => {
    const negative = t.negate(t.conv(c.x, c.filter, c.attributes));
    return [
      equal(t.conv(t.negate(c.x), c.filter, c.attributes), negative, '-x'),
      equal(t.conv(c.x, t.negate(c.filter), c.attributes), negative, '-w'),
    ];
  },
});

export const bounded = defineLaw({
  id: 'conv-algebra/bounded',
  statement: '|C(x, w)| <= C(|x|, |w|)',
  because: 'The triangle inequality: terms of different sign can only make a sum smaller.',
  sources: [{ title: 'N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, chapter 3' }],
  requires: ['conv'],
  cases: drawConv,
  claim: (t, c) => atMost(t.abs(t.conv(c.x, c.filter, c.attributes)), t.conv(t.abs(c.x), t.abs(c.filter), c.attributes)),
});

export const constantInput = defineLaw({
  id: 'conv-algebra/constant-input',
  statement: 'C(constant a, w, valid) = a * (sum of w "over taps and channels"), "everywhere"',
  because: 'Every window sees the same cells. Valid, as windows over padding see zeros among them.',
  sources: [signalProcessing],
  requires: ['conv'],
  cases: (d) => {
    const c = drawConv(d, { padding: ['valid'] });
    return { ...c, value: d.tensor('value', [1], c.content) };
  },
  claim: (t, c) => {
    const sums = t.sum(c.filter, [...kernelAxes(c.n), -2]);
    return equal(t.conv(t.broadcast(c.value, c.x.shape), c.filter, c.attributes), t.broadcast(t.multiply(sums, c.value), c.outShape));
  },
});
