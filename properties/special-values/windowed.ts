/** Special values among the cells of windows: laws of every op whose results are made of windows. */
import type { CaseProgram, Draw } from '../../src/draw/draw.js';
import { EmptyDomain } from '../../src/draw/empty-domain.js';
import { everyOp, type EachOp } from '../../src/every-op.js';
import { equal, type Helpers } from '../../src/law.js';
import { withTensors, type NamedCall } from '../../src/ops/drawn-call.js';
import { plainDraw } from '../../src/ops/fused/plain-draw.js';
import { tensorRecord, type TensorOp } from '../../src/ops/index.js';
import { dtypeOf, sizeOf, tensor, toArray, type Tensor } from '../../src/tensor.js';
import { linearWindowedOps, windowedOps } from '../../src/windowed-ops.js';
import { drawMarks, ieee } from './planted.js';
import { seenBy } from './seen.js';

const names = { morphologicalDilation: 'dilation', morphologicalErosion: 'erosion' } as const;

const xOf = (call: NamedCall): Tensor => call['x'] as Tensor;

/** A call of an op, and special values to add to its x. */
export interface Marked {
  readonly call: NamedCall;
  readonly marks: Tensor;
}

/** Adding the marks to x adds what the windows see of them to the result. */
const marksAdd = (call: (call: NamedCall) => Promise<Tensor>, c: Marked, { record }: EachOp, t: Helpers) =>
  equal(
    t.add(xOf(c.call), c.marks).then((x) => call({ ...c.call, x })),
    t.add(call(c.call), seenBy(record, c.call, c.marks)),
  );

export const nanStaysInItsField = everyOp({
  prefix: 'special-values/nan-stays-in-its-field-',
  ops: windowedOps,
  names,
  statement: (op) => `${op}(x + m) = ${op}(x) + (NaN "where the window holds the NaN of m"), m "being NaN at one cell"`,
  because:
    'A NaN makes every sum, mean and maximum that it enters a NaN, a product with a zero weight too, and enters those whose window, image and channels (group of channels) hold it, and no other.',
  sources: [ieee],
  regimes: ['exact'],
  draw: (d, calls, op): Marked => {
    const call = plainDraw(calls)(d);
    return { call, marks: drawMarks(d, op, xOf(call).shape, [Number.NaN]) };
  },
  claim: marksAdd,
});

/** A call with positive integers for weights, that is for all tensors but x. */
function withPositiveWeights(op: TensorOp, call: NamedCall): NamedCall {
  return withTensors(tensorRecord(op), call, (weights: Tensor, name) => {
    if (name === 'x') return weights;
    return tensor(
      toArray(weights).map((value) => Math.max(1, Math.abs(value))),
      weights.shape,
      dtypeOf(weights),
    );
  });
}

export const infinitiesAdd = everyOp({
  prefix: 'special-values/infinities-add-',
  ops: linearWindowedOps,
  statement: (op) => `${op}(x + m) = ${op}(x) + (sum of m "over the window"), m "being Infinity at one cell and -Infinity at another"`,
  because:
    'Infinity and a number is Infinity, Infinity and -Infinity is no number. Weights are positive, so that each infinity keeps its sign.',
  sources: [ieee],
  regimes: ['exact'],
  draw: (d, calls, op): Marked => {
    const call = withPositiveWeights(op, plainDraw(calls)(d));
    const { shape } = xOf(call);
    return { call, marks: drawMarks(d, op, shape, sizeOf(shape) > 1 ? [Infinity, -Infinity] : [Infinity]) };
  },
  claim: marksAdd,
});

/** Ops that a positive factor passes through: the linear ones, and a maximum. */
const homogeneous: readonly TensorOp[] = [...linearWindowedOps, 'maxPool'];

/** The smallest subnormal number of a library that keeps them. */
function drawTiny(d: Draw): number {
  const { precision } = d.domain;
  if (precision.unitRoundoff === 0) throw new EmptyDomain('precision', `${precision.name} has no subnormals`);
  if (precision.flushesSubnormals) throw new EmptyDomain('precision', 'the library says that it flushes subnormals');
  return precision.smallestSubnormal;
}

export const subnormalsSurvive = everyOp({
  prefix: 'special-values/subnormals-survive-',
  ops: homogeneous,
  statement: (op) => `${op}(tiny x) = tiny ${op}(x), "tiny being the smallest subnormal number", x "of integers"`,
  because:
    'Multiples of the smallest subnormal add and compare as integers do, exactly. A library that flushes them to zero has to say so.',
  sources: [ieee],
  regimes: ['exact'],
  draw: (d, calls) => {
    const tiny = drawTiny(d);
    return { call: plainDraw(calls)(d), tiny };
  },
  claim: (call, c, _each, t) =>
    equal(
      t.scale(xOf(c.call), c.tiny).then((x) => call({ ...c.call, x })),
      t.scale(call(c.call), c.tiny),
    ),
});

/** x with few values, so that zeros decide; and with every zero negative. */
function drawZeros(d: Draw, calls: CaseProgram<NamedCall>): { readonly call: NamedCall; readonly negative: Tensor } {
  const call = plainDraw(calls)(d);
  const x = xOf(call);
  const values = toArray(x).map((value) => Math.sign(value) * (Math.abs(value) % 2));
  const negative = values.map((value) => (value === 0 ? -0 : value));
  return { call: { ...call, x: tensor(values, x.shape, dtypeOf(x)) }, negative: tensor(negative, x.shape, dtypeOf(x)) };
}

export const signedZeroIsZero = everyOp({
  prefix: 'special-values/signed-zero-is-zero-',
  ops: homogeneous,
  statement: (op) => `${op}(x "with -0 for 0") = ${op}(x)`,
  because: '-0 equals 0 in every comparison and sum: the results may differ in the sign of a zero, which compares equal.',
  sources: [ieee],
  regimes: ['exact'],
  draw: drawZeros,
  claim: (call, c) => equal(call({ ...c.call, x: c.negative }), call(c.call)),
});
