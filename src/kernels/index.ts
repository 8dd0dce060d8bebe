/** The reference kernels: every op, its shape rule, its evaluation and its error rule. */
import { InvalidArgument } from '../invalid-argument.js';
import type { OpName } from '../ops/index.js';
import type { Shape } from '../tensor.js';
import { averagePool, averagePoolKernel } from './average-pool.js';
import { averagePoolGradient, averagePoolGradientKernel } from './average-pool-gradient.js';
import { batchToSpace, batchToSpaceKernel } from './batch-to-space.js';
import { conv, convKernel } from './conv.js';
import { convFilterGradient, convFilterGradientKernel } from './conv-filter-gradient.js';
import { convInputGradient, convInputGradientKernel } from './conv-input-gradient.js';
import { convTranspose, convTransposeKernel } from './conv-transpose.js';
import { depthToSpace, depthToSpaceKernel } from './depth-to-space.js';
import { depthwiseConv, depthwiseConvKernel } from './depthwise-conv.js';
import { depthwiseConvFilterGradient, depthwiseConvFilterGradientKernel } from './depthwise-conv-filter-gradient.js';
import { depthwiseConvInputGradient, depthwiseConvInputGradientKernel } from './depthwise-conv-input-gradient.js';
import { extractPatches, extractPatchesKernel } from './extract-patches.js';
import { lpPool, lpPoolKernel } from './lp-pool.js';
import { matmul, matmulKernel } from './matmul.js';
import { maxPool, maxPoolKernel } from './max-pool.js';
import { maxPoolGradient, maxPoolGradientKernel } from './max-pool-gradient.js';
import { morphologicalDilation, morphologicalDilationKernel } from './morphological-dilation.js';
import { morphologicalErosion, morphologicalErosionKernel } from './morphological-erosion.js';
import { pad, padKernel } from './pad.js';
import { resize, resizeKernel } from './resize.js';
import { separableConv, separableConvKernel } from './separable-conv.js';
import { spaceToBatch, spaceToBatchKernel } from './space-to-batch.js';
import { spaceToDepth, spaceToDepthKernel } from './space-to-depth.js';
import type { Kernel } from './kernel.js';

export { requiredSpaceToBatchPaddings } from '../geometry.js';
export { InvalidArgument } from '../invalid-argument.js';
export type { ArgumentsWith, Bounded, Kernel } from './kernel.js';
export { composeWithSpaceToBatch, withSpaceToBatch, type SpaceToBatchPieces } from './with-space-to-batch.js';
export {
  conv,
  depthwiseConv,
  separableConv,
  convTranspose,
  convInputGradient,
  convFilterGradient,
  depthwiseConvInputGradient,
  depthwiseConvFilterGradient,
  maxPool,
  averagePool,
  lpPool,
  maxPoolGradient,
  averagePoolGradient,
  pad,
  spaceToBatch,
  batchToSpace,
  spaceToDepth,
  depthToSpace,
  extractPatches,
  matmul,
  morphologicalDilation,
  morphologicalErosion,
  resize,
};

/** The ops with a kernel: all but `withSpaceToBatch`, which combines others, and `requiredSpaceToBatchPaddings`, which has no tensor. */
export type KernelName = Exclude<OpName, 'withSpaceToBatch' | 'requiredSpaceToBatchPaddings'>;

export const registry: { readonly [K in KernelName]: Kernel<K> } = {
  conv: convKernel,
  depthwiseConv: depthwiseConvKernel,
  separableConv: separableConvKernel,
  convTranspose: convTransposeKernel,
  convInputGradient: convInputGradientKernel,
  convFilterGradient: convFilterGradientKernel,
  depthwiseConvInputGradient: depthwiseConvInputGradientKernel,
  depthwiseConvFilterGradient: depthwiseConvFilterGradientKernel,
  maxPool: maxPoolKernel,
  averagePool: averagePoolKernel,
  lpPool: lpPoolKernel,
  maxPoolGradient: maxPoolGradientKernel,
  averagePoolGradient: averagePoolGradientKernel,
  pad: padKernel,
  spaceToBatch: spaceToBatchKernel,
  batchToSpace: batchToSpaceKernel,
  spaceToDepth: spaceToDepthKernel,
  depthToSpace: depthToSpaceKernel,
  extractPatches: extractPatchesKernel,
  matmul: matmulKernel,
  morphologicalDilation: morphologicalDilationKernel,
  morphologicalErosion: morphologicalErosionKernel,
  resize: resizeKernel,
};

/**
 * The shape of an op's result, without computing anything.
 *
 * @param shapes the shapes of all tensor and shape arguments, in the op's order
 * @throws InvalidArgument as the op itself
 */
export function shapeOf<Op extends KernelName>(op: Op, shapes: readonly Shape[], attributes?: object): number[] {
  if (!Object.hasOwn(registry, op)) throw new InvalidArgument('shapeOf', 'op', op, 'it must be an op with a kernel');
  const { shape } = registry[op] as { readonly shape: (...args: readonly unknown[]) => number[] };
  return shape(...shapes, attributes);
}
