/** Laws on honest libraries: a violation is a fault of the law, of the bound, or of the library's honesty. */
import fc from 'fast-check';
import { EmptyDomain } from '../../src/draw/empty-domain.js';
import { Evaluator, isFailure, type Outcome } from '../../src/judge/evaluate.js';
import { defineDomain, regimes, type Regime } from '../../src/domain.js';
import { casesIn } from '../../src/judge/subject.js';
import type { AnyLaw } from '../../src/law.js';
import type { TensorLibrary } from '../../src/library.js';

export interface Violation {
  readonly library: string;
  readonly law: string;
  readonly regime: Regime;
  readonly seed: number;
  /** Which case of the seed, from 0. */
  readonly run: number;
  readonly outcome: Outcome;
}

export interface Tally {
  checks: number;
  discarded: number;
  readonly violations: Violation[];
}

/** Checks one law on one library in one regime; nothing is checked where the library or the law leaves the regime no case. */
export async function checkHonest(
  evaluator: Evaluator,
  law: AnyLaw,
  regime: Regime,
  runs: number,
  seed: number,
  tally: Tally,
): Promise<void> {
  const { library } = evaluator;
  if (!(law.regimes ?? ['exact', 'real']).includes(regime)) return;
  const domain = defineDomain({ precision: library.precision, limits: library.limits, regimes: [regime] });
  let cases: unknown[];
  try {
    cases = fc.sample(casesIn(law, domain), { numRuns: runs, seed });
  } catch (error) {
    if (error instanceof EmptyDomain) return;
    throw error;
  }
  for (const [run, c] of cases.entries()) {
    const outcome = await evaluator.evaluate(law, c);
    tally.checks++;
    if (outcome.kind === 'discarded') tally.discarded++;
    else if (isFailure(outcome)) tally.violations.push({ library: library.name, law: law.id, regime, seed, run, outcome });
  }
}

/** Checks every law on every library in every regime, `runs` times each. */
export async function campaign(
  libraries: readonly TensorLibrary[],
  laws: readonly AnyLaw[],
  runs: number,
  seed: number,
  onLibrary: (library: TensorLibrary, tally: Tally) => void = () => undefined,
): Promise<Tally> {
  const tally: Tally = { checks: 0, discarded: 0, violations: [] };
  for (const library of libraries) {
    const evaluator = new Evaluator(library);
    for (const law of laws) for (const regime of regimes) await checkHonest(evaluator, law, regime, runs, seed, tally);
    onLibrary(library, tally);
  }
  return tally;
}
