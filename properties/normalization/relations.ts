/** How the normalisations make one another. */
import { defineLaw, equal, type Helpers, type Operand } from '../../src/law.js';
import { drawConv } from '../../src/ops/convolution/conv-case.js';
import { plainDraw } from '../../src/ops/fused/plain-draw.js';
import { drawEpsilon, drawImage, drawScaled } from '../../src/ops/normalization/normal-case.js';
import { fromData, sizeOf, toArray, zeros, dtypeOf, type Tensor } from '../../src/tensor.js';
import { batchPaper, groupPaper, layerPaper, lrnPaper, rmsPaper, torch } from './kinds.js';
import { drawLrn } from '../../src/ops/normalization/lrn-case.js';

export const groupOneIsLayer = defineLaw({
  id: 'normalization/group-one-is-layer',
  statement: 'groupNorm(x, groups = 1) = layerNorm(x, over = item)',
  because: 'One group has all channels of an item, and so all of it.',
  sources: [groupPaper, torch],
  requires: ['groupNorm', 'layerNorm'],
  cases: (d) => {
    const { x, channels } = drawImage(d, { terms: (cells, each) => cells * each });
    const attributes = { epsilon: drawEpsilon(d), ...drawScaled(d, channels) };
    d.alsoCalls('groupNorm', { ...attributes, groups: 1 }, x);
    d.alsoCalls('layerNorm', { ...attributes, over: 'item' }, x);
    return { x, attributes };
  },
  claim: (t, { x, attributes }) => equal(t.groupNorm(x, { ...attributes, groups: 1 }), t.layerNorm(x, { ...attributes, over: 'item' })),
});

export const groupPerChannelIsInstance = defineLaw({
  id: 'normalization/group-per-channel-is-instance',
  statement: 'groupNorm(x, groups = "channels of x") = instanceNorm(x)',
  because: 'A group of one channel has the cells of that channel.',
  sources: [groupPaper, torch],
  requires: ['groupNorm', 'instanceNorm'],
  cases: (d) => {
    const { x, channels } = drawImage(d, { terms: (cells) => cells });
    const attributes = { epsilon: drawEpsilon(d), ...drawScaled(d, channels) };
    d.alsoCalls('groupNorm', { ...attributes, groups: channels }, x);
    return { x, attributes, groups: channels };
  },
  claim: (t, { x, attributes, groups }) => equal(t.groupNorm(x, { ...attributes, groups }), t.instanceNorm(x, attributes)),
});

/** The mean of each channel over all axes before it, and of the squares of differences from it. */
function momentsOf(t: Helpers, x: Tensor): { readonly mean: Promise<Tensor>; readonly variance: Promise<Tensor> } {
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const average = (y: Operand): Promise<Tensor> => t.scale(t.sum(y, axes), 1 / sizeOf(x.shape.slice(0, -1)));
  const mean = average(x);
  const apart = t.subtract(x, t.reshape(mean, [...axes.map(() => 1), x.shape.at(-1)!]));
  return { mean, variance: average(t.multiply(apart, apart)) };
}

export const batchOfOwnMomentsIsInstance = defineLaw({
  id: 'normalization/batch-of-own-moments-is-instance',
  statement: 'batchNorm(x, mean(x), variance(x)) = instanceNorm(x), "of one item"',
  because: 'Training takes the mean and the variance of each channel over the batch, which of one item are those over its cells.',
  sources: [batchPaper, torch],
  requires: ['batchNorm', 'instanceNorm'],
  cases: (d) => {
    const c = drawImage(d, { terms: (cells) => cells });
    const one = d.tensor('one', [1, c.sizes, c.channels], c.content);
    return { one, attributes: { epsilon: drawEpsilon(d), ...drawScaled(d, c.channels) } };
  },
  claim: (t, { one, attributes }) => {
    const { mean, variance } = momentsOf(t, one);
    return equal(t.batchNorm(one, mean, variance, attributes), t.instanceNorm(one, attributes));
  },
});

export const unitMomentsAreNothing = defineLaw({
  id: 'normalization/unit-moments-are-nothing',
  statement: 'batchNorm(x, 0, 1, epsilon = 0) = x',
  because: 'Nothing is taken away, and 1 divides.',
  sources: [batchPaper],
  requires: ['batchNorm'],
  cases: (d) => {
    const { x, channels } = drawImage(d, { terms: () => 1 });
    d.alsoCalls('batchNorm', { epsilon: 0 }, x);
    return { x, channels };
  },
  claim: (t, { x, channels }) => {
    const none = zeros([channels], dtypeOf(x));
    return equal(t.batchNorm(x, none, t.shift(none, 1), { epsilon: 0 }), x);
  },
});

export const rmsOfCentredIsLayer = defineLaw({
  id: 'normalization/rms-of-centred-is-layer',
  statement: 'rmsNorm(x - mean(x)) = layerNorm(x)',
  because: 'The mean of the squares of differences from the mean is the variance.',
  sources: [rmsPaper, layerPaper],
  requires: ['rmsNorm', 'layerNorm'],
  cases: (d) => {
    const over = (['channels', 'item'] as const).filter(
      (each) => d.takes('rmsNorm', { over: each }) && d.takes('layerNorm', { over: each }),
    );
    const chosen = d.option('over', over);
    const { x } = drawImage(d, { terms: (cells, each) => (chosen === 'item' ? cells : 1) * each });
    return { x, attributes: { epsilon: drawEpsilon(d), over: chosen } };
  },
  claim: (t, { x, attributes }) => {
    const rank = x.shape.length;
    const axes = attributes.over === 'item' ? Array.from({ length: rank - 1 }, (_, axis) => 1 + axis) : [rank - 1];
    const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
    const size = axes.reduce((product, axis) => product * x.shape[axis]!, 1);
    const mean = t.reshape(t.scale(t.sum(x, axes), 1 / size), kept);
    return equal(t.rmsNorm(t.subtract(x, mean), attributes), t.layerNorm(x, attributes));
  },
});

const drawPlainConv = plainDraw(drawConv);

export const batchNormFoldsIntoConv = defineLaw({
  id: 'normalization/batch-norm-folds-into-conv',
  statement: 'batchNorm(C(x, w), m, v) = C(x, w a) + (o - m a), a = s / "the root of" (v + epsilon), "along the channels of the result"',
  because:
    'A normalisation by given numbers is affine in each channel, and a convolution is linear in its filter: compilers fold one into the other.',
  sources: [
    batchPaper,
    {
      title: 'ONNX Runtime: Conv BatchNormalization fusion',
      url: 'https://onnxruntime.ai/docs/performance/model-optimizations/graph-optimizations.html',
    },
  ],
  requires: ['conv', 'batchNorm'],
  cases: (d) => {
    const c = drawPlainConv(d);
    const out = c.outShape.at(-1)!;
    const small = { terms: 4, degree: 2 };
    const [mean, scale, offset] = ['mean', 'scale', 'offset'].map((name) => d.tensor(name, [out], small)) as [Tensor, Tensor, Tensor];
    const variance = d.tensor('variance', [out], { ...small, without: ['negative'] });
    return { ...c, mean, variance, scale, offset, epsilon: drawEpsilon(d, [1, 0.25, 1e-3]) };
  },
  claim: (t, { x, filter, attributes, mean, variance, scale, offset, epsilon }) => {
    const roots = toArray(variance).map((each) => 1 / Math.sqrt(each + epsilon));
    const last = (list: Operand): Promise<Tensor> => t.reshape(list, [...x.shape.slice(1).map(() => 1), roots.length]);
    const factors = t.multiply(scale, fromData(Float64Array.from(roots), [roots.length]));
    return equal(
      t.batchNorm(t.conv(x, filter, attributes), mean, variance, { epsilon, scale, offset }),
      t.add(t.conv(x, t.multiply(filter, last(factors)), attributes), last(t.subtract(offset, t.multiply(mean, factors)))),
    );
  },
});

export const lrnWithoutAlphaIsNothing = defineLaw({
  id: 'normalization/lrn-without-alpha-is-nothing',
  statement: 'lrn(x, alpha = 0, k = 1) = x',
  because: 'Every number is divided by a power of 1.',
  sources: [lrnPaper],
  requires: ['lrn'],
  cases: (d) => {
    const [x, attributes] = drawLrn(d, { alpha: 0, k: 1 });
    d.alsoCalls('lrn', attributes, x);
    return { x, attributes };
  },
  claim: (t, { x, attributes }) => equal(t.lrn(x, attributes), x),
});
