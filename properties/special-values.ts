/** NaN, infinities, subnormals and signed zeros, as IEEE 754 has them. */
import type { Draw } from '../src/draw/draw.js';
import { EmptyDomain } from '../src/draw/empty-domain.js';
import { drawMatmul } from '../src/ops/products/matmul-case.js';
import { defineLaw, equal } from '../src/law.js';
import type { OpName } from '../src/ops/index.js';
import { dtypeOf, tensor, toArray, type Tensor, sizeOf } from '../src/tensor.js';
import { filled } from './pooling/pools.js';
import { seenByMatmul } from './special-values/matmul.js';
import * as ops from './special-values/planted.js';
import { drawMarks, ieee, needsSpecials, type Windowed, type WindowedCase } from './special-values/planted.js';

const exact = { regimes: ['exact'] } as const;

function nanStaysInItsField<const Name extends string, Op extends OpName, Case extends WindowedCase>(
  windowed: Windowed<Op, Case> & { readonly name: Name },
) {
  const { op, call, seen } = windowed;
  return defineLaw({
    id: `special-values/nan-stays-in-its-field-${windowed.name}` as const,
    statement: `${op}(x + m) = ${op}(x) + (NaN where the window holds the NaN of m), m being NaN at one cell`,
    because:
      'A NaN makes every sum, mean and maximum that it enters a NaN, a product with a zero weight too, and enters those whose window, image and channels (group of channels) hold it, and no other.',
    sources: [ieee],
    requires: [op],
    ...exact,
    cases: (d) => {
      const c = windowed.draw(d);
      return { ...c, marks: drawMarks(d, op, c.x.shape, [Number.NaN]) };
    },
    claim: (t, c) => equal(call(t, t.add(c.x, c.marks), c), t.add(call(t, c.x, c), seen(t, c.marks, c))),
  });
}

export const nanStaysInItsFieldMaxPool = nanStaysInItsField(ops.maxPool);
export const nanStaysInItsFieldAveragePool = nanStaysInItsField(ops.averagePool);
export const nanStaysInItsFieldLpPool = nanStaysInItsField(ops.lpPool);
export const nanStaysInItsFieldConv = nanStaysInItsField(ops.conv);
export const nanStaysInItsFieldDepthwiseConv = nanStaysInItsField(ops.depthwiseConv);
export const nanStaysInItsFieldDilation = nanStaysInItsField(ops.dilation);
export const nanStaysInItsFieldErosion = nanStaysInItsField(ops.erosion);

export const nanStaysInItsRowMatmul = defineLaw({
  id: 'special-values/nan-stays-in-its-row-matmul',
  statement: '(A + m) B = A B + (NaN in the row of the NaN of m), m being NaN at one element',
  because:
    'An element of A meets every column of B, and only the row of the product that it stands in; its product with a zero is a NaN too.',
  sources: [ieee],
  requires: ['matmul'],
  ...exact,
  cases: (d) => {
    const c = drawMatmul(d, { sameLeading: true });
    return { ...c, marks: drawMarks(d, 'matmul', c.a.shape, [Number.NaN]) };
  },
  claim: (t, c) => equal(t.matmul(t.add(c.a, c.marks), c.b), t.add(t.matmul(c.a, c.b), seenByMatmul(t, c.marks, c.columns))),
});

function infinitiesAdd<const Name extends string, Op extends OpName, Case extends WindowedCase>(
  windowed: Windowed<Op, Case> & { readonly name: Name },
) {
  const { op, call, seen } = windowed;
  return defineLaw({
    id: `special-values/infinities-add-${windowed.name}` as const,
    statement: `${op}(x + m) = ${op}(x) + (sum of m over the window), m being Infinity at one cell and -Infinity at another`,
    because:
      'Infinity and a number is Infinity, Infinity and -Infinity is no number. Weights are positive, so that each infinity keeps its sign.',
    sources: [ieee],
    requires: [op],
    ...exact,
    cases: (d) => {
      const c = windowed.draw(d);
      const two = sizeOf(c.x.shape) > 1;
      return { ...c, marks: drawMarks(d, op, c.x.shape, two ? [Infinity, -Infinity] : [Infinity]) };
    },
    claim: (t, c) => equal(call(t, t.add(c.x, c.marks), c), t.add(call(t, c.x, c), seen(t, c.marks, c))),
  });
}

/** A filter of positive integers in place of the drawn one. */
function positive<Case extends { readonly filter: Tensor }>(draw: (d: Draw) => Case): (d: Draw) => Case {
  return (d) => {
    const c = draw(d);
    const values = toArray(c.filter).map((value) => Math.max(1, Math.abs(value)));
    return { ...c, filter: tensor(values, c.filter.shape, dtypeOf(c.filter)) };
  };
}

export const infinitiesAddAveragePool = infinitiesAdd(ops.averagePool);
export const infinitiesAddConv = infinitiesAdd({ ...ops.conv, draw: positive(ops.conv.draw) });
export const infinitiesAddDepthwiseConv = infinitiesAdd({ ...ops.depthwiseConv, draw: positive(ops.depthwiseConv.draw) });

export const infinityWinsMaxPool = defineLaw({
  id: 'special-values/infinity-wins-max-pool',
  statement: 'M(x + m) = M(x) + (sum of m over the window), m being Infinity at one cell',
  because: 'Infinity is above every number: it wins each window that holds it. An initial value that is merely large would not let it.',
  sources: [ieee],
  requires: ['maxPool'],
  ...exact,
  cases: (d) => {
    const c = ops.maxPool.draw(d);
    return { ...c, marks: drawMarks(d, 'maxPool', c.x.shape, [Infinity]) };
  },
  claim: (t, c) =>
    equal(t.maxPool(t.add(c.x, c.marks), c.attributes), t.add(t.maxPool(c.x, c.attributes), ops.maxPool.seen(t, c.marks, c))),
});

export const minusInfinityIsAMaximum = defineLaw({
  id: 'special-values/minus-infinity-is-a-maximum',
  statement: 'M(-Infinity everywhere) = -Infinity',
  because: 'The largest of equal cells is that value, however small: a kernel that begins with the least finite number gives that.',
  sources: [ieee],
  requires: ['maxPool'],
  ...exact,
  cases: (d) => {
    const c = ops.maxPool.draw(d);
    const lowest = filled(c.x.shape, -Infinity);
    needsSpecials(d, 'maxPool', lowest);
    return { ...c, lowest };
  },
  claim: (t, { lowest, batch, out, channels, attributes }) =>
    equal(t.maxPool(lowest, attributes), filled([batch, ...out, channels], -Infinity)),
});

/** The smallest subnormal number of a library that keeps them. */
function drawTiny(d: Draw): number {
  const { precision } = d.domain;
  if (precision.unitRoundoff === 0) throw new EmptyDomain('precision', `${precision.name} has no subnormals`);
  if (precision.flushesSubnormals) throw new EmptyDomain('precision', 'the library says that it flushes subnormals');
  return precision.smallestSubnormal;
}

function subnormalsSurvive<const Name extends string, Op extends OpName, Case extends WindowedCase>(
  windowed: Windowed<Op, Case> & { readonly name: Name },
) {
  const { op, call } = windowed;
  return defineLaw({
    id: `special-values/subnormals-survive-${windowed.name}` as const,
    statement: `${op}(tiny x) = tiny ${op}(x), tiny being the smallest subnormal number, x of integers`,
    because:
      'Multiples of the smallest subnormal add and compare as integers do, exactly. A library that flushes them to zero has to say so.',
    sources: [ieee],
    requires: [op],
    ...exact,
    cases: (d) => {
      const tiny = drawTiny(d);
      return { ...windowed.draw(d), tiny };
    },
    claim: (t, c) => equal(call(t, t.scale(c.x, c.tiny), c), t.scale(call(t, c.x, c), c.tiny)),
  });
}

export const subnormalsSurviveMaxPool = subnormalsSurvive(ops.maxPool);
export const subnormalsSurviveAveragePool = subnormalsSurvive(ops.averagePool);
export const subnormalsSurviveConv = subnormalsSurvive(ops.conv);
export const subnormalsSurviveDepthwiseConv = subnormalsSurvive(ops.depthwiseConv);

/** x with every zero negative, and with few other values, so that zeros decide. */
function withNegativeZeros(x: Tensor): { readonly x: Tensor; readonly negative: Tensor } {
  const values = toArray(x).map((value) => Math.sign(value) * (Math.abs(value) % 2));
  const negative = values.map((value) => (value === 0 ? -0 : value));
  return { x: tensor(values, x.shape, dtypeOf(x)), negative: tensor(negative, x.shape, dtypeOf(x)) };
}

function signedZeroIsZero<const Name extends string, Op extends OpName, Case extends WindowedCase>(
  windowed: Windowed<Op, Case> & { readonly name: Name },
) {
  const { op, call } = windowed;
  return defineLaw({
    id: `special-values/signed-zero-is-zero-${windowed.name}` as const,
    statement: `${op}(x with -0 for 0) = ${op}(x)`,
    because: '-0 equals 0 in every comparison and sum: the results may differ in the sign of a zero, which compares equal.',
    sources: [ieee],
    requires: [op],
    ...exact,
    cases: (d) => {
      const c = windowed.draw(d);
      return { ...c, ...withNegativeZeros(c.x) };
    },
    claim: (t, c) => equal(call(t, c.negative, c), call(t, c.x, c)),
  });
}

export const signedZeroIsZeroMaxPool = signedZeroIsZero(ops.maxPool);
export const signedZeroIsZeroAveragePool = signedZeroIsZero(ops.averagePool);
export const signedZeroIsZeroConv = signedZeroIsZero(ops.conv);

export const specialValues = [
  nanStaysInItsFieldMaxPool,
  nanStaysInItsFieldAveragePool,
  nanStaysInItsFieldLpPool,
  nanStaysInItsFieldConv,
  nanStaysInItsFieldDepthwiseConv,
  nanStaysInItsFieldDilation,
  nanStaysInItsFieldErosion,
  nanStaysInItsRowMatmul,
  infinitiesAddAveragePool,
  infinitiesAddConv,
  infinitiesAddDepthwiseConv,
  infinityWinsMaxPool,
  minusInfinityIsAMaximum,
  subnormalsSurviveMaxPool,
  subnormalsSurviveAveragePool,
  subnormalsSurviveConv,
  subnormalsSurviveDepthwiseConv,
  signedZeroIsZeroMaxPool,
  signedZeroIsZeroAveragePool,
  signedZeroIsZeroConv,
] as const;
