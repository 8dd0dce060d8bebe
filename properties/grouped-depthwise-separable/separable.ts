/** A separable convolution is a depthwise one and a mixing of channels. */
import { drawDepthwise } from '../../src/ops/convolution/depthwise-case.js';
import { drawSeparable } from '../../src/ops/convolution/separable-case.js';
import { drawWindows } from '../../src/draw/windows/windows.js';
import { regimes } from '../../src/domain.js';
import { defineLaw, equal } from '../../src/law.js';
import { zeros } from '../../src/tensor.js';
import { mobileNets, tensorflowSeparable, xception } from '../conv-geometry/sources.js';
import { ones } from '../conv-geometry/subject.js';

export const separableIsDepthwiseThenPointwise = defineLaw({
  id: 'grouped-depthwise-separable/separable-is-depthwise-then-pointwise',
  statement: 'S(x, w, p) = C(D(x, w), p), strides, dilations "and padding going to D"',
  because: 'This is what a separable convolution is: each channel through its own filters, then every cell through one matrix.',
  sources: [tensorflowSeparable, xception, mobileNets],
  requires: ['separableConv', 'depthwiseConv', 'conv'],
  regimes,
  cases: drawSeparable,
  claim: (t, c) =>
    equal(t.separableConv(c.x, c.filter, c.pointwise, c.attributes), t.conv(t.depthwiseConv(c.x, c.filter, c.attributes), c.pointwise)),
});

export const separableWithIdentityPointwise = defineLaw({
  id: 'grouped-depthwise-separable/separable-with-identity-pointwise',
  statement: 'S(x, w, identity) = D(x, w)',
  because: 'The identity matrix leaves each channel as it is. x and w are finite, since its zeros times infinity are NaN.',
  sources: [tensorflowSeparable],
  requires: ['separableConv', 'depthwiseConv'],
  cases: (d) => {
    const c = drawDepthwise(d);
    const channels = c.groups * c.channelsOut;
    const shape = [...ones(c.n), channels, channels];
    d.makes('identity', shape);
    const identity = zeros(shape);
    for (let i = 0; i < channels; i++) identity.data[i * channels + i] = 1;
    return { ...c, identity };
  },
  claim: (t, c) => equal(t.separableConv(c.x, c.filter, c.identity, c.attributes), t.depthwiseConv(c.x, c.filter, c.attributes)),
});

export const separableIsOneConv = defineLaw({
  id: 'grouped-depthwise-separable/separable-is-one-conv',
  statement: 'S(x, w, p) = C(x, v), v[j, c, o] = sum over i of w[j, c, i] p[c m + i, o]',
  because: 'Both steps are linear: the matrix goes into the taps. x, w and p are finite, since sums of infinities depend on their order.',
  sources: [xception],
  requires: ['separableConv', 'conv'],
  cases: drawSeparable,
  claim: (t, c) => {
    const taps = t.reshape(c.filter, [...c.kernel, c.groups, c.channelsOut, 1]);
    const mixing = t.reshape(c.pointwise, [c.groups, c.channelsOut, c.mixed]);
    return equal(
      t.separableConv(c.x, c.filter, c.pointwise, c.attributes),
      t.conv(c.x, t.sum(t.multiply(taps, mixing), [-2]), c.attributes),
    );
  },
});

export const theSeed = defineLaw({
  id: 'grouped-depthwise-separable/the-seed',
  statement: 'S(x, w, p) = C(D(x, w), p), "bit for bit, on two axes with strides 1, 2, 3 and SAME or VALID"',
  because:
    "The question that this package comes from: whether TensorFlow's separable_conv2d needs with_space_to_batch when nothing is dilated. It does not: depthwise and 1 x 1 convolution say the same. On integers, so that both round nothing and the bits must agree.",
  sources: [
    tensorflowSeparable,
    {
      title: 'TensorFlow, with_space_to_batch',
      url: 'https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/ops/nn_ops.py',
    },
  ],
  requires: ['separableConv', 'depthwiseConv', 'conv'],
  regimes: ['exact'],
  cases: (d) => {
    const stride = d.option('stride', [1, 2, 3]);
    const windows = drawWindows(d, {
      axes: [2],
      strides: { min: stride, max: stride },
      dilations: { max: 1 },
      padding: ['same', 'valid'],
    });
    return drawSeparable(d, {}, windows);
  },
  claim: (t, c) => {
    const { strides, padding } = c;
    return equal(
      t.separableConv(c.x, c.filter, c.pointwise, { strides, padding }),
      t.conv(t.depthwiseConv(c.x, c.filter, { strides, padding }), c.pointwise),
    );
  },
});
