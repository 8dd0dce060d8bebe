import fc from 'fast-check';
import { laws } from '../../properties/index.js';
import { property } from '../../src/check/property.js';
import { reference } from '../../src/reference.js';

/** Runs of a law on a mutant. The first of them walk the law's covering array. */
const numRuns = 25;

const byId = new Map(laws.map((law) => [law.id, law]));

export const ids: readonly string[] = [...byId.keys()];

/** What a law says of the reference kernels as they are at present, with any mutant that is switched on. */
export async function broken(id: string): Promise<string | undefined> {
  const { failed, numRuns: made } = await fc.check(property(byId.get(id)!, reference), { numRuns, seed: 1, endOnFailure: true });
  return failed ? `broken at run ${made}` : undefined;
}
