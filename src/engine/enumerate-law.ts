/** A law on every window configuration up to a size. */
import * as fc from 'fast-check';
import { CaseArbitrary } from '../draw/case-arbitrary.js';
import { enumerateCases, type Shard } from '../draw/enumerate.js';
import type { AnyLaw } from '../law.js';
import type { TensorLibrary } from '../library.js';
import { redVerdict } from './check-law.js';
import { LawProperty, type PropertyOptions } from './property.js';
import { casesFor, missingFor } from '../judge/subject.js';
import type { Verdict } from '../judge/verdict.js';

/**
 * Walks all configurations up to a size in order of their largest number; stops at the first that fails, and shrinks it.
 *
 * @param part size, and the part of the configurations to walk
 */
export async function enumerateLaw(
  law: AnyLaw,
  library: TensorLibrary,
  part: Shard & { readonly size: number },
  options: PropertyOptions,
): Promise<Verdict> {
  const missing = missingFor(law, library);
  if (missing.length > 0) return { kind: 'unsupported', missing };
  const found = casesFor(law, library, options);
  if ('missing' in found) return { kind: 'unsupported', missing: [found.missing] };
  const { cases } = found;
  if (!(cases instanceof CaseArbitrary)) return { kind: 'inconclusive', runs: 0, discards: {}, reason: 'its cases cannot be enumerated' };
  const counter = cases.coverage(true);
  const subject = new LawProperty(law, library, cases, options, false);
  let runs = 0;
  for (const { value } of enumerateCases(cases, part.size, part)) {
    runs++;
    counter.add(value);
    const outcome = await subject.run([value]);
    if (outcome === null || fc.PreconditionFailure.isFailure(outcome)) continue;
    const shrinking = new LawProperty(law, library, cases, options, false);
    const details = await fc.check<[unknown]>(shrinking, { examples: [[value]], numRuns: 1 });
    // A bug that does not show a second time is told by the run in which it did.
    if (!details.failed) return redVerdict(subject, subject.failure!, { ...details, counterexample: [value] }, options, false);
    return redVerdict(shrinking, shrinking.failure!, details, options, false);
  }
  const { discards, excluded } = subject;
  return {
    kind: 'holds',
    runs,
    discards,
    ...(excluded > 0 && { excluded }),
    coverage: { hit: counter.hit, possible: counter.possible },
  };
}
