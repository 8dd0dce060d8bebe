/** A law on one case that is given. */
import * as fc from 'fast-check';
import type { AnyLaw } from '../law.js';
import type { TensorLibrary } from '../library.js';
import { redVerdict } from './check-law.js';
import { LawProperty, type PropertyOptions } from './property.js';
import { casesFor, missingFor } from '../judge/subject.js';
import type { Verdict } from '../judge/verdict.js';

/** Why a stored case tells nothing. */
export const noCase = 'the stored case is none of this law';

/**
 * Runs a case that was stored, and shrinks it where it fails. Its counterexample has no replay token: no seed leads to it.
 *
 * @param example a case of this law, as its arbitrary makes them
 */
export async function checkExample(law: AnyLaw, library: TensorLibrary, example: unknown, options: PropertyOptions): Promise<Verdict> {
  const missing = missingFor(law, library);
  if (missing.length > 0) return { kind: 'unsupported', missing };
  const found = casesFor(law, library, options);
  if ('missing' in found) return { kind: 'unsupported', missing: [found.missing] };
  const subject = new LawProperty(law, library, found.cases, options, false);
  const details = await fc.check<[unknown]>(subject, { examples: [[example]], numRuns: 1, maxSkipsPerRun: 1 });
  if (details.failed && details.counterexample !== null) {
    const verdict = await redVerdict(subject, subject.failure!, details, options, false);
    // The law cannot even be asked: that tells of the case, not of the library.
    if (verdict.kind === 'crashed' && subject.failure!.kind === 'broke')
      return { kind: 'inconclusive', runs: 0, discards: {}, reason: noCase };
    return verdict;
  }
  const { discards, excluded } = subject;
  if (details.numRuns === 0) return { kind: 'inconclusive', runs: 0, discards, reason: 'the library refused the case' };
  return { kind: 'holds', runs: details.numRuns, discards, ...(excluded > 0 && { excluded }) };
}
