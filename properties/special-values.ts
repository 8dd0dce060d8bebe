/** NaN, infinities, subnormals and signed zeros, as IEEE 754 has them. */
import { nanStaysInItsRowMatmul } from './special-values/matmul.js';
import { infinityWinsMaxPool, minusInfinityIsAMaximum } from './special-values/max-pool.js';
import { infinitiesAdd, nanStaysInItsField, signedZeroIsZero, subnormalsSurvive } from './special-values/windowed.js';

export { infinitiesAdd, infinityWinsMaxPool, minusInfinityIsAMaximum, nanStaysInItsField, nanStaysInItsRowMatmul };
export { signedZeroIsZero, subnormalsSurvive };

export const {
  maxPool: nanStaysInItsFieldMaxPool,
  averagePool: nanStaysInItsFieldAveragePool,
  lpPool: nanStaysInItsFieldLpPool,
  conv: nanStaysInItsFieldConv,
  depthwiseConv: nanStaysInItsFieldDepthwiseConv,
  morphologicalDilation: nanStaysInItsFieldDilation,
  morphologicalErosion: nanStaysInItsFieldErosion,
} = nanStaysInItsField;

export const { averagePool: infinitiesAddAveragePool, conv: infinitiesAddConv, depthwiseConv: infinitiesAddDepthwiseConv } = infinitiesAdd;

export const {
  maxPool: subnormalsSurviveMaxPool,
  averagePool: subnormalsSurviveAveragePool,
  conv: subnormalsSurviveConv,
  depthwiseConv: subnormalsSurviveDepthwiseConv,
} = subnormalsSurvive;

export const { maxPool: signedZeroIsZeroMaxPool, averagePool: signedZeroIsZeroAveragePool, conv: signedZeroIsZeroConv } = signedZeroIsZero;

export const specialValues = [
  ...Object.values(nanStaysInItsField),
  nanStaysInItsRowMatmul,
  ...Object.values(infinitiesAdd),
  infinityWinsMaxPool,
  minusInfinityIsAMaximum,
  ...Object.values(subnormalsSurvive),
  ...Object.values(signedZeroIsZero),
] as const;
