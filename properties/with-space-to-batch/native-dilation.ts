/** W on a plain op equals the dilated op: the reason why W exists. */
import { drawConv } from '../../src/ops/convolution/conv-case.js';
import { drawDepthwise } from '../../src/ops/convolution/depthwise-case.js';
import type { Draw } from '../../src/draw/draw.js';
import { drawAveragePool, drawPool, type PoolConstraints } from '../../src/ops/pooling/pool-case.js';
import { drawSeparable } from '../../src/ops/convolution/separable-case.js';
import { blockedAxes } from '../../src/ops/space/space-batch-case.js';
import type { WindowConstraints, Windows } from '../../src/draw/windows/windows.js';
import { regimes } from '../../src/domain.js';
import { defineLaw, equal } from '../../src/law.js';
import type { WithSpaceToBatchAttributes } from '../../src/ops/index.js';
import { atrousTest, dilatedContext, withSpaceToBatchDocs } from './sources.js';

const convolutions = (d: Draw): WindowConstraints => ({
  axes: blockedAxes(d, 3),
  strides: { max: 1 },
  padding: ['valid', 'same', 'explicit'],
});
const pools = (d: Draw): PoolConstraints => ({ axes: blockedAxes(d, 3), strides: { max: 1 }, padding: ['valid'], ceilMode: [false] });

/** The attributes of W that stand for the windows' dilations and padding. */
function rated({ dilations, padding, kernel }: Windows): WithSpaceToBatchAttributes {
  return { dilationRate: dilations, padding, filterShape: kernel };
}

const whyConvolutions =
  'A dilated window reads cells of one grid only, and there they are neighbours: on each grid the dilated op is the plain one. ' +
  'Stride 1, for a stride inside op would stride inside each grid. At stride 1 both pad (k - 1) d cells for same.';
const whyPools =
  'A dilated window reads cells of one grid only, where they are neighbours. Valid, for W pads with zeros, ' +
  'and a zero can win a maximum or enter a mean where the padding of a pool cannot. Stride 1, for op would stride inside each grid.';

export const equalsNativeDilation = defineLaw({
  id: 'with-space-to-batch/equals-native-dilation',
  statement: 'W(x, d, p, C(., w)) = C(x, w, dilations d, padding p), "p valid, same or explicit", stride 1',
  because: whyConvolutions,
  sources: [withSpaceToBatchDocs, atrousTest, dilatedContext],
  requires: ['withSpaceToBatch', 'conv'],
  cases: (d) => drawConv(d, convolutions(d)),
  claim: (t, c) =>
    equal(
      t.withSpaceToBatch(c.x, rated(c), (y, _, padding) => t.conv(y, c.filter, { padding, groups: c.groups })),
      t.conv(c.x, c.filter, { dilations: c.dilations, padding: c.padding, groups: c.groups }),
    ),
});

export const equalsNativeDilationDepthwise = defineLaw({
  id: 'with-space-to-batch/equals-native-dilation-depthwise',
  statement: 'W(x, d, p, D(., w)) = D(x, w, dilations d, padding p), "p valid, same or explicit", stride 1',
  because: whyConvolutions,
  sources: [withSpaceToBatchDocs, atrousTest],
  requires: ['withSpaceToBatch', 'depthwiseConv'],
  cases: (d) => drawDepthwise(d, convolutions(d)),
  claim: (t, c) =>
    equal(
      t.withSpaceToBatch(c.x, rated(c), (y, _, padding) => t.depthwiseConv(y, c.filter, { padding })),
      t.depthwiseConv(c.x, c.filter, { dilations: c.dilations, padding: c.padding }),
    ),
});

export const equalsNativeDilationSeparable = defineLaw({
  id: 'with-space-to-batch/equals-native-dilation-separable',
  statement: 'W(x, d, p, separable(., w, v)) = separable(x, w, v, dilations d, padding p), "p valid, same or explicit", stride 1',
  because: `${whyConvolutions} The pointwise step looks at one cell, and so does not see the grids.`,
  sources: [
    withSpaceToBatchDocs,
    { title: 'TensorFlow: tf.nn.separable_conv2d', url: 'https://www.tensorflow.org/api_docs/python/tf/nn/separable_conv2d' },
  ],
  requires: ['withSpaceToBatch', 'separableConv'],
  cases: (d) => drawSeparable(d, convolutions(d)),
  claim: (t, c) =>
    equal(
      t.withSpaceToBatch(c.x, rated(c), (y, _, padding) => t.separableConv(y, c.filter, c.pointwise, { padding })),
      t.separableConv(c.x, c.filter, c.pointwise, { dilations: c.dilations, padding: c.padding }),
    ),
});

export const equalsNativeDilationMaxPool = defineLaw({
  id: 'with-space-to-batch/equals-native-dilation-max-pool',
  statement: 'W(x, d, valid, M(., k)) = M(x, k, dilations d), stride 1',
  because: whyPools,
  sources: [withSpaceToBatchDocs, { title: 'TensorFlow: tf.nn.pool', url: 'https://www.tensorflow.org/api_docs/python/tf/nn/pool' }],
  requires: ['withSpaceToBatch', 'maxPool'],
  regimes,
  cases: (d) => drawPool(d, pools(d)),
  claim: (t, c) =>
    equal(
      t.withSpaceToBatch(c.x, rated(c), (y, _, padding) => t.maxPool(y, { window: c.kernel, padding })),
      t.maxPool(c.x, { window: c.kernel, dilations: c.dilations, padding: c.padding }),
    ),
});

export const equalsNativeDilationAveragePool = defineLaw({
  id: 'with-space-to-batch/equals-native-dilation-average-pool',
  statement: 'W(x, d, valid, A(., k)) = A(x, k, dilations d), stride 1',
  because: whyPools,
  sources: [withSpaceToBatchDocs, { title: 'TensorFlow: tf.nn.pool', url: 'https://www.tensorflow.org/api_docs/python/tf/nn/pool' }],
  requires: ['withSpaceToBatch', 'averagePool'],
  cases: (d) => drawAveragePool(d, pools(d)),
  claim: (t, c) => {
    const { countPadding } = c.attributes;
    return equal(
      t.withSpaceToBatch(c.x, rated(c), (y, _, padding) => t.averagePool(y, { window: c.kernel, padding, countPadding })),
      t.averagePool(c.x, { window: c.kernel, dilations: c.dilations, padding: c.padding, countPadding }),
    );
  },
});
