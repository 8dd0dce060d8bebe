/** Runs of one law in a search: failures that known bugs explain are passed over, and the first of them is kept. */
import * as fc from 'fast-check';
import { CaseArbitrary } from '../arbitraries/case-arbitrary.js';
import { EmptyDomain } from '../arbitraries/empty-domain.js';
import { blame } from '../check/blame.js';
import { checkLaw, redVerdict } from '../check/check-law.js';
import { counterexampleOf, type Counterexample } from '../check/counterexample.js';
import { isFailure } from '../check/evaluate.js';
import { LawProperty, type PropertyOptions } from '../check/property.js';
import { casesFor, missingFor } from '../check/subject.js';
import { formatToken } from '../check/token.js';
import type { Verdict } from '../check/verdict.js';
import type { AnyLaw } from '../law.js';
import type { TensorLibrary } from '../library.js';
import type { Job } from './executor.js';

export interface LawRun {
  readonly verdict: Verdict;
  readonly explained?: Counterexample;
}

/** Notes the first failure that is passed over. */
class Watched extends LawProperty {
  first: { readonly case: unknown; readonly run: number } | undefined;
  private drawn = 0;

  override generate(mrng: fc.Random, runId?: number): fc.Value<[unknown]> {
    this.drawn = runId ?? 0;
    return super.generate(mrng, runId);
  }

  override async run(value: [unknown]): Promise<fc.PreconditionFailure | fc.PropertyFailure | null> {
    const { excluded } = this;
    const outcome = await super.run(value);
    if (this.excluded > excluded && this.failure === undefined) this.first ??= { case: value[0], run: this.drawn };
    return outcome;
  }

  /** The failure that was passed over, as it was drawn. */
  async explained(seed: number, options: PropertyOptions): Promise<{ readonly explained?: Counterexample }> {
    const { law, library, first } = this;
    if (first === undefined) return {};
    const found = await blame(law, library, first.case, { ...(options.timeout !== undefined && { timeout: options.timeout }) });
    // It does not show again.
    if (!isFailure(found.again)) return {};
    const token = formatToken({ law: law.id, seed, path: `${first.run}` });
    return { explained: counterexampleOf(law, library, first.case, found.again, found, { shrinks: 0, token }) };
  }
}

/** The runs of a job. */
export async function runLaw(law: AnyLaw, library: TensorLibrary, job: Job, options: PropertyOptions): Promise<LawRun> {
  const { seed, from, runs } = job;
  if (library.known[law.id] !== undefined) return { verdict: await checkLaw(law, library, { seed, from, runs, time: Infinity }, options) };
  const missing = missingFor(law, library);
  if (missing.length > 0) return { verdict: { kind: 'unsupported', missing } };
  const found = casesFor(law, library, options);
  if ('missing' in found) return { verdict: { kind: 'unsupported', missing: [found.missing] } };
  const { cases } = found;
  const counter = cases instanceof CaseArbitrary ? cases.coverage() : undefined;
  const subject = new Watched(law, library, cases, options, false, (c) => counter?.add(c));
  let details: fc.RunDetails<[unknown]>;
  try {
    details = await fc.check(subject, { numRuns: runs, seed, path: `${from}`, maxSkipsPerRun: 1 });
  } catch (thrown) {
    if (thrown instanceof EmptyDomain) return { verdict: { kind: 'unsupported', missing: [thrown.message] } };
    throw thrown;
  }
  const explained = await subject.explained(seed, options);
  if (details.failed && details.counterexample !== null)
    return { verdict: await redVerdict(subject, subject.failure!, details, options), ...explained };
  const { discards, excluded } = subject;
  const made = details.numRuns;
  if (made === 0 && Object.keys(discards).length > 0) return { verdict: { kind: 'unsupported', missing: Object.keys(discards) } };
  if (details.failed) {
    const reason = `the library refused ${details.numSkips} of ${made + details.numSkips} cases`;
    return { verdict: { kind: 'inconclusive', runs: made, discards, reason }, ...explained };
  }
  const verdict: Verdict = {
    kind: 'holds',
    runs: made,
    discards,
    ...(excluded > 0 && { excluded }),
    ...(counter && { coverage: { hit: counter.hit, possible: counter.possible } }),
  };
  return { verdict, ...explained };
}
