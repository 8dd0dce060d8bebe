/** Wrong libraries: the reference with some ops replaced. */
import { registry } from '../../src/kernels/index.js';
import { defineLibrary, type LibraryOps, type TensorLibrary } from '../../src/library.js';
import { float64 } from '../../src/precision.js';

/** A wrong library, and laws that must say so. */
export interface Mutant {
  /** The bug, in a few words. */
  readonly name: string;
  /** Ids of laws that it breaks, each within the default number of runs. */
  readonly kills: readonly string[];
  readonly library: TensorLibrary;
}

const right = Object.fromEntries(Object.entries(registry).map(([op, kernel]) => [op, kernel.evaluate])) as unknown as LibraryOps;

/** The reference, with some ops replaced by wrong ones. */
export function mutate(ops: LibraryOps): TensorLibrary {
  return defineLibrary({ name: 'mutant', precision: float64, ops: { ...right, ...ops } });
}
