/** Grouped, depthwise and separable convolutions. */
import { depthwiseGeometry } from './grouped-depthwise-separable/depthwise-geometry.js';
import {
  depthwiseChannelPermutation,
  depthwiseChannelsAreIndependent,
  depthwiseIsGrouped,
  depthwiseIsPerChannel,
  groupedIsConcat,
  groupsAreIndependent,
  multiplierInterleaves,
} from './grouped-depthwise-separable/grouped.js';
import {
  separableIsDepthwiseThenPointwise,
  separableIsOneConv,
  separableWithIdentityPointwise,
  theSeed,
} from './grouped-depthwise-separable/separable.js';
import { separableRejectsBadArguments } from './grouped-depthwise-separable/separable-rejects.js';

export * from './grouped-depthwise-separable/depthwise-geometry.js';
export * from './grouped-depthwise-separable/grouped.js';
export * from './grouped-depthwise-separable/separable.js';
export * from './grouped-depthwise-separable/separable-rejects.js';

/** All laws of the family. */
export const groupedDepthwiseSeparable = [
  groupedIsConcat,
  depthwiseIsGrouped,
  depthwiseIsPerChannel,
  multiplierInterleaves,
  depthwiseChannelPermutation,
  separableIsDepthwiseThenPointwise,
  separableWithIdentityPointwise,
  separableIsOneConv,
  separableRejectsBadArguments,
  groupsAreIndependent,
  depthwiseChannelsAreIndependent,
  ...depthwiseGeometry,
  theSeed,
] as const;
