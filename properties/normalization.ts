/** Normalisations: by given numbers, by those of each item, channel, group or cell, and by neighbouring channels. */
import { lrnScales, odd, scaleInvariant, shiftInvariant } from './normalization/invariances.js';
import { constantIsZero, meanIsZero, varianceIsARatio } from './normalization/moments.js';
import { rejectsBadArguments } from './normalization/rejections.js';
import {
  batchNormFoldsIntoConv,
  batchOfOwnMomentsIsInstance,
  groupOneIsLayer,
  groupPerChannelIsInstance,
  lrnWithoutAlphaIsNothing,
  rmsOfCentredIsLayer,
  unitMomentsAreNothing,
} from './normalization/relations.js';
import {
  cellsInAnyOrder,
  channelsInAnyOrder,
  itemsIndependent,
  lrnFlips,
  lrnOfZeroChannels,
  scaleAndOffsetComeLast,
} from './normalization/structure.js';

export * from './normalization/relations.js';
export { cellsInAnyOrder, channelsInAnyOrder, itemsIndependent, lrnFlips, lrnOfZeroChannels, scaleAndOffsetComeLast };
export { constantIsZero, lrnScales, meanIsZero, odd, rejectsBadArguments, scaleInvariant, shiftInvariant, varianceIsARatio };

/** All laws of the family. */
export const normalization = [
  ...Object.values(meanIsZero),
  ...Object.values(varianceIsARatio),
  ...Object.values(constantIsZero),
  ...Object.values(shiftInvariant),
  ...Object.values(scaleInvariant),
  ...Object.values(odd),
  lrnScales,
  ...Object.values(scaleAndOffsetComeLast),
  groupOneIsLayer,
  groupPerChannelIsInstance,
  batchOfOwnMomentsIsInstance,
  unitMomentsAreNothing,
  rmsOfCentredIsLayer,
  batchNormFoldsIntoConv,
  lrnWithoutAlphaIsNothing,
  ...Object.values(itemsIndependent),
  ...Object.values(cellsInAnyOrder),
  ...Object.values(channelsInAnyOrder),
  lrnFlips,
  lrnOfZeroChannels,
  ...Object.values(rejectsBadArguments),
] as const;
