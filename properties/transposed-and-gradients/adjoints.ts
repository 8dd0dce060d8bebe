/** Gradients are exact: each is the adjoint of the map that it belongs to, and a bilinear map has no remainder. */
import { taken, type Taken } from '../../src/arbitraries/taken.js';
import type { ConvConstraints } from '../../src/ops/convolution/conv-case.js';
import { drawConv, drawLikeInput } from '../../src/ops/convolution/conv-case.js';
import { drawConvGradient } from '../../src/ops/convolution/gradient-case.js';
import { drawAverageGradient } from '../../src/ops/pooling/pool-gradient-case.js';
import { drawTransposed } from '../../src/ops/convolution/transposed-case.js';
import { defineLaw, equal } from '../../src/law.js';
import {
  adjointTest,
  backpropagation,
  deconvolutionNote,
  jaxConvTests,
  matrixCalculus,
  torchConvTranspose,
} from '../conv-geometry/sources.js';
import { around, lifted, spatialAxes } from '../conv-geometry/subject.js';

export const adjoint = defineLaw({
  id: 'transposed-and-gradients/adjoint',
  statement: '<C(x, w), y> = <x, T(y, w)>',
  because: 'Both are the sum of x[cell] w[tap] y[window] over every tap that meets a cell. The output padding gives T the size of x.',
  sources: [adjointTest, matrixCalculus, torchConvTranspose],
  requires: ['conv', 'convTranspose'],
  cases: (d) => {
    const c = drawTransposed(d, { inner: true });
    return { ...c, x: d.tensor('x', [c.batch, c.sizes, c.channels * c.groups], c.content) };
  },
  claim: (t, c) => equal(t.inner(t.conv(c.x, c.filter, c.forward), c.dy), t.inner(c.x, t.convTranspose(c.dy, c.filter, c.attributes))),
});

export const inputGradientIsTranspose = defineLaw({
  id: 'transposed-and-gradients/input-gradient-is-transpose',
  statement: 'dx(g, w) = T(g, w), "with the output padding that gives the input its size"',
  because: 'Convolution is linear in its input: its derivative is the map itself, and the gradient goes through the transpose of it.',
  sources: [torchConvTranspose, deconvolutionNote],
  requires: ['convInputGradient', 'convTranspose'],
  cases: drawTransposed,
  claim: (t, c) => equal(t.convInputGradient(c.inputShape, c.filter, c.dy, c.forward), t.convTranspose(c.dy, c.filter, c.attributes)),
});

/** Gradients of the two convolutions. */
const convolutions = {
  conv: { kind: 'conv', forward: 'conv', input: 'convInputGradient', filter: 'convFilterGradient', prefix: '', letter: 'C' },
  depthwise: {
    kind: 'depthwise',
    forward: 'depthwiseConv',
    input: 'depthwiseConvInputGradient',
    filter: 'depthwiseConvFilterGradient',
    prefix: 'depthwise-',
    letter: 'D',
  },
} as const;

type Convolution = (typeof convolutions)[keyof typeof convolutions];

/** The same convolution's gradients, each with the types of its own. */
type Of<Key extends keyof typeof convolutions> = (typeof convolutions)[Key];

function inputAdjoint<Key extends keyof typeof convolutions>(key: Key) {
  const op: Convolution = convolutions[key];
  const prefix: Of<Key>['prefix'] = convolutions[key].prefix;
  return defineLaw({
    id: `transposed-and-gradients/${prefix}input-gradient-adjoint` as const,
    statement: `<${op.letter}(x, w), g> = <x, dx(g, w)>`,
    because: 'The convolution is linear in x, so the gradient with respect to x is its adjoint: no step size, no remainder.',
    sources: [adjointTest, backpropagation, jaxConvTests],
    requires: [op.forward, op.input],
    cases: (d) => {
      const { x, filter, ...c } = drawConvGradient(d, op.kind, ['x', 'filter'], { inner: true });
      return { ...c, x: x!, filter: filter! };
    },
    claim: (t, c) =>
      equal(
        t.inner(t[op.forward](c.x, c.filter, c.attributes), c.dy),
        t.inner(c.x, t[op.input](c.inputShape, c.filter, c.dy, c.attributes)),
      ),
  });
}

function filterAdjoint<Key extends keyof typeof convolutions>(key: Key) {
  const op: Convolution = convolutions[key];
  const prefix: Of<Key>['prefix'] = convolutions[key].prefix;
  return defineLaw({
    id: `transposed-and-gradients/${prefix}filter-gradient-adjoint` as const,
    statement: `<${op.letter}(x, w), g> = <w, dw(x, g)>`,
    because: 'The convolution is linear in w, so the gradient with respect to w is its adjoint: no step size, no remainder.',
    sources: [adjointTest, backpropagation, jaxConvTests],
    requires: [op.forward, op.filter],
    cases: (d) => {
      const { x, filter, ...c } = drawConvGradient(d, op.kind, ['x', 'filter'], { inner: true });
      return { ...c, x: x!, filter: filter! };
    },
    claim: (t, c) =>
      equal(
        t.inner(t[op.forward](c.x, c.filter, c.attributes), c.dy),
        t.inner(c.filter, t[op.filter](c.x, c.filterShape, c.dy, c.attributes)),
      ),
  });
}

function batchSums<Key extends keyof typeof convolutions>(key: Key) {
  const op: Convolution = convolutions[key];
  const prefix: Of<Key>['prefix'] = convolutions[key].prefix;
  return defineLaw({
    id: `transposed-and-gradients/${prefix}gradient-batch-sums` as const,
    statement: 'dw(x, g) = sum over the batch of dw(x[b], g[b])',
    because: 'Every element of the batch uses the same filter, and adds its share to the gradient.',
    sources: [backpropagation],
    requires: [op.filter],
    cases: (d) => {
      const { x, ...c } = drawConvGradient(d, op.kind, ['x']);
      return { ...c, x: x! };
    },
    claim: (t, c) => {
      const shares = Array.from({ length: c.batch }, (_, b) =>
        t[op.filter](t.gather(c.x, 0, [b]), c.filterShape, t.gather(c.dy, 0, [b]), c.attributes),
      );
      const together = shares.slice(1).reduce((sum, share) => t.add(sum, share), shares[0]!);
      return equal(t[op.filter](c.x, c.filterShape, c.dy, c.attributes), together);
    },
  });
}

export const inputGradientAdjoint = inputAdjoint('conv');
export const filterGradientAdjoint = filterAdjoint('conv');
export const gradientBatchSums = batchSums('conv');
export const depthwiseInputGradientAdjoint = inputAdjoint('depthwise');
export const depthwiseFilterGradientAdjoint = filterAdjoint('depthwise');
export const depthwiseGradientBatchSums = batchSums('depthwise');

/** What windows must be for strides and dilations to change places. */
function exchangeable(takes: Taken): ConvConstraints {
  const strides = !takes.dilations || (!takes.unequalDilations && takes.unequalStrides);
  const dilations = !takes.strides || (!takes.unequalStrides && takes.unequalDilations);
  return { ...(strides && { strides: { max: 1 } }), ...(dilations && { dilations: { max: 1 } }) };
}

export const filterGradientIsAConv = defineLaw({
  id: 'transposed-and-gradients/filter-gradient-is-a-conv',
  statement: 'dw(x, g, strides s, dilations d) = C(P(x)^T, g, strides d, dilations s, valid)[0 : k], "batch and channels exchanged"',
  because:
    'dw[j] is the sum over windows o of x[o s + j d] g[o]: tap and window, stride and dilation change places, and the sum runs over the batch. Cells that no window reached may make more results; the first k are the taps. One group, as groups would mix with the batch.',
  sources: [backpropagation, jaxConvTests],
  requires: ['convFilterGradient', 'conv'],
  cases: (d) => {
    const { x, ...c } = drawConvGradient(d, 'conv', ['x'], { groups: { max: 1 }, ...exchangeable(taken(d, 'convFilterGradient', 'conv')) });
    return { ...c, x: x! };
  },
  claim: (t, c) => {
    const channelsFirst = [c.n + 1, ...spatialAxes(c.n), 0];
    const windowsFirst = [...spatialAxes(c.n), 0, c.n + 1];
    const whole = t.conv(t.transpose(t.border(c.x, around(c.pads)), channelsFirst), t.transpose(c.dy, windowsFirst), {
      strides: c.dilations,
      dilations: c.strides,
    });
    const taps = t.slice(whole, [], lifted(undefined, c.kernel, undefined));
    return equal(t.convFilterGradient(c.x, c.filterShape, c.dy, c.attributes), t.transpose(taps, windowsFirst));
  },
});

export const oneStepExact = defineLaw({
  id: 'transposed-and-gradients/one-step-exact',
  statement: 'C(x + e, w) - C(x, w) = C(e, w)',
  because: 'A linear map changes by exactly the map of the step, however large: a finite difference has no error here.',
  sources: [matrixCalculus],
  requires: ['conv'],
  cases: (d) => {
    const c = drawConv(d, { summands: 2 });
    return { ...c, step: drawLikeInput(d, 'step', c) };
  },
  claim: (t, c) => {
    const before = t.conv(c.x, c.filter, c.attributes);
    const after = t.conv(t.add(c.x, c.step), c.filter, c.attributes);
    return equal(t.subtract(after, before), t.conv(c.step, c.filter, c.attributes));
  },
});

export const averagePoolGradientAdjoint = defineLaw({
  id: 'transposed-and-gradients/average-pool-gradient-adjoint',
  statement: '<A(x), g> = <x, dx(g)>',
  because:
    'An average is linear in x: its gradient gives each cell of a window the same share. Every window has a cell, as 0 / 0 is no number.',
  sources: [adjointTest, backpropagation],
  requires: ['averagePool', 'averagePoolGradient'],
  cases: drawAverageGradient,
  claim: (t, c) =>
    equal(t.inner(t.averagePool(c.x, c.attributes), c.dy), t.inner(c.x, t.averagePoolGradient(c.inputShape, c.dy, c.attributes))),
});
