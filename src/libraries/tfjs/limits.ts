/** What TensorFlow.js refuses, by its documentation, its declarations or the words of its errors. */
import type { Limits, OpLimits } from '../../library.js';

const eitherStridesOrDilations = "'Either strides or dilations must be 1'";
const noGradientOfDilation = "'dilation rates greater than 1 are not yet supported in gradients'";

const windowed = { stridedDilation: false, reason: eitherStridesOrDilations } as const satisfies OpLimits;
const gradients = { dilations: false, reason: noGradientOfDilation } as const satisfies OpLimits;
const padding = ['valid', 'same', 'explicit'] as const;
/** Of tf.fused.conv2d and tf.fused.depthwiseConv2d, in two dimensions. */
const fused = { bias: true, activations: ['relu', 'relu6', 'leakyRelu', 'elu', 'sigmoid'], fusedAxes: [2] } as const satisfies OpLimits;

export const limits: Limits = {
  // tf.conv3d is declared with 'valid' and 'same' alone: the adapter refuses explicit pads there.
  conv: { ...windowed, ...fused, padding, groups: false },
  depthwiseConv: { ...windowed, ...fused, padding, spatialAxes: [2] },
  separableConv: { ...windowed, padding: ['valid', 'same'], spatialAxes: [2] },
  convTranspose: {
    spatialAxes: [2, 3],
    padding,
    dilations: false,
    groups: false,
    reason: 'tf.conv2dTranspose and tf.conv3dTranspose have no dilations; there is no tf.conv1dTranspose',
  },
  convInputGradient: { ...gradients, padding, groups: false },
  convFilterGradient: { ...gradients, padding, groups: false },
  depthwiseConvInputGradient: { ...gradients, padding, spatialAxes: [2] },
  depthwiseConvFilterGradient: { ...gradients, padding, spatialAxes: [2] },
  maxPool: { ...windowed, padding, spatialAxes: [2, 3] },
  averagePool: { ...windowed, padding, spatialAxes: [2, 3], countPadding: [false] },
  maxPoolGradient: {
    ...windowed,
    padding,
    spatialAxes: [2, 3],
    // Nothing says which cell takes the gradient of a maximum of NaN or -Infinity.
    specialValues: 'ignored',
    reason: `${eitherStridesOrDilations}; no cell is above -Infinity, where the maxima start`,
  },
  averagePoolGradient: { ...windowed, padding, spatialAxes: [2, 3], countPadding: [false] },
  pad: {
    modes: ['constant', 'reflect', 'symmetric'],
    negativePads: false,
    reason: "tf.pad and tf.mirrorPad add cells; tf.mirrorPad's mode is 'reflect' or 'symmetric'",
  },
  depthToSpace: {
    spatialAxes: [2],
    modes: ['DCR'],
    blockSize: { min: 2 },
    reason: 'tf.depthToSpace documents a blockSize of at least 2',
  },
  morphologicalDilation: {
    spatialAxes: [2],
    padding: ['valid', 'same'],
    stridedDilation: false,
    reason: "tf.dilation2d: 'If it is greater than 1, then all values of strides must be 1'",
  },
  lrn: { spatialAxes: [2], evenWindow: false, reason: 'tf.localResponseNormalization takes three or four axes, and a radius' },
  resize: { spatialAxes: [2] },
};
