/** Runs of one law in a search: failures that known bugs explain are passed over, and the first of them is kept. */
import type * as fc from 'fast-check';
import { blame } from '../judge/blame.js';
import { checkLaw, checkUnpinned } from './check-law.js';
import { counterexampleOf, type Counterexample } from '../judge/counterexample.js';
import { isFailure } from '../judge/evaluate.js';
import { LawProperty, type PropertyOptions } from './property.js';
import { formatToken } from './token.js';
import type { Verdict } from '../judge/verdict.js';
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
  const budget = { seed: job.seed, from: job.from, runs: job.runs, time: Infinity };
  if (library.known[law.id] !== undefined) return { verdict: await checkLaw(law, library, budget, options) };
  let watched: Watched | undefined;
  const verdict = await checkUnpinned(law, library, budget, options, (...args) => (watched = new Watched(...args)));
  return { verdict, ...(await watched?.explained(job.seed, options)) };
}
