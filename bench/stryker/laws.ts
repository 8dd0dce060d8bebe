import fc from 'fast-check';
import { laws } from '../../properties/index.js';
import { property } from '../../src/check/property.js';
import { InvalidArgument } from '../../src/invalid-argument.js';
import { defineLibrary, type LibraryOps, type TensorLibrary } from '../../src/library.js';
import { float32, float64 } from '../../src/precision.js';
import { referenceIn } from '../../src/reference.js';

/** Runs of a law on a mutant, in each precision. The first of them walk the law's covering array. */
const numRuns = 50;

const byId = new Map(laws.map((law) => [law.id, law]));

export const ids: readonly string[] = [...byId.keys()];

/** Errors of the kernels that are no refusals of theirs: slips, such as a length below 0, which a law would take for a refusal. */
const slips: unknown[] = [];

type Call = (...args: readonly unknown[]) => unknown;

/** Notes the slips of an op. */
const watched =
  (op: Call): Call =>
  (...args) => {
    try {
      return op(...args);
    } catch (thrown) {
      if (!(thrown instanceof InvalidArgument)) slips.push(thrown);
      throw thrown;
    }
  };

function watch(library: TensorLibrary): TensorLibrary {
  const ops = Object.entries(library.ops).map(([name, op]) => [name, watched(op as Call)] as const);
  return defineLibrary({ ...library, ops: Object.fromEntries(ops) as LibraryOps });
}

const libraries = [float64, float32].map((precision) => watch(referenceIn(precision)));

/** What a law says of the reference kernels as they are at present, with any mutant that is switched on. */
export async function broken(id: string): Promise<string | undefined> {
  for (const library of libraries) {
    slips.length = 0;
    const { failed, numRuns: made } = await fc.check(property(byId.get(id)!, library), { numRuns, seed: 1, endOnFailure: true });
    if (failed) return `broken at run ${made}, on ${library.name}`;
    if (slips.length > 0) return `on ${library.name} a kernel threw ${String(slips[0])}`;
  }
  return undefined;
}
