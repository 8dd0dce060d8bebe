/** Transposed convolution and gradients, by exact equations: adjoints and bilinearity, no finite differences. */
import * as adjoints from './transposed-and-gradients/adjoints.js';
import { structureOfGradients } from './transposed-and-gradients/every-map.js';
import * as maxPool from './transposed-and-gradients/max-pool.js';
import { averagePoolGradientOfNoCell, maxPoolGradientOfNoCell } from './transposed-and-gradients/no-cell.js';
import { convTransposeRejectsBadArguments } from './transposed-and-gradients/transpose-rejects.js';
import * as transpose from './transposed-and-gradients/transpose.js';

export * from './transposed-and-gradients/adjoints.js';
export * from './transposed-and-gradients/every-map.js';
export * from './transposed-and-gradients/max-pool.js';
export * from './transposed-and-gradients/no-cell.js';
export * from './transposed-and-gradients/transpose-rejects.js';
export * from './transposed-and-gradients/transpose.js';

/** All laws of the family. */
export const transposedAndGradients = [
  adjoints.adjoint,
  adjoints.inputGradientIsTranspose,
  adjoints.inputGradientAdjoint,
  adjoints.filterGradientAdjoint,
  transpose.shapeInverts,
  transpose.transposeIsConvOfZeroInserted,
  transpose.strideOneTransposeIsFullConv,
  transpose.transposeGroupedIsConcat,
  adjoints.gradientBatchSums,
  adjoints.filterGradientIsAConv,
  adjoints.depthwiseInputGradientAdjoint,
  adjoints.depthwiseFilterGradientAdjoint,
  adjoints.depthwiseGradientBatchSums,
  adjoints.oneStepExact,
  adjoints.averagePoolGradientAdjoint,
  maxPool.maxPoolGradientRoutesToAMaximum,
  maxPool.maxPoolGradientPreservesSums,
  maxPool.maxPoolGradientTimesInput,
  maxPool.maxPoolGradientAdjoint,
  maxPoolGradientOfNoCell,
  averagePoolGradientOfNoCell,
  ...structureOfGradients,
  convTransposeRejectsBadArguments,
] as const;
