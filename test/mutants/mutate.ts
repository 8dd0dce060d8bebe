/** Wrong libraries: the reference with some ops replaced. */
import { defineLibrary, type LibraryOps, type TensorLibrary } from '../../src/library.js';
import { reference } from '../../src/reference.js';

/** A wrong library, and laws that must say so. */
export interface Mutant {
  /** The bug, in a few words. */
  readonly name: string;
  /** Ids of laws that it breaks, each within the default number of runs. */
  readonly kills: readonly string[];
  readonly library: TensorLibrary;
}

/** The reference with some ops replaced, all of which are called with what has its default left out as well. */
export function mutateDefaults(ops: LibraryOps): TensorLibrary {
  return defineLibrary({ ...reference, name: 'mutant', ownDefaults: true, ops: { ...reference.ops, ...ops } });
}

/** The reference, with some ops replaced by wrong ones. */
export function mutate(ops: LibraryOps): TensorLibrary {
  return defineLibrary({ ...reference, name: 'mutant', ops: { ...reference.ops, ...ops } });
}
