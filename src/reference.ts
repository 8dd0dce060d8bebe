import { reference as kernels } from './ops/kernels.js';
import { defineLibrary, type LibraryOps, type TensorLibrary } from './library.js';
import { opNames } from './ops/index.js';
import { float64, type Precision } from './precision.js';

const ops = Object.fromEntries(opNames.map((op) => [op, kernels[op]])) as LibraryOps;

/** The reference kernels as a library of another precision's numbers, for example float32. Results are rounded once. */
export function referenceIn(precision: Precision): TensorLibrary {
  return defineLibrary({ name: `reference-${precision.name}`, precision, ops });
}

/** The reference kernels as a library, in float64. */
export const reference: TensorLibrary = defineLibrary({ name: 'reference', precision: float64, ops });
