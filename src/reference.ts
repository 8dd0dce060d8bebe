import { reference as kernels } from './ops/kernels.js';
import { defineLibrary, type LibraryOps, type TensorLibrary } from './library.js';
import { opNames } from './ops/index.js';
import { activationKinds } from './kernels/activation.js';
import { float64, ownFunctionUlps, type Precision } from './precision.js';

const ops = Object.fromEntries(opNames.map((op) => [op, kernels[op]])) as LibraryOps;

const fused = { bias: true, activations: activationKinds } as const;
const limits = { conv: fused, depthwiseConv: fused, separableConv: fused, convTranspose: fused } as const;

/** The reference kernels as a library of another precision's numbers, for example float32. Results are rounded once. */
export function referenceIn(precision: Precision): TensorLibrary {
  return defineLibrary({ name: `reference-${precision.name}`, precision: { functionUlps: ownFunctionUlps, ...precision }, ops, limits });
}

/** The reference kernels as a library, in float64. */
export const reference: TensorLibrary = defineLibrary({
  name: 'reference',
  precision: { ...float64, functionUlps: ownFunctionUlps },
  ops,
  limits,
});
