/** What the layers of TensorFlow.js refuse, by their documentation, their configurations or the words of their errors. */
import type { Limits, OpLimits } from '../../library.js';

const words = ['valid', 'same'] as const;
const eitherStridesOrDilations = "'Either strides or dilations must be 1'; a layer's padding is 'valid' or 'same'";
const noGradientOfDilation = "'dilation rates greater than 1 are not yet supported in gradients'";

const windowed = { padding: words, stridedDilation: false, reason: eitherStridesOrDilations } as const satisfies OpLimits;
const gradients = { padding: words, dilations: false, reason: noGradientOfDilation } as const satisfies OpLimits;
const pools = {
  padding: words,
  dilations: false,
  ceilMode: [false],
  reason: 'pooling layers take poolSize, strides, padding and dataFormat',
} as const satisfies OpLimits;

export const limits: Limits = {
  conv: { ...windowed, groups: false },
  depthwiseConv: { ...windowed, spatialAxes: [2] },
  separableConv: {
    ...windowed,
    spatialAxes: [2],
    reason: `${eitherStridesOrDilations}; '1D separable convolution is not implemented yet'`,
  },
  convTranspose: {
    padding: words,
    spatialAxes: [2, 3],
    dilations: false,
    groups: false,
    reason: 'tf.layers.conv2dTranspose and tf.layers.conv3dTranspose have no dilations',
  },
  convInputGradient: { ...gradients, groups: false },
  convFilterGradient: { ...gradients, groups: false },
  depthwiseConvInputGradient: { ...gradients, spatialAxes: [2] },
  depthwiseConvFilterGradient: { ...gradients, spatialAxes: [2] },
  maxPool: pools,
  averagePool: { ...pools, countPadding: [false] },
  // Nothing says which cell takes the gradient of a maximum of NaN or -Infinity.
  maxPoolGradient: { ...pools, specialValues: 'ignored', reason: `${pools.reason}; no cell is above -Infinity, where the maxima start` },
  averagePoolGradient: { ...pools, countPadding: [false] },
  pad: { modes: ['constant'], ranks: [4], padsOuterAxes: false, reason: 'tf.layers.zeroPadding2d and tf.layers.cropping2D' },
  resize: { spatialAxes: [2], alignCorners: false, halfPixelCenters: [false], reason: 'tf.layers.upSampling2d has no such settings' },
};
