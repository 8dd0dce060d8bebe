/** Every law, in the order of the catalogue. */
import type { AnyLaw } from '../src/law.js';
import { agreement } from './agreement.js';
import { convAlgebra } from './conv-algebra.js';
import { convGeometry } from './conv-geometry.js';
import { degenerate } from './degenerate.js';
import { fused } from './fused.js';
import { groupedDepthwiseSeparable } from './grouped-depthwise-separable.js';
import { layout } from './layout.js';
import { morphology } from './morphology.js';
import { normalization } from './normalization.js';
import { padding } from './padding.js';
import { patchesAndMatmul } from './patches-and-matmul.js';
import { pooling } from './pooling.js';
import { prefix } from './prefix.js';
import { spaceToBatch } from './space-to-batch.js';
import { resize } from './resize.js';
import { spaceToDepth } from './space-to-depth.js';
import { specialValues } from './special-values.js';
import { transposedAndGradients } from './transposed-and-gradients.js';
import { withSpaceToBatch } from './with-space-to-batch.js';

const families = [
  ...withSpaceToBatch,
  ...spaceToBatch,
  ...spaceToDepth,
  ...padding,
  ...convGeometry,
  ...convAlgebra,
  ...groupedDepthwiseSeparable,
  ...fused,
  ...transposedAndGradients,
  ...pooling,
  ...morphology,
  ...normalization,
  ...prefix,
  ...patchesAndMatmul,
  ...resize,
  ...layout,
  ...agreement,
  ...specialValues,
  ...degenerate,
] as const;

/** The id of a law of the catalogue. */
export type LawId = (typeof families)[number]['id'];

/** Every law of the catalogue. */
export const laws: readonly AnyLaw[] = families;
