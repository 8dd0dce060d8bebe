/** The gradient of a maximum goes to where the maximum is. */
import type { GradientCase } from '../../src/ops/convolution/gradient-case.js';
import { drawMaxGradient } from '../../src/ops/pooling/pool-gradient-case.js';
import { planted } from '../../src/arbitraries/planted.js';
import { defineLaw, equal } from '../../src/law.js';
import { indices, toArray, zeros, type Tensor } from '../../src/tensor.js';
import { adjointTest, backpropagation } from '../conv-geometry/sources.js';
import { spatialAxes } from '../conv-geometry/subject.js';

const tensorflowMaxPoolGradient = {
  title: 'TensorFlow, tf.raw_ops.MaxPoolGrad',
  url: 'https://www.tensorflow.org/api_docs/python/tf/raw_ops/MaxPoolGrad',
};

/** 1 where a cell is no maximum of window `at` in its batch element and channel, else 0. */
function offTheMaxima(c: GradientCase & { readonly x: Tensor }, at: readonly number[]): Tensor {
  const inWindow = (index: readonly number[]): boolean =>
    at.every((o, i) => {
      const tap = (index[i + 1]! + c.pads[i]![0] - o * c.strides[i]!) / c.dilations[i]!;
      return Number.isInteger(tap) && tap >= 0 && tap < c.kernel[i]!;
    });
  // Per batch element and channel.
  const largest = new Map<string, number>();
  const keyOf = (index: readonly number[]): string => `${index[0]!},${index.at(-1)!}`;
  for (const index of indices(c.x.shape)) {
    if (inWindow(index)) largest.set(keyOf(index), Math.max(c.x.get(...index), largest.get(keyOf(index)) ?? -Infinity));
  }
  const isMaximum = (index: readonly number[]): boolean => inWindow(index) && c.x.get(...index) === largest.get(keyOf(index));
  return planted(zeros(c.x.shape), isMaximum, () => 1);
}

export const maxPoolGradientRoutesToAMaximum = defineLaw({
  id: 'transposed-and-gradients/max-pool-gradient-routes-to-a-maximum',
  statement: 'dx "of a gradient at one window: its sum is that gradient, and it is zero off the cells where the window has its maximum"',
  because:
    'A maximum is the value of one of its cells, and changes with that cell alone. Which of several equal cells takes the gradient is open. Every window has a cell, as none would take the gradient otherwise.',
  sources: [backpropagation, tensorflowMaxPoolGradient],
  requires: ['maxPoolGradient'],
  cases: (d) => {
    const c = drawMaxGradient(d);
    const at = c.out.map((size, axis) => d.int('at', 0, size - 1, { axis }));
    const one = planted(
      c.dy,
      (index) => at.every((o, i) => index[i + 1] === o),
      () => 0,
    );
    return { ...c, at, dy: one, off: offTheMaxima(c, at) };
  },
  claim: (t, c) => {
    const dx = t.maxPoolGradient(c.x, c.dy, c.attributes);
    return [
      equal(t.sum(dx, spatialAxes(c.n)), t.sum(c.dy, spatialAxes(c.n)), 'the sum is kept'),
      equal(t.multiply(dx, c.off), zeros(c.x.shape), 'zero off the maxima'),
    ];
  },
});

export const maxPoolGradientPreservesSums = defineLaw({
  id: 'transposed-and-gradients/max-pool-gradient-preserves-sums',
  statement: 'sum of dx(x, g) = sum of g, "per batch element and channel"',
  because: 'Each window passes its gradient on whole, to one cell or shared among equal ones. Every window has a cell.',
  sources: [backpropagation, tensorflowMaxPoolGradient],
  requires: ['maxPoolGradient'],
  cases: drawMaxGradient,
  claim: (t, c) => equal(t.sum(t.maxPoolGradient(c.x, c.dy, c.attributes), spatialAxes(c.n)), t.sum(c.dy, spatialAxes(c.n))),
});

export const maxPoolGradientTimesInput = defineLaw({
  id: 'transposed-and-gradients/max-pool-gradient-times-input',
  statement: '<dx(x, g), x> = <g, M(x)>, "per batch element and channel"',
  because:
    "Euler's rule for a map with M(a x) = a M(x): each gradient meets the maximum itself, wherever it went among equal cells. Every window has a cell.",
  sources: [adjointTest, backpropagation],
  requires: ['maxPool', 'maxPoolGradient'],
  cases: drawMaxGradient,
  claim: (t, c) => {
    const dx = t.maxPoolGradient(c.x, c.dy, c.attributes);
    return equal(t.sum(t.multiply(dx, c.x), spatialAxes(c.n)), t.sum(t.multiply(c.dy, t.maxPool(c.x, c.attributes)), spatialAxes(c.n)));
  },
});

export const maxPoolGradientAdjoint = defineLaw({
  id: 'transposed-and-gradients/max-pool-gradient-adjoint',
  statement: '<M(x + e) - M(x), g> = <e, dx(x, g)>, "where maxima are unique and e moves none"',
  because:
    'Where no two cells are equal, M picks cells, and picking is linear. Cells are even integers apart and e is 0 or 1, so that the same cells are picked before and after the step.',
  sources: [adjointTest, backpropagation],
  requires: ['maxPool', 'maxPoolGradient'],
  cases: (d) => {
    const c = drawMaxGradient(d, { distinct: true });
    const drawn = toArray(d.tensor('step', [c.batch, c.sizes, c.dy.shape.at(-1)!], { regime: 'exact' }));
    return {
      ...c,
      step: planted(
        zeros(c.x.shape),
        () => false,
        (position) => Math.abs(drawn[position]!) % 2,
      ),
    };
  },
  claim: (t, c) => {
    const change = t.subtract(t.maxPool(t.add(c.x, c.step), c.attributes), t.maxPool(c.x, c.attributes));
    return equal(t.inner(change, c.dy), t.inner(c.step, t.maxPoolGradient(c.x, c.dy, c.attributes)));
  },
});
