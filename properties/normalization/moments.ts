/** What the mean and the variance of a normalised tensor are. */
import type { CaseProgram, Draw } from '../../src/draw/draw.js';
import { everyOp } from '../../src/every-op.js';
import { equal, type Helpers, type Operand } from '../../src/law.js';
import type { NamedCall } from '../../src/ops/drawn-call.js';
import { drawEpsilon } from '../../src/ops/normalization/normal-case.js';
import { zeros, type Tensor } from '../../src/tensor.js';
import { centredOps, givenOf, groupPaper, inputOf, layerPaper, ownOps, plain, rmsPaper, setsOf, withGiven } from './kinds.js';

type SetsOf = ReturnType<typeof setsOf>;

/** Means over the axes that are normalised together, which keep one cell. */
function means(t: Helpers, x: Operand, { shape, axes, size }: SetsOf): Promise<Tensor> {
  const kept = shape.map((each, axis) => (axes.includes(axis) ? 1 : each));
  return t.reshape(t.scale(t.sum(x, axes), 1 / size), kept);
}

/** A call without scale and offset, whose epsilon is not 0. */
const drawPlain = (d: Draw, calls: CaseProgram<NamedCall>): NamedCall =>
  withGiven(plain(calls(d)), { epsilon: drawEpsilon(d, [1, 1e-3, 1e-5]) });

export const meanIsZero = everyOp({
  prefix: 'normalization/mean-is-zero-',
  ops: centredOps,
  statement: (op) => `mean(${op}(x)) = 0, "over what is normalised together"`,
  because: 'Differences from a mean add up to 0, and stay so over any root but 0. Without scale and offset.',
  sources: [layerPaper, groupPaper],
  regimes: ['exact', 'real'],
  draw: drawPlain,
  claim: (call, c, { op }, t) => {
    const sets = setsOf(op, c);
    const y = t.reshape(call(c), sets.shape);
    return equal(means(t, y, sets), zeros(sets.shape.map((each, axis) => (sets.axes.includes(axis) ? 1 : each))));
  },
});

export const varianceIsARatio = everyOp({
  prefix: 'normalization/variance-is-a-ratio-',
  ops: ownOps,
  statement: (op) => `mean(${op}(x)^2) (v + epsilon) = v, v "the mean of the squares of what is divided"`,
  because:
    'Each square is one of v over v + epsilon, and the mean of those squares is v; of a root mean square v is the mean of x^2, of the others that of (x - mean)^2, over n and not n - 1. Without scale and offset; at epsilon 0 a variance of 0 would make 0 / 0.',
  sources: [layerPaper, groupPaper, rmsPaper],
  regimes: ['exact', 'real'],
  draw: drawPlain,
  claim: (call, c, { op }, t) => {
    const sets = setsOf(op, c);
    const { epsilon = 1e-5 } = givenOf(c);
    const x = t.reshape(inputOf(c), sets.shape);
    const y = t.reshape(call(c), sets.shape);
    const divided = op === 'rmsNorm' ? x : t.subtract(x, means(t, x, sets));
    const variance = means(t, t.multiply(divided, divided), sets);
    return equal(t.multiply(means(t, t.multiply(y, y), sets), t.shift(variance, epsilon)), variance);
  },
});

export const constantIsZero = everyOp({
  prefix: 'normalization/constant-is-zero-',
  ops: centredOps,
  statement: (op) => `${op}(x) = 0 where x "is c on each item", epsilon > 0`,
  because: 'No number differs from the mean, and 0 over the root of epsilon is 0. At epsilon 0 it would be 0 / 0.',
  sources: [layerPaper, groupPaper],
  regimes: ['exact', 'real'],
  draw: (d, calls) => {
    const call = drawPlain(d, calls);
    const { shape } = inputOf(call);
    const c = d.tensor('c', [shape[0]!, shape.slice(1, -1).map(() => 1), 1], { degree: 2, terms: 256 });
    return { call, c, shape };
  },
  claim: (call, { call: made, c, shape }, _each, t) =>
    equal(
      t.broadcast(c, shape).then((x) => call({ ...made, x })),
      zeros(shape),
    ),
});
