import * as fc from 'fast-check';
import type { Counterexample } from '../judge/counterexample.js';
import { asksRefusalsOnly } from '../judge/refusals.js';
import { casesFor, missingFor, uncheckedOp } from '../judge/subject.js';
import type { AnyLaw, Law } from '../law.js';
import type { TensorLibrary } from '../library.js';
import { describeCounterexample, type FailureContext } from '../report/failure.js';
import { checkedDeviations } from '../diagnosis/user-deviations.js';
import { counterexampleOf } from './jobs/blame.js';
import { LawProperty } from './jobs/law-property.js';
import { Meant } from './jobs/meant.js';
import { ToldCause } from './jobs/told-cause.js';
import { asLibrary } from './lifecycle.js';
import { causesKnown, knownTo, type PropertyOptions } from './property-options.js';

/** What a failing property throws: its message says what is wrong, and shows the call to blame, the law, and how to see it again. */
export class LawViolated extends Error {
  override readonly name = 'LawViolated';
  // Not enumerable: test frameworks print the fields of an error behind its message, and these would be pages.
  declare readonly law: AnyLaw;
  declare readonly counterexample: Counterexample;

  constructor(
    law: AnyLaw,
    counterexample: Counterexample,
    /** What is known beside it, for the message. */
    context: FailureContext = {},
    /** More lines for the message. */
    notes: readonly string[] = [],
  ) {
    super([describeCounterexample(law, counterexample, context), ...notes].join('\n'));
    Object.defineProperties(this, { law: { value: law }, counterexample: { value: counterexample } });
  }
}

/** What `property` throws where a law cannot be asked of a library. */
export class LawUnsupported extends Error {
  override readonly name = 'LawUnsupported';
}

/**
 * One law as a fast-check property: `await fc.assert(property(law, library))`. Its first runs walk the law's covering array. Failures
 * that the library's `known` bugs, or conventions, explain are passed over. The message of a failure begins with the call that strays;
 * with `diagnose`, with its cause.
 *
 * @param law from `tensor-laws/properties`, or of your own
 * @param library what `defineLibrary` returns; its `setup` runs once, before the first run
 * @throws LawUnsupported where the library lacks an op that the law requires, its limits leave no case, or it says that it does not check
 *   what the law asks it to refuse
 */
export function property<Case>(law: Law<Case>, library: TensorLibrary, options: PropertyOptions = {}): fc.IAsyncProperty<[Case]> {
  checkedDeviations('property', options.deviations ?? []);
  const subject = asLibrary(library);
  const missing = missingFor(law, subject);
  if (missing.length > 0)
    throw new LawUnsupported(`${law.id} needs ${law.requires.join(', ')}; ${subject.name} has no ${missing.join(', ')}`);
  const found = casesFor(law, subject, options);
  if ('missing' in found) throw new LawUnsupported(`${law.id} has no case on ${subject.name}: ${found.missing}`);
  const unchecked = uncheckedOp(law, subject);
  if (unchecked !== undefined && fc.sample(found.cases, { numRuns: 1, seed: 1 }).every((c) => asksRefusalsOnly(law, c)))
    throw new LawUnsupported(`${law.id} asks ${unchecked} to refuse bad arguments; ${subject.name} does not check its arguments`);
  const passing = { ...options, exclude: [...causesKnown(subject, options), ...(options.exclude ?? [])] };
  const meant = new Meant(subject, passing);
  const causes = options.diagnose === true ? new ToldCause(subject, passing) : undefined;
  return new LawProperty(law, subject, found.cases, passing, {
    isMeant: (failed) => meant.explains(failed),
    errorOf: async (failed) => {
      const counterexample = await counterexampleOf(failed, subject, options.timeout, { shrinks: 0 }, knownTo(subject, passing));
      const sentence = await causes?.sentenceOf(counterexample);
      return new LawViolated(law, counterexample, sentence === undefined ? {} : { sentence });
    },
  }) as fc.IAsyncProperty<[Case]>;
}
