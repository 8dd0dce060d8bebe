/** What every gradient keeps: sums, zero, batch elements, axes. */
import { drawExtraAxis, drawTwoAxes, roomForAxis } from '../../src/arbitraries/extra-axis.js';
import { defineLaw, equal, rejects } from '../../src/law.js';
import { sizeOf, zeros } from '../../src/tensor.js';
import { raised, swapAxes, swapped } from '../conv-geometry/per-axis.js';
import { exchanged, inserted } from '../conv-geometry/subject.js';
import type { LinearMap } from './maps.js';

export function linear<Name extends string>(m: LinearMap<Name>) {
  return defineLaw({
    id: `transposed-and-gradients/${m.name}-linear` as const,
    statement: `${m.symbol}(g + a h) = ${m.symbol}(g) + a ${m.symbol}(h)`,
    because:
      'Each result is a sum of products with entries of the gradient from above, or of entries alone. a is a small integer, or a power of two for reals, so that a h is the number meant.',
    sources: m.sources,
    requires: [m.op],
    cases: (d) => {
      const c = m.draw(d, { summands: 4 });
      const unsigned = d.domain.precision.least >= 0;
      const factor = d.option('factor', d.regime === 'exact' ? (unsigned ? [1, 2, 3] : [1, -1, 2, 3]) : [1, -1, 2, -0.5]);
      return { ...c, factor, other: d.tensor('other', [c.batch, c.out, c.dy.shape.at(-1)!], c.content) };
    },
    claim: (t, c) =>
      equal(m.apply(t, c, t.add(c.dy, t.scale(c.other, c.factor))), t.add(m.apply(t, c, c.dy), t.scale(m.apply(t, c, c.other), c.factor))),
  });
}

export function zeroAtZero<Name extends string>(m: LinearMap<Name>) {
  return defineLaw({
    id: `transposed-and-gradients/${m.name}-zero-at-zero` as const,
    statement: `${m.symbol}(0) = 0`,
    because: 'Every term has a factor of zero. x and the filter are finite, since zero times infinity is NaN.',
    sources: m.sources,
    requires: [m.op],
    cases: m.draw,
    claim: (t, c) => equal(m.apply(t, c, zeros(c.dy.shape)), zeros(m.result === 'input' ? c.inputShape : c.filterShape)),
  });
}

export function batchIndependent<Name extends string>(m: LinearMap<Name>) {
  return defineLaw({
    id: `transposed-and-gradients/${m.name}-batch-independent` as const,
    statement: `${m.symbol}(g)[b] = ${m.symbol}(g[b]) "for each element b of the batch"`,
    because: 'What comes from above of one element goes to the input of that element alone.',
    sources: m.sources,
    requires: [m.op],
    cases: m.draw,
    claim: (t, c) => {
      const inputShape = [1, ...c.inputShape.slice(1)];
      const parts = Array.from({ length: c.batch }, (_, b) => {
        const x = c.x && t.gather(c.x, 0, [b]);
        return m.apply(t, { ...c, inputShape, x }, t.gather(c.dy, 0, [b]));
      });
      return equal(m.apply(t, c, c.dy), t.concat(parts, 0));
    },
  });
}

export function axisSwap<Name extends string>(m: LinearMap<Name>) {
  return defineLaw({
    id: `transposed-and-gradients/${m.name}-axis-swap` as const,
    statement: `${m.symbol} "of transposed tensors and attributes" = ${m.symbol}^T, "two spatial axes exchanged"`,
    because:
      'No axis is special: each has its own stride, dilation and pads. Where a maximum is sought, no two cells are equal, as the first of equals depends on the order of axes.',
    sources: m.sources,
    requires: [m.op],
    cases: (d) => {
      const c = m.draw(d, { axes: [2, 3], distinct: true });
      return { ...c, pair: drawTwoAxes(d, c.n) };
    },
    claim: (t, c) => {
      const [i, j] = c.pair;
      const onInput = swapAxes(c.n + 2, 1, c.pair);
      const onFilter = swapAxes(c.n + 2, 0, c.pair);
      const on = {
        x: c.x && t.transpose(c.x, onInput),
        filter: c.filter && t.transpose(c.filter, onFilter),
        inputShape: exchanged(c.inputShape, i + 1, j + 1),
        filterShape: exchanged(c.filterShape, i, j),
        attributes: swapped(c.attributes, c.pair),
      };
      return equal(m.apply(t, on, t.transpose(c.dy, onInput)), t.transpose(m.apply(t, c, c.dy), m.result === 'input' ? onInput : onFilter));
    },
  });
}

export function unitAxis<Name extends string>(m: LinearMap<Name>) {
  return defineLaw({
    id: `transposed-and-gradients/${m.name}-unit-axis` as const,
    statement: `${m.symbol} "on n axes, one of them of one cell and kernel 1" = ${m.symbol} "on the other n - 1"`,
    because:
      'The one window of such an axis has one tap on its one cell, whatever its stride and dilation. It gets no pads, which would be windows of their own.',
    sources: m.sources,
    requires: [m.op],
    cases: (d) => {
      const c = m.draw(d, roomForAxis(d, m.op));
      return { ...c, extra: drawExtraAxis(d, m.op, c) };
    },
    claim: (t, c) => {
      const { at } = c.extra;
      const inputShape = inserted(c.inputShape, at + 1, 1);
      const filterShape = c.filterShape.length === 0 ? [] : inserted(c.filterShape, at, 1);
      const on = {
        x: c.x && t.reshape(c.x, inputShape),
        filter: c.filter && t.reshape(c.filter, filterShape),
        inputShape,
        filterShape,
        attributes: raised(c.attributes, c.extra),
      };
      return equal(
        m.apply(t, on, t.reshape(c.dy, inserted(c.dy.shape, at + 1, 1))),
        t.reshape(m.apply(t, c, c.dy), m.result === 'input' ? inputShape : filterShape),
      );
    },
  });
}

export function rejectsOtherShapes<Name extends string>(m: LinearMap<Name>) {
  return defineLaw({
    id: `transposed-and-gradients/${m.name}-rejects-other-shapes` as const,
    statement: `${m.symbol}(g) "throws where g has a window, a channel or a batch element more than the result that it is the gradient of, or as many numbers in another shape"`,
    because:
      'There is no result that it could belong to; as many numbers in another shape are those of other cells. A transposed convolution takes any number of windows and elements: there, the channels differ.',
    sources: m.sources,
    requires: [m.op],
    regimes: ['exact'],
    cases: (d) => {
      const c = m.draw(d);
      const numbers = sizeOf(c.dy.shape);
      // All numbers along one axis: for a transposed convolution along one that changes the channels.
      const channels = c.dy.shape.at(-1)!;
      const axes = c.dy.shape.flatMap((size, axis) =>
        size === numbers || (m.name === 'transpose' && channels === 1 && axis !== c.n + 1) ? [] : [axis],
      );
      const faults = m.name === 'transpose' ? ['channel'] : ['channel', 'window', 'element'];
      const fault = d.option('fault', axes.length === 0 ? faults : [...faults, 'shape']);
      const axis =
        fault === 'channel' ? c.n + 1 : fault === 'window' ? d.int('faultyAxis', 1, c.n) : fault === 'shape' ? d.option('along', axes) : 0;
      const wrong = (size: number, i: number): number => (fault === 'shape' ? (i === axis ? numbers : 1) : i === axis ? size + 1 : size);
      const [batch, ...rest] = c.dy.shape.map(wrong) as [number, ...number[]];
      return { ...c, fault, faulty: d.tensor('faulty', [batch, rest.slice(0, -1), rest.at(-1)!], c.content) };
    },
    claim: (t, c) => rejects(() => m.apply(t, c, c.faulty), c.fault === 'shape' ? 'another shape' : `a ${c.fault} more`),
  });
}
