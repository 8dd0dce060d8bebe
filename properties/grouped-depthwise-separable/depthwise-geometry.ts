/** The laws of geometry, for depthwise convolution. */
import * as axes from '../conv-geometry/axes.js';
import * as locality from '../conv-geometry/locality.js';
import * as padding from '../conv-geometry/padding.js';
import * as rejections from '../conv-geometry/rejections.js';
import * as steps from '../conv-geometry/stride-and-dilation.js';
import { depthwise } from '../conv-geometry/subject.js';
import { outputShape } from '../windows/output-shape.js';

export const { depthwiseConv: depthwiseOutputShape, separableConv: separableOutputShape } = outputShape(
  'grouped-depthwise-separable/',
  ['depthwiseConv', 'separableConv'],
  { depthwiseConv: 'depthwise-output-shape', separableConv: 'separable-output-shape' },
);
export const depthwiseSameKeepsSize = padding.sameKeepsSize(depthwise);
export const depthwiseSameIsExplicit = padding.sameIsExplicit(depthwise);
export const depthwiseSameLowerMirrorsSame = padding.sameLowerMirrorsSame(depthwise);
export const depthwiseExplicitIsPadThenValid = padding.explicitIsPadThenValid(depthwise);
export const depthwiseZeroPadsAreValid = padding.zeroPadsAreValid(depthwise);
export const depthwiseZeroBorder = padding.zeroBorder(depthwise);
export const depthwiseStrideSubsamples = steps.strideSubsamples(depthwise);
export const depthwiseStrideBeyondInput = steps.strideBeyondInput(depthwise);
export const depthwiseDilationIsUpsampledFilter = steps.dilationIsUpsampledFilter(depthwise);
export const depthwiseDilationOfUnitKernelIsNothing = steps.dilationOfUnitKernelIsNothing(depthwise);
export const depthwiseDilationOneIsDefault = steps.dilationOneIsDefault(depthwise);
export const depthwiseStrideOneIsDefault = steps.strideOneIsDefault(depthwise);
export const depthwiseUnitAxis = axes.unitAxis(depthwise);
export const depthwiseAxisSwap = axes.axisSwap(depthwise);
export const depthwiseTilesWithHalo = locality.tilesWithHalo(depthwise);
export const depthwiseReceptiveField = locality.receptiveField(depthwise);
export const depthwiseEveryCellInTheFieldCounts = locality.everyCellInTheFieldCounts(depthwise);
export const depthwiseRejectsBadArguments = rejections.rejectsBadArguments(depthwise);

/** All of them. */
export const depthwiseGeometry = [
  depthwiseOutputShape,
  separableOutputShape,
  depthwiseSameKeepsSize,
  depthwiseSameIsExplicit,
  depthwiseSameLowerMirrorsSame,
  depthwiseExplicitIsPadThenValid,
  depthwiseZeroPadsAreValid,
  depthwiseZeroBorder,
  depthwiseStrideSubsamples,
  depthwiseStrideBeyondInput,
  depthwiseDilationIsUpsampledFilter,
  depthwiseDilationOfUnitKernelIsNothing,
  depthwiseDilationOneIsDefault,
  depthwiseStrideOneIsDefault,
  depthwiseUnitAxis,
  depthwiseAxisSwap,
  depthwiseTilesWithHalo,
  depthwiseReceptiveField,
  depthwiseEveryCellInTheFieldCounts,
  depthwiseRejectsBadArguments,
] as const;
