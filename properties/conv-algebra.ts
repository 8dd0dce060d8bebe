/** The algebra of convolution: what a bilinear, translation-invariant map does. */
import {
  batchIndependent,
  batchPermutation,
  inChannelPermutation,
  inChannelsSum,
  outChannelPermutation,
  outChannelsConcatenate,
} from './conv-algebra/channels-and-batch.js';
import {
  composes,
  fullConvCommutes,
  fullConvPreservesSum,
  isPatchesTimesMatrix,
  pointwiseIsMatmul,
  rankOneFilterSplits,
} from './conv-algebra/composition.js';
import {
  additiveInW,
  additiveInX,
  bounded,
  constantInput,
  homogeneousInW,
  homogeneousInX,
  negation,
  zero,
} from './conv-algebra/linearity.js';
import { flip, translation } from './conv-algebra/symmetry.js';
import { deltaFilterIsIdentity, deltaFilterIsShift, filterSplitsByTap, impulseResponseIsFlippedFilter } from './conv-algebra/taps.js';

export * from './conv-algebra/channels-and-batch.js';
export * from './conv-algebra/composition.js';
export * from './conv-algebra/linearity.js';
export * from './conv-algebra/symmetry.js';
export * from './conv-algebra/taps.js';

/** All laws of the family. */
export const convAlgebra = [
  additiveInX,
  additiveInW,
  homogeneousInX,
  homogeneousInW,
  zero,
  negation,
  deltaFilterIsIdentity,
  deltaFilterIsShift,
  impulseResponseIsFlippedFilter,
  filterSplitsByTap,
  inChannelsSum,
  outChannelsConcatenate,
  batchIndependent,
  batchPermutation,
  inChannelPermutation,
  outChannelPermutation,
  flip,
  translation,
  pointwiseIsMatmul,
  isPatchesTimesMatrix,
  composes,
  constantInput,
  fullConvPreservesSum,
  fullConvCommutes,
  rankOneFilterSplits,
  bounded,
] as const;
