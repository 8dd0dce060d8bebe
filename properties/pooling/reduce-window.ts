/** Reductions of windows. */
import type { Draw } from '../../src/draw/draw.js';
import { defineLaw, equal, rejects, type BoundOps, type Operand, type Source } from '../../src/law.js';
import { oneAxisAtATime } from '../../src/ops/pooling/pool-case.js';
import { drawReduceWindow, type ReduceCase } from '../../src/ops/reductions/reduce-window-case.js';
import { reductions, type Reduction } from '../../src/ops/reductions/reductions.js';
import { indices, tensor, type Tensor } from '../../src/tensor.js';
import { cellsOf, filled, replaced, windowAxes, windowsOf } from './pools.js';
import { morphologyBook } from './sources.js';

const xla: Source = { title: 'XLA: ReduceWindow', url: 'https://openxla.org/xla/operation_semantics#reducewindow' };
const stablehlo: Source = { title: 'StableHLO: reduce_window', url: 'https://openxla.org/stablehlo/spec#reduce_window' };

/** x with its cells apart, the start of the reduction between them. */
function apart(t: BoundOps, c: ReduceCase): Promise<Tensor> {
  const shape = [1, ...c.sizes, 1];
  const { start } = reductions[c.reduce];
  const isCell = (index: readonly number[]): boolean => c.baseDilations.every((dilation, axis) => index[axis + 1]! % dilation === 0);
  const between = tensor(
    Array.from(indices(shape), (index) => (isCell(index) ? 0 : start)),
    shape,
  );
  return t.add(t.upsample(c.x, c.baseDilations, 1), between);
}

/** The product over the axes of the taps, one tap after the other. */
async function productOf(t: BoundOps, windows: Operand, c: ReduceCase): Promise<Tensor> {
  let rest = await windows;
  for (const axis of windowAxes(c).reverse()) {
    const taps = Array.from({ length: rest.shape[axis]! }, (_, tap) => t.gather(rest, axis, [tap]));
    rest = await taps.reduce((a, b) => t.multiply(a, b));
  }
  return t.reshape(rest, [c.batch, ...c.out, c.channels]);
}

export const reduceWindowByDefinition = defineLaw({
  id: 'pooling/reduce-window-by-definition',
  statement:
    'reduceWindow(x)[o] = "the sum, maximum, minimum or product over" j "of" x[(o s + j d - before) / base], "the start where there is no cell"',
  because:
    'A window looks at the padded cells of x, that are a base dilation apart: around and between them stands the number that changes no other by the reduction, 0, -Infinity, Infinity or 1.',
  sources: [xla, stablehlo],
  requires: ['reduceWindow'],
  cases: (d) => drawReduceWindow(d),
  claim: (t, c) => {
    const windows = windowsOf(t, apart(t, c), c, reductions[c.reduce].start);
    const right: Readonly<Record<Reduction, () => Promise<Tensor>>> = {
      sum: () => t.sum(windows, windowAxes(c)),
      max: () => t.max(windows, windowAxes(c)),
      min: () => t.negate(t.max(t.negate(windows), windowAxes(c))),
      product: () => productOf(t, windows, c),
    };
    return equal(t.reduceWindow(c.x, c.attributes), right[c.reduce]());
  },
});

export const reduceWindowSumIsAverage = defineLaw({
  id: 'pooling/reduce-window-sum-is-average',
  statement: 'reduceWindow(x, sum) = A(x) * cells',
  because: 'A mean is the sum of the cells of a window, divided by how many there are. Every window has a cell.',
  sources: [xla],
  requires: ['reduceWindow', 'averagePool'],
  cases: (d) => {
    const c = drawReduceWindow(d, { reductions: ['sum'], apart: false, cells: true });
    const { window, strides, dilations, padding } = c.attributes;
    const mean = { window, strides, dilations, padding, ceilMode: false, countPadding: false };
    d.alsoCalls('averagePool', mean, c.x);
    return { ...c, mean };
  },
  claim: (t, c) => equal(t.reduceWindow(c.x, c.attributes), t.multiply(t.averagePool(c.x, c.mean), cellsOf(c))),
});

export const reduceWindowSumIsDepthwiseConv = defineLaw({
  id: 'pooling/reduce-window-sum-is-depthwise-conv',
  statement: 'reduceWindow(x, sum) = D(x "upsampled by the base dilation", ones)',
  because: 'A sum over a window is a depthwise convolution by ones: zeros add nothing, around the cells and between them.',
  sources: [xla],
  requires: ['reduceWindow', 'depthwiseConv'],
  cases: (d) => {
    const c = drawReduceWindow(d, { reductions: ['sum'] });
    const ones = filled([...c.kernel, c.channels, 1], 1);
    const { strides, dilations, padding } = c.attributes;
    d.alsoCalls('depthwiseConv', { strides, dilations, padding }, [c.batch, ...c.sizes, c.channels], ones);
    return { ...c, ones };
  },
  claim: (t, { x, ones, baseDilations, attributes }) => {
    const { strides, dilations, padding } = attributes;
    return equal(t.reduceWindow(x, attributes), t.depthwiseConv(t.upsample(x, baseDilations, 1), ones, { strides, dilations, padding }));
  },
});

export const reduceWindowMaxIsMaxPool = defineLaw({
  id: 'pooling/reduce-window-max-is-max-pool',
  statement: 'reduceWindow(x, max) = M(x)',
  because: 'Padding never wins a maximum, and -Infinity does not either. Every window has a cell.',
  sources: [xla],
  requires: ['reduceWindow', 'maxPool'],
  cases: (d) => {
    const c = drawReduceWindow(d, { reductions: ['max'], apart: false, cells: true });
    const { window, strides, dilations, padding } = c.attributes;
    const pool = { window, strides, dilations, padding, ceilMode: false };
    d.alsoCalls('maxPool', pool, c.x);
    return { ...c, pool };
  },
  claim: (t, c) => equal(t.reduceWindow(c.x, c.attributes), t.maxPool(c.x, c.pool)),
});

/** A case whose claim makes the same call with some of its attributes changed. */
function drawBoth(d: Draw, by: Reduction, other: Reduction): ReduceCase {
  const c = drawReduceWindow(d, { reductions: [by] });
  d.alsoCalls('reduceWindow', { ...c.attributes, reduce: other }, c.x);
  return c;
}

export const reduceWindowMinIsMaxOfNegated = defineLaw({
  id: 'pooling/reduce-window-min-is-max-of-negated',
  statement: 'reduceWindow(x, min) = -reduceWindow(-x, max)',
  because: 'Negation turns the order around, and the start of the one into that of the other.',
  sources: [morphologyBook],
  requires: ['reduceWindow'],
  cases: (d) => drawBoth(d, 'min', 'max'),
  claim: (t, { x, attributes }) =>
    equal(t.reduceWindow(x, attributes), t.negate(t.reduceWindow(t.negate(x), { ...attributes, reduce: 'max' }))),
});

export const reduceWindowProductMultiplies = defineLaw({
  id: 'pooling/reduce-window-product-multiplies',
  statement: 'reduceWindow(x y, product) = reduceWindow(x, product) reduceWindow(y, product)',
  because: 'Factors may be taken in any order.',
  sources: [xla],
  requires: ['reduceWindow'],
  cases: (d) => {
    const c = drawReduceWindow(d, { reductions: ['product'], degree: 2 });
    return { ...c, y: d.tensor('y', [c.batch, c.cells, c.channels], c.content) };
  },
  claim: (t, { x, y, attributes }) =>
    equal(t.reduceWindow(t.multiply(x, y), attributes), t.multiply(t.reduceWindow(x, attributes), t.reduceWindow(y, attributes))),
});

export const reduceWindowAxisByAxis = defineLaw({
  id: 'pooling/reduce-window-axis-by-axis',
  statement: 'reduceWindow(x) = reduceWindow "along one axis after another"',
  because: 'A window is a product of windows along each axis, and all four reductions take their cells in any order and grouping.',
  sources: [morphologyBook, xla],
  requires: ['reduceWindow'],
  cases: (d) => drawReduceWindow(d, { axes: [2, 3], ...oneAxisAtATime(d) }),
  claim: (t, { x, n, attributes }) => {
    const ones = attributes.window.map(() => 1);
    const along = (i: number) => ({
      ...attributes,
      window: replaced(ones, i, attributes.window[i]!),
      strides: replaced(ones, i, attributes.strides[i]!),
      dilations: replaced(ones, i, attributes.dilations[i]!),
      baseDilations: replaced(ones, i, attributes.baseDilations[i]!),
      padding:
        typeof attributes.padding === 'string'
          ? attributes.padding
          : attributes.padding.map((pads, axis) => (axis === i ? pads : ([0, 0] as const))),
    });
    let y = Promise.resolve(x);
    for (let i = 0; i < n; i++) y = t.reduceWindow(y, along(i));
    return equal(y, t.reduceWindow(x, attributes));
  },
});

export const reduceWindowRejects = defineLaw({
  id: 'pooling/reduce-window-rejects',
  statement: 'reduceWindow "throws on a base dilation below 1, on one too few, and on a window beyond the input"',
  because: 'Cells do not stand on each other, every axis has a dilation, and there is no window to reduce.',
  sources: [xla],
  requires: ['reduceWindow'],
  regimes: ['exact'],
  cases: (d) => {
    const valid = d.takes('reduceWindow', { padding: 'valid' });
    const fault = d.option('fault', ['zero', 'negative', 'too few', ...(valid ? ['window' as const] : [])]);
    const c = drawReduceWindow(d, fault === 'window' ? { padding: ['valid'] } : {});
    const axis = d.int('badAxis', 0, c.n - 1);
    const wrong = {
      zero: { baseDilations: replaced(c.baseDilations, axis, 0) },
      negative: { baseDilations: replaced(c.baseDilations, axis, -1) },
      'too few': { baseDilations: c.baseDilations.slice(1) },
      window: { window: replaced(c.kernel, axis, c.sizes[axis]! + 1) },
    }[fault];
    return { x: c.x, attributes: { ...c.attributes, ...wrong }, fault };
  },
  claim: (t, { x, attributes, fault }) => rejects(() => t.reduceWindow(x, attributes), fault),
});

export const windowReductions = [
  reduceWindowByDefinition,
  reduceWindowSumIsAverage,
  reduceWindowSumIsDepthwiseConv,
  reduceWindowMaxIsMaxPool,
  reduceWindowMinIsMaxOfNegated,
  reduceWindowProductMultiplies,
  reduceWindowAxisByAxis,
  reduceWindowRejects,
] as const;
