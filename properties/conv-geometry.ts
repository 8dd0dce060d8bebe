/** The geometry of convolution: which cells each result reads. */
import * as axes from './conv-geometry/axes.js';
import { groupsOneIsDefault } from './conv-geometry/groups.js';
import * as locality from './conv-geometry/locality.js';
import * as padding from './conv-geometry/padding.js';
import * as rejections from './conv-geometry/rejections.js';
import * as steps from './conv-geometry/stride-and-dilation.js';
import { convolution } from './conv-geometry/subject.js';
import { outputShape as outputShapeOf } from './windows/output-shape.js';

export { groupsOneIsDefault };
export const { conv: outputShape } = outputShapeOf('conv-geometry/', ['conv'], { conv: 'output-shape' });
export const sameKeepsSize = padding.sameKeepsSize(convolution);
export const sameIsExplicit = padding.sameIsExplicit(convolution);
export const sameLowerMirrorsSame = padding.sameLowerMirrorsSame(convolution);
export const explicitIsPadThenValid = padding.explicitIsPadThenValid(convolution);
export const zeroPadsAreValid = padding.zeroPadsAreValid(convolution);
export const zeroBorder = padding.zeroBorder(convolution);
export const strideSubsamples = steps.strideSubsamples(convolution);
export const strideBeyondInput = steps.strideBeyondInput(convolution);
export const dilationIsUpsampledFilter = steps.dilationIsUpsampledFilter(convolution);
export const dilationOfUnitKernelIsNothing = steps.dilationOfUnitKernelIsNothing(convolution);
export const dilationOneIsDefault = steps.dilationOneIsDefault(convolution);
export const strideOneIsDefault = steps.strideOneIsDefault(convolution);
export const unitAxis = axes.unitAxis(convolution);
export const axisSwap = axes.axisSwap(convolution);
export const tilesWithHalo = locality.tilesWithHalo(convolution);
export const receptiveField = locality.receptiveField(convolution);
export const everyCellInTheFieldCounts = locality.everyCellInTheFieldCounts(convolution);
export const rejectsBadArguments = rejections.rejectsBadArguments(convolution);

/** All laws of the family. */
export const convGeometry = [
  outputShape,
  sameKeepsSize,
  sameIsExplicit,
  sameLowerMirrorsSame,
  explicitIsPadThenValid,
  zeroPadsAreValid,
  zeroBorder,
  strideSubsamples,
  strideBeyondInput,
  dilationIsUpsampledFilter,
  dilationOfUnitKernelIsNothing,
  dilationOneIsDefault,
  strideOneIsDefault,
  groupsOneIsDefault,
  unitAxis,
  axisSwap,
  tilesWithHalo,
  receptiveField,
  everyCellInTheFieldCounts,
  rejectsBadArguments,
] as const;
