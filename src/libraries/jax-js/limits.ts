/** What jax-js refuses, by its documentation, its declarations or the words of its errors. */
import type { Limits, OpLimits } from '../../library.js';

const windows = {
  padding: ['valid'],
  dilations: false,
  ceilMode: [false],
  reason: 'lax.reduceWindow is declared with a window and its strides alone',
} as const satisfies OpLimits;

/** As in XLA, whose convolution it mimics by its documentation: pads and holes are zeros, multiplied like any cell. */
const zerosMultiplied = {
  specialValues: 'ignored',
  reason:
    "lax.convGeneralDilated: 'mimic the jax.lax.conv_general_dilated function in JAX, which wraps XLA's general convolution operator'",
} as const satisfies OpLimits;

export const limits: Limits = {
  conv: zerosMultiplied,
  depthwiseConv: zerosMultiplied,
  convTranspose: zerosMultiplied,
  convInputGradient: zerosMultiplied,
  convFilterGradient: zerosMultiplied,
  depthwiseConvInputGradient: zerosMultiplied,
  depthwiseConvFilterGradient: zerosMultiplied,
  maxPool: windows,
  averagePool: windows,
  maxPoolGradient: {
    ...windows,
    specialValues: 'ignored',
    reason: "JAX's maximum passes its gradient to the cells that equal it, and NaN equals none",
  },
  averagePoolGradient: windows,
  pad: { modes: ['constant'], negativePads: false, reason: "numpy.pad: 'Add padding (zeros) to an array'" },
};
