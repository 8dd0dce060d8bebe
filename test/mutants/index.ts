/** Every mutant, by the family whose laws it is planted for: the file that it is in. */
import { mutants as agreement } from './agreement.js';
import { mutants as convAlgebra } from './conv-algebra.js';
import { mutants as convGeometry } from './conv-geometry.js';
import { mutants as degenerate } from './degenerate.js';
import { mutants as fused } from './fused.js';
import { mutants as groupedDepthwiseSeparable } from './grouped-depthwise-separable.js';
import { mutants as layout } from './layout.js';
import { mutants as morphology } from './morphology.js';
import type { Mutant } from './mutate.js';
import { mutants as normalization } from './normalization.js';
import { mutants as padding } from './padding.js';
import { mutants as patchesAndMatmul } from './patches-and-matmul.js';
import { mutants as pooling } from './pooling.js';
import { mutants as prefix } from './prefix.js';
import { mutants as resize } from './resize.js';
import { mutants as spaceToBatch } from './space-to-batch.js';
import { mutants as spaceToDepth } from './space-to-depth.js';
import { mutants as specialValues } from './special-values.js';
import { mutants as transposedAndGradients } from './transposed-and-gradients.js';
import { mutants as withSpaceToBatch } from './with-space-to-batch.js';

export const mutantsByFamily: Readonly<Record<string, readonly Mutant[]>> = {
  'with-space-to-batch': withSpaceToBatch,
  'space-to-batch': spaceToBatch,
  'space-to-depth': spaceToDepth,
  padding,
  'conv-geometry': convGeometry,
  'conv-algebra': convAlgebra,
  'grouped-depthwise-separable': groupedDepthwiseSeparable,
  fused,
  'transposed-and-gradients': transposedAndGradients,
  pooling,
  morphology,
  normalization,
  prefix,
  'patches-and-matmul': patchesAndMatmul,
  resize,
  layout,
  agreement,
  'special-values': specialValues,
  degenerate,
};
