/** The cases that laws draw, for users' own properties: parameters and tensors that fit each other, valid by construction. */
import type { Regime } from '../domain.js';
import type { OpName } from '../ops/index.js';
import { casesOf, type CaseArbitrary } from '../draw/case-arbitrary.js';
import { domainOf, type CaseConstraints } from './constraints.js';
import { drawConv, type ConvCase, type ConvConstraints } from '../ops/convolution/conv-case.js';
import { drawDepthwise } from '../ops/convolution/depthwise-case.js';
import type { CaseProgram } from '../draw/draw.js';
import { drawConvGradient, type ConvGradientCase } from '../ops/convolution/gradient-case.js';
import { drawMatmul, type MatmulCase } from '../ops/products/matmul-case.js';
import { drawMorphology, type MorphologyCase } from '../ops/morphology/morphology-case.js';
import { drawPad, type PadCase, type PadConstraints } from '../ops/padding/pad-case.js';
import { drawPatches, type PatchCase } from '../ops/products/patches-case.js';
import { drawAveragePool, drawPool, type PoolCase, type PoolConstraints } from '../ops/pooling/pool-case.js';
import { drawResize, type ResizeCase } from '../ops/resize/resize-case.js';
import { drawSeparable, type SeparableCase } from '../ops/convolution/separable-case.js';
import {
  drawBatchToSpace,
  drawSpaceToBatch,
  type BatchToSpaceCase,
  type BlockConstraints,
  type SpaceToBatchCase,
} from '../ops/space/space-batch-case.js';
import { drawDepthToSpace, drawSpaceToDepth, type DepthToSpaceCase, type SpaceToDepthCase } from '../ops/space/space-depth-case.js';
import { drawTransposed, type TransposedCase } from '../ops/convolution/transposed-case.js';
import type { AveragePoolAttributes } from '../ops/index.js';
import type { WindowConstraints } from '../draw/windows/windows.js';

const regimes: readonly Regime[] = ['exact', 'real'];

function publicCases<Case>(name: string, op: OpName, constraints: CaseConstraints, program: CaseProgram<Case>): CaseArbitrary<Case> {
  return casesOf(domainOf(name, constraints), [op], program, { regimes: constraints.regimes ?? regimes });
}

/** Kinds of padding and parity of kernels. */
export type WindowChoices = Pick<WindowConstraints, 'padding' | 'oddKernel'>;

/**
 * Cases of `conv`: `{ x, filter, strides, dilations, padding, groups, ... }`. Shrinks to one cell, kernel 1, 'valid', one channel.
 *
 * @throws InvalidArgument on impossible constraints
 */
export function convCase(constraints: CaseConstraints & WindowChoices = {}): CaseArbitrary<ConvCase> {
  const part: ConvConstraints = choicesOf(constraints);
  return publicCases('convCase', 'conv', constraints, (d) => drawConv(d, part));
}

function choicesOf({ padding, oddKernel }: WindowChoices): WindowChoices {
  return { ...(padding !== undefined && { padding }), ...(oddKernel !== undefined && { oddKernel }) };
}

/** Cases of `depthwiseConv`; bounds, errors and shrinking as `convCase`. */
export function depthwiseCase(constraints: CaseConstraints & WindowChoices = {}): CaseArbitrary<ConvCase> {
  const part = choicesOf(constraints);
  return publicCases('depthwiseCase', 'depthwiseConv', constraints, (d) => drawDepthwise(d, part));
}

/** Cases of `separableConv`; bounds, errors and shrinking as `convCase`. */
export function separableCase(constraints: CaseConstraints & WindowChoices = {}): CaseArbitrary<SeparableCase> {
  const part = choicesOf(constraints);
  return publicCases('separableCase', 'separableConv', constraints, (d) => drawSeparable(d, part));
}

/** Cases of `convTranspose`; bounds and errors as `convCase`. Shrinks likewise, to no output padding. */
export function transposedCase(constraints: CaseConstraints & WindowChoices = {}): CaseArbitrary<TransposedCase> {
  const part = choicesOf(constraints);
  return publicCases('transposedCase', 'convTranspose', constraints, (d) => drawTransposed(d, part));
}

/** Cases of the gradients of `conv`: x, filter and dy that fit; bounds, errors and shrinking as `convCase`. */
export function convGradientCase(constraints: CaseConstraints & WindowChoices = {}): CaseArbitrary<ConvGradientCase> {
  const part = choicesOf(constraints);
  return publicCases('convGradientCase', 'convInputGradient', constraints, (d) => drawConvGradient(d, 'conv', ['x', 'filter'], part));
}

/** What pools choose among besides windows. */
export type PoolChoices = WindowChoices & Pick<PoolConstraints, 'ceilMode' | 'countPadding' | 'cells'>;

/** Cases of `maxPool`: every window has a cell unless `cells` is false. Shrinks to one cell in one window, floor mode. */
export function poolCase(constraints: CaseConstraints & PoolChoices = {}): CaseArbitrary<PoolCase> {
  return publicCases('poolCase', 'maxPool', constraints, (d) => drawPool(d, poolChoices(constraints)));
}

/** Cases of `averagePool`; as `poolCase`, and shrinks to countPadding false. */
export function averagePoolCase(constraints: CaseConstraints & PoolChoices = {}): CaseArbitrary<PoolCase<AveragePoolAttributes>> {
  return publicCases('averagePoolCase', 'averagePool', constraints, (d) => drawAveragePool(d, poolChoices(constraints)));
}

function poolChoices({ ceilMode, countPadding, cells, ...windows }: PoolChoices): PoolConstraints {
  return {
    ...choicesOf(windows),
    ...(ceilMode !== undefined && { ceilMode }),
    ...(countPadding !== undefined && { countPadding }),
    ...(cells !== undefined && { cells }),
  };
}

/** Cases of `morphologicalDilation` and erosion; bounds, errors and shrinking as `convCase`. */
export function morphologyCase(constraints: CaseConstraints & WindowChoices = {}): CaseArbitrary<MorphologyCase> {
  const part = choicesOf(constraints);
  return publicCases('morphologyCase', 'morphologicalDilation', constraints, (d) => drawMorphology(d, part));
}

/** Cases of `extractPatches`; bounds, errors and shrinking as `convCase`. */
export function patchesCase(constraints: CaseConstraints & WindowChoices = {}): CaseArbitrary<PatchCase> {
  const part = choicesOf(constraints);
  return publicCases('patchesCase', 'extractPatches', constraints, (d) => drawPatches(d, part));
}

/** Cases of `pad`, in any mode. Shrinks to one cell without pads, mode 'constant'. */
export function padCase(constraints: CaseConstraints & Pick<PadConstraints, 'modes'> = {}): CaseArbitrary<PadCase> {
  const { modes } = constraints;
  return publicCases('padCase', 'pad', constraints, (d) => drawPad(d, modes === undefined ? {} : { modes }));
}

type BlockChoices = Pick<BlockConstraints, 'square' | 'pads'>;

function blockChoices({ square, pads }: BlockChoices): BlockConstraints {
  return { ...(square !== undefined && { square }), ...(pads !== undefined && { pads }) };
}

/** Cases of `spaceToBatch`: paddings that make every block divide. Shrinks to one cell, block 1, no pads. */
export function spaceToBatchCase(constraints: CaseConstraints & BlockChoices = {}): CaseArbitrary<SpaceToBatchCase> {
  return publicCases('spaceToBatchCase', 'spaceToBatch', constraints, (d) => drawSpaceToBatch(d, blockChoices(constraints)));
}

/** Cases of `batchToSpace`: crops that leave a cell. Shrinks to one cell, block 1, no crops. */
export function batchToSpaceCase(constraints: CaseConstraints & BlockChoices = {}): CaseArbitrary<BatchToSpaceCase> {
  return publicCases('batchToSpaceCase', 'batchToSpace', constraints, (d) => drawBatchToSpace(d, blockChoices(constraints)));
}

/** Cases of `spaceToDepth`. Shrinks to one cell, block 1, mode 'DCR'. */
export function spaceToDepthCase(constraints: CaseConstraints = {}): CaseArbitrary<SpaceToDepthCase> {
  return publicCases('spaceToDepthCase', 'spaceToDepth', constraints, (d) => drawSpaceToDepth(d));
}

/** Cases of `depthToSpace`. Shrinks to one cell, block 1, mode 'DCR'. */
export function depthToSpaceCase(constraints: CaseConstraints = {}): CaseArbitrary<DepthToSpaceCase> {
  return publicCases('depthToSpaceCase', 'depthToSpace', constraints, (d) => drawDepthToSpace(d));
}

/** Cases of `matmul`, with leading axes that broadcast. Shrinks to one number times another. */
export function matmulCase(constraints: CaseConstraints = {}): CaseArbitrary<MatmulCase> {
  return publicCases('matmulCase', 'matmul', constraints, (d) => drawMatmul(d));
}

/** Cases of `resize`. Shrinks to one cell, 'nearest'. */
export function resizeCase(constraints: CaseConstraints = {}): CaseArbitrary<ResizeCase> {
  return publicCases('resizeCase', 'resize', constraints, (d) => drawResize(d));
}
