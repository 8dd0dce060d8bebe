/** What ONNX or ONNX Runtime refuses, by its documentation or the words of its errors. */
import type { Limits } from '../../../library.js';

const padsBelowWindow = "the pools of ONNX Runtime: 'Pad should be smaller than kernel.'";

/** The input B. */
const biased = { bias: true } as const;

export const limits: Limits = {
  conv: biased,
  depthwiseConv: biased,
  convTranspose: biased,
  maxPool: { largestPad: 'below-window', reason: padsBelowWindow },
  averagePool: { largestPad: 'below-window', reason: padsBelowWindow },
  lpPool: { largestPad: 'below-window', p: [1, 2, 3], reason: `${padsBelowWindow}; p of LpPool is an integer` },
  globalLpPool: { p: [1, 2, 3], reason: 'p of GlobalLpPool is an integer' },
  lrn: {
    evenWindow: false,
    spatialAxes: [2],
    alpha: { min: 1e-9 },
    beta: { min: 1e-9 },
    reason: "ONNX Runtime's LRN: 'X_shape.NumDimensions() == 4', 'alpha_ > 0.0f', 'beta_ > 0.0f', 'size_ % 2 == 1'",
  },
  pad: { modes: ['constant', 'edge', 'reflect', 'wrap'], reason: "the modes of Pad are 'constant', 'reflect', 'edge' and 'wrap'" },
  spaceToDepth: { spatialAxes: [2], modes: ['DCR'], reason: 'SpaceToDepth takes [N, C, H, W]; it has no mode' },
  depthToSpace: { spatialAxes: [2], reason: 'DepthToSpace takes [N, C, H, W]' },
};
