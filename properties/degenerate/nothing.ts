/** Empty batches and no channels, for every op. */
import type { Draw } from '../../src/draw/draw.js';
import { inDomain } from '../../src/draw/in-domain.js';
import { drawMatmul } from '../../src/ops/products/matmul-case.js';
import { opCalls, type OpCase, type TensorOp } from '../../src/arbitraries/op-calls.js';
import { defineLaw, equal, type Source } from '../../src/law.js';
import { emptyOf, needsEmptyTensors, orClearError } from './clear-error.js';

const torchEmpty: Source = {
  title: 'PyTorch issue 12013, layers that accept an empty batch',
  url: 'https://github.com/pytorch/pytorch/issues/12013',
};

const none = { min: 0, max: 0 };

function without<const What extends 'batch' | 'channels', const Name extends string>(
  what: What,
  name: Name,
  op: TensorOp,
  draw: (d: Draw) => OpCase = opCalls[op].draw,
) {
  const { call } = opCalls[op];
  return defineLaw({
    id: `degenerate/no-${what}-${name}` as const,
    statement: `${op}(x of no ${what}) = R(${op})(x of no ${what}), or a clear error`,
    because:
      'Nothing in, nothing out, in the shape that the other sizes give; a sum over no channels or an empty batch is 0. A refusal is honest too; a wrong shape, or values out of nowhere, are not.',
    sources: [torchEmpty],
    requires: [op],
    regimes: ['exact'],
    cases: (d) => {
      const c = draw(inDomain(d, { [what]: none }));
      needsEmptyTensors(d, op, emptyOf(c));
      return c;
    },
    claim: (t, c) => {
      const right = call(t.reference, c);
      return equal(orClearError(call(t, c), right), right);
    },
  });
}

export const noBatchConv = without('batch', 'conv', 'conv');
export const noBatchDepthwiseConv = without('batch', 'depthwise-conv', 'depthwiseConv');
export const noBatchSeparableConv = without('batch', 'separable-conv', 'separableConv');
export const noBatchConvTranspose = without('batch', 'conv-transpose', 'convTranspose');
export const noBatchConvInputGradient = without('batch', 'conv-input-gradient', 'convInputGradient');
export const noBatchConvFilterGradient = without('batch', 'conv-filter-gradient', 'convFilterGradient');
export const noBatchDepthwiseConvInputGradient = without('batch', 'depthwise-conv-input-gradient', 'depthwiseConvInputGradient');
export const noBatchDepthwiseConvFilterGradient = without('batch', 'depthwise-conv-filter-gradient', 'depthwiseConvFilterGradient');
export const noBatchMaxPool = without('batch', 'max-pool', 'maxPool');
export const noBatchAveragePool = without('batch', 'average-pool', 'averagePool');
export const noBatchLpPool = without('batch', 'lp-pool', 'lpPool');
export const noBatchMaxPoolGradient = without('batch', 'max-pool-gradient', 'maxPoolGradient');
export const noBatchAveragePoolGradient = without('batch', 'average-pool-gradient', 'averagePoolGradient');
export const noBatchSpaceToBatch = without('batch', 'space-to-batch', 'spaceToBatch');
export const noBatchBatchToSpace = without('batch', 'batch-to-space', 'batchToSpace');
export const noBatchSpaceToDepth = without('batch', 'space-to-depth', 'spaceToDepth');
export const noBatchDepthToSpace = without('batch', 'depth-to-space', 'depthToSpace');
export const noBatchExtractPatches = without('batch', 'extract-patches', 'extractPatches');
export const noBatchMatmul = without('batch', 'matmul', 'matmul', (d) => ({ ...drawMatmul(d, { least: 3, sameLeading: true }) }));
export const noBatchMorphologicalDilation = without('batch', 'morphological-dilation', 'morphologicalDilation');
export const noBatchMorphologicalErosion = without('batch', 'morphological-erosion', 'morphologicalErosion');
export const noBatchResize = without('batch', 'resize', 'resize');
export const noChannelsConv = without('channels', 'conv', 'conv');
export const noChannelsDepthwiseConv = without('channels', 'depthwise-conv', 'depthwiseConv');
export const noChannelsSeparableConv = without('channels', 'separable-conv', 'separableConv');
export const noChannelsConvTranspose = without('channels', 'conv-transpose', 'convTranspose');
export const noChannelsConvInputGradient = without('channels', 'conv-input-gradient', 'convInputGradient');
export const noChannelsConvFilterGradient = without('channels', 'conv-filter-gradient', 'convFilterGradient');
export const noChannelsDepthwiseConvInputGradient = without('channels', 'depthwise-conv-input-gradient', 'depthwiseConvInputGradient');
export const noChannelsDepthwiseConvFilterGradient = without('channels', 'depthwise-conv-filter-gradient', 'depthwiseConvFilterGradient');
export const noChannelsMaxPool = without('channels', 'max-pool', 'maxPool');
export const noChannelsAveragePool = without('channels', 'average-pool', 'averagePool');
export const noChannelsLpPool = without('channels', 'lp-pool', 'lpPool');
export const noChannelsMaxPoolGradient = without('channels', 'max-pool-gradient', 'maxPoolGradient');
export const noChannelsAveragePoolGradient = without('channels', 'average-pool-gradient', 'averagePoolGradient');
export const noChannelsSpaceToDepth = without('channels', 'space-to-depth', 'spaceToDepth');
export const noChannelsDepthToSpace = without('channels', 'depth-to-space', 'depthToSpace');
export const noChannelsExtractPatches = without('channels', 'extract-patches', 'extractPatches');
export const noChannelsMorphologicalDilation = without('channels', 'morphological-dilation', 'morphologicalDilation');
export const noChannelsMorphologicalErosion = without('channels', 'morphological-erosion', 'morphologicalErosion');
export const noChannelsResize = without('channels', 'resize', 'resize');

export const nothing = [
  noBatchConv,
  noBatchDepthwiseConv,
  noBatchSeparableConv,
  noBatchConvTranspose,
  noBatchConvInputGradient,
  noBatchConvFilterGradient,
  noBatchDepthwiseConvInputGradient,
  noBatchDepthwiseConvFilterGradient,
  noBatchMaxPool,
  noBatchAveragePool,
  noBatchLpPool,
  noBatchMaxPoolGradient,
  noBatchAveragePoolGradient,
  noBatchSpaceToBatch,
  noBatchBatchToSpace,
  noBatchSpaceToDepth,
  noBatchDepthToSpace,
  noBatchExtractPatches,
  noBatchMatmul,
  noBatchMorphologicalDilation,
  noBatchMorphologicalErosion,
  noBatchResize,
  noChannelsConv,
  noChannelsDepthwiseConv,
  noChannelsSeparableConv,
  noChannelsConvTranspose,
  noChannelsConvInputGradient,
  noChannelsConvFilterGradient,
  noChannelsDepthwiseConvInputGradient,
  noChannelsDepthwiseConvFilterGradient,
  noChannelsMaxPool,
  noChannelsAveragePool,
  noChannelsLpPool,
  noChannelsMaxPoolGradient,
  noChannelsAveragePoolGradient,
  noChannelsSpaceToDepth,
  noChannelsDepthToSpace,
  noChannelsExtractPatches,
  noChannelsMorphologicalDilation,
  noChannelsMorphologicalErosion,
  noChannelsResize,
] as const;
