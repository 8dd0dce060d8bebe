/** What a normalisation does not see. */
import { everyOp } from '../../src/every-op.js';
import { defineLaw, equal } from '../../src/law.js';
import { drawInteger } from '../../src/ops/padding/pad-case.js';
import { drawLrn } from '../../src/ops/normalization/lrn-case.js';
import { centredOps, givenOf, groupPaper, inputOf, layerPaper, lrnPaper, ownOps, plain, rmsPaper, withGiven } from './kinds.js';

export const shiftInvariant = everyOp({
  prefix: 'normalization/shift-invariant-',
  ops: centredOps,
  statement: (op) => `${op}(x + c) = ${op}(x)`,
  because: 'The mean moves with its numbers, and differences from it stay.',
  sources: [layerPaper, groupPaper],
  regimes: ['exact', 'real'],
  draw: (d, calls) => ({ call: calls(d), amount: drawInteger(d, 'c') }),
  claim: (call, { call: c, amount }, _each, t) =>
    equal(
      t.shift(inputOf(c), amount).then((x) => call({ ...c, x })),
      call(c),
    ),
});

export const scaleInvariant = everyOp({
  prefix: 'normalization/scale-invariant-',
  ops: ownOps,
  statement: (op) => `${op}(a x, epsilon = a^2 e) = ${op}(x, epsilon = e), a > 0`,
  because:
    'The variance of a x is a^2 times that of x: the root of a^2 (v + e) is a times the root of v + e. At epsilon 0 it is the scale invariance that the papers state. Factors are powers of two, so that a^2 e is a number.',
  sources: [layerPaper, groupPaper, rmsPaper],
  regimes: ['exact', 'real'],
  draw: (d, calls, op) => {
    const call = calls(d);
    const factor = d.option('a', [2, 0.5, 4]);
    const { epsilon = 1e-5 } = givenOf(call);
    const scaled = withGiven(call, { epsilon: factor * factor * epsilon });
    d.alsoCalls(op, givenOf(scaled), inputOf(call));
    return { call, scaled, factor };
  },
  claim: (call, { call: c, scaled, factor }, _each, t) =>
    equal(
      t.scale(inputOf(c), factor).then((x) => call({ ...scaled, x })),
      call(c),
    ),
});

export const odd = everyOp({
  prefix: 'normalization/odd-',
  ops: [...ownOps, 'lrn'],
  statement: (op) => `${op}(-x) = -${op}(x)`,
  because: 'Squares do not see a sign, and what is divided by their root keeps it. Without scale and offset.',
  sources: [layerPaper, groupPaper, lrnPaper],
  regimes: ['exact', 'real'],
  claim: (call, c, _each, t) =>
    equal(
      t.negate(inputOf(c)).then((x) => call({ ...plain(c), x })),
      t.negate(call(plain(c))),
    ),
});

export const lrnScales = defineLaw({
  id: 'normalization/lrn-scales',
  statement: 'lrn(a x, alpha) = a lrn(x, a^2 alpha)',
  because: 'The squares of a x are a^2 times those of x, which is what alpha is multiplied with instead. Factors are powers of two.',
  sources: [lrnPaper],
  requires: ['lrn'],
  cases: (d) => {
    const [x, attributes] = drawLrn(d);
    const factor = d.option('a', [2, 0.5]);
    const scaled = { ...attributes, alpha: factor * factor * attributes.alpha };
    d.alsoCalls('lrn', scaled, x);
    return { x, attributes, scaled, factor };
  },
  claim: (t, { x, attributes, scaled, factor }) => equal(t.lrn(t.scale(x, factor), attributes), t.scale(t.lrn(x, scaled), factor)),
});
