/** Empty batches and no channels, for every op that has them. */
import type { CaseProgram, Draw } from '../../src/draw/draw.js';
import { inDomain } from '../../src/draw/in-domain.js';
import { everyOp, everyTensorOp, hasAxis } from '../../src/every-op.js';
import { equal, type Source } from '../../src/law.js';
import type { NamedCall } from '../../src/ops/drawn-call.js';
import type { TensorOp } from '../../src/ops/index.js';
import { drawMatmul } from '../../src/ops/products/matmul-case.js';
import { emptyOf, needsEmptyTensors, orClearError } from './clear-error.js';

const torchEmpty: Source = {
  title: 'PyTorch issue 12013, layers that accept an empty batch',
  url: 'https://github.com/pytorch/pytorch/issues/12013',
};

const none = { min: 0, max: 0 };

function without<const What extends 'batch' | 'channels', const Op extends TensorOp>(
  what: What,
  ops: readonly Op[],
  draw: (d: Draw, calls: CaseProgram<NamedCall>) => NamedCall = (d, calls) => calls(d),
) {
  return everyOp({
    prefix: `degenerate/no-${what}-` as const,
    ops,
    statement: (op) => `${op}(x "of no ${what}") = R(${op})(x "of no ${what}"), "or a clear error"`,
    because:
      'Nothing in, nothing out, in the shape that the other sizes give; a sum over no channels or an empty batch is 0. A refusal is honest too; a wrong shape, or values out of nowhere, are not.',
    sources: [torchEmpty],
    regimes: ['exact'],
    draw: (d, calls, op) => {
      const c = draw(inDomain(d, { [what]: none }), calls);
      needsEmptyTensors(d, op, emptyOf(c));
      return c;
    },
    claim: (call, c, { reference }) => {
      const right = reference(c);
      return equal(orClearError(call(c), right), right);
    },
  });
}

export const noBatch = {
  ...without(
    'batch',
    everyTensorOp.filter((op) => hasAxis(op, 'batch')),
  ),
  // The batch of a product is its leading axes, which it need not have.
  ...without('batch', ['matmul'], (d) => ({ ...drawMatmul(d, { least: 3, sameLeading: true }) })),
};

export const noChannels = without(
  'channels',
  everyTensorOp.filter((op) => hasAxis(op, 'channels')),
);

export const {
  conv: noBatchConv,
  depthwiseConv: noBatchDepthwiseConv,
  separableConv: noBatchSeparableConv,
  convTranspose: noBatchConvTranspose,
  convInputGradient: noBatchConvInputGradient,
  convFilterGradient: noBatchConvFilterGradient,
  depthwiseConvInputGradient: noBatchDepthwiseConvInputGradient,
  depthwiseConvFilterGradient: noBatchDepthwiseConvFilterGradient,
  maxPool: noBatchMaxPool,
  averagePool: noBatchAveragePool,
  lpPool: noBatchLpPool,
  maxPoolGradient: noBatchMaxPoolGradient,
  averagePoolGradient: noBatchAveragePoolGradient,
  spaceToBatch: noBatchSpaceToBatch,
  batchToSpace: noBatchBatchToSpace,
  spaceToDepth: noBatchSpaceToDepth,
  depthToSpace: noBatchDepthToSpace,
  extractPatches: noBatchExtractPatches,
  matmul: noBatchMatmul,
  morphologicalDilation: noBatchMorphologicalDilation,
  morphologicalErosion: noBatchMorphologicalErosion,
  resize: noBatchResize,
} = noBatch;

export const {
  conv: noChannelsConv,
  depthwiseConv: noChannelsDepthwiseConv,
  separableConv: noChannelsSeparableConv,
  convTranspose: noChannelsConvTranspose,
  convInputGradient: noChannelsConvInputGradient,
  convFilterGradient: noChannelsConvFilterGradient,
  depthwiseConvInputGradient: noChannelsDepthwiseConvInputGradient,
  depthwiseConvFilterGradient: noChannelsDepthwiseConvFilterGradient,
  maxPool: noChannelsMaxPool,
  averagePool: noChannelsAveragePool,
  lpPool: noChannelsLpPool,
  maxPoolGradient: noChannelsMaxPoolGradient,
  averagePoolGradient: noChannelsAveragePoolGradient,
  spaceToDepth: noChannelsSpaceToDepth,
  depthToSpace: noChannelsDepthToSpace,
  extractPatches: noChannelsExtractPatches,
  morphologicalDilation: noChannelsMorphologicalDilation,
  morphologicalErosion: noChannelsMorphologicalErosion,
  resize: noChannelsResize,
} = noChannels;

export const nothing = [...Object.values(noBatch), ...Object.values(noChannels)] as const;
