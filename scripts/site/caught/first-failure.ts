/** The run in which a law first fails on a library: nothing is made smaller, and nothing is passed over. */
import * as fc from 'fast-check';
import { LawProperty } from '../../../src/engine/jobs/law-property.js';
import { casesFor } from '../../../src/judge/subject.js';
import type { AnyLaw } from '../../../src/law.js';
import type { TensorLibrary } from '../../../src/library.js';
import { reference } from '../../../src/reference.js';

export const seed = 1;

/** Runs of a law that are tried. */
export const usualRuns = 25;

/** Counted from 0; `undefined` where the law holds in all of them. */
export async function firstFailure(law: AnyLaw, library: TensorLibrary, runs = usualRuns): Promise<number | undefined> {
  // The reference's own: its covering arrays are made once for all libraries.
  const found = casesFor(law, reference, {});
  if ('missing' in found) throw new Error(`${law.id} has no case: ${found.missing}`);
  const property = new LawProperty(law, library, found.cases, {}, { shrinks: false });
  const { failed, counterexamplePath } = await fc.check(property, { numRuns: runs, seed, endOnFailure: true });
  if (failed && counterexamplePath === null) throw new Error(`${law.id} gave up on its cases`);
  return failed ? Number(counterexamplePath!.split(':')[0]) : undefined;
}
