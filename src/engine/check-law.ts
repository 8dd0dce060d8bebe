/** One law on one library: runs, and the verdict on them. */
import * as fc from 'fast-check';
import { CaseArbitrary } from '../draw/case-arbitrary.js';
import { EmptyDomain } from '../draw/empty-domain.js';
import type { AnyLaw } from '../law.js';
import type { KnownFailure, TensorLibrary } from '../library.js';
import { version } from '../version.js';
import { blame } from '../judge/blame.js';
import { counterexampleOf } from '../judge/counterexample.js';
import type { Failure } from '../judge/evaluate.js';
import { blaming, LawProperty, type PropertyOptions } from './property.js';
import { casesFor, missingFor } from '../judge/subject.js';
import { formatToken, parseToken } from './token.js';
import type { Verdict } from '../judge/verdict.js';

/** How much of a law to run. */
export interface Budget {
  readonly runs: number;
  readonly seed: number;
  /** Milliseconds left; Infinity for no limit. */
  readonly time: number;
  /** Where a replay begins. */
  readonly path?: string;
  /** The first run, where earlier ones were made before; runs are counted from it. Default: 0. */
  readonly from?: number;
}

/** What a failing run of fast-check says. */
interface FailingRun {
  readonly counterexample: [unknown] | null;
  readonly counterexamplePath: string | null;
  readonly seed: number;
  readonly numRuns: number;
  readonly numShrinks: number;
}

/**
 * The verdict on a law that failed.
 *
 * @param replayable false: the case was not drawn, and no token leads to it
 */
export async function redVerdict(
  subject: LawProperty,
  failure: Failure,
  details: FailingRun,
  options: PropertyOptions,
  replayable = true,
): Promise<Verdict> {
  const { law, library } = subject;
  const [c] = details.counterexample!;
  const found =
    failure.kind === 'timedOut' ? { again: failure, stray: undefined, explained: false } : await blame(law, library, c, blaming(options));
  const token = formatToken({ law: law.id, seed: details.seed, path: details.counterexamplePath ?? '0' });
  const counterexample = counterexampleOf(law, library, c, failure, found, {
    shrinks: details.numShrinks,
    ...(replayable && { token }),
  });
  if (failure.kind === 'timedOut') return { kind: 'timedOut', message: `${law.id}: ${failure.message}`, counterexample };
  if (failure.kind === 'badResult') return { kind: 'crashed', message: `${law.id}: ${failure.message}`, counterexample };
  if (failure.kind === 'broke' && found.stray === undefined && found.again.kind === 'broke') {
    return { kind: 'crashed', message: `${law.id} could not be evaluated: ${failure.message}`, counterexample };
  }
  return { kind: 'violated', runs: details.numRuns, counterexample };
}

/** Makes the property that is run: another one may watch its runs. */
export type MakeProperty = (...args: ConstructorParameters<typeof LawProperty>) => LawProperty;

/** Checks one law on one library that is set up, its pin aside. */
export async function checkUnpinned(
  law: AnyLaw,
  library: TensorLibrary,
  budget: Budget,
  options: PropertyOptions,
  make: MakeProperty = (...args) => new LawProperty(...args),
): Promise<Verdict> {
  const missing = missingFor(law, library);
  if (missing.length > 0) return { kind: 'unsupported', missing };
  const found = casesFor(law, library, options);
  if ('missing' in found) return { kind: 'unsupported', missing: [found.missing] };
  try {
    const { cases } = found;
    const counter = cases instanceof CaseArbitrary ? cases.coverage() : undefined;
    const subject = make(law, library, cases, options, false, (c) => counter?.add(c));
    if (budget.path !== undefined) subject.runsLeft = 1;
    const details = await fc.check(subject, {
      numRuns: budget.runs,
      seed: budget.seed,
      ...(budget.from !== undefined && { path: `${budget.from}` }),
      ...(budget.path !== undefined && { path: budget.path, endOnFailure: true }),
      maxSkipsPerRun: 1,
      ...(budget.time !== Infinity && { interruptAfterTimeLimit: budget.time }),
    });
    if (details.failed && details.counterexample !== null) return await redVerdict(subject, subject.failure!, details, options);
    const { discards } = subject;
    const runs = budget.path === undefined ? details.numRuns : Math.min(1, details.numRuns);
    if (runs === 0 && Object.keys(discards).length > 0) return { kind: 'unsupported', missing: Object.keys(discards) };
    if (details.interrupted) return { kind: 'inconclusive', runs, discards, reason: `the time ran out after ${runs} runs` };
    if (details.failed)
      return {
        kind: 'inconclusive',
        runs,
        discards,
        reason: `the library refused ${details.numSkips} of ${runs + details.numSkips} cases`,
      };
    const { excluded } = subject;
    return {
      kind: 'holds',
      runs,
      discards,
      ...(excluded > 0 && { excluded }),
      ...(counter && { coverage: { hit: counter.hit, possible: counter.possible } }),
    };
  } catch (thrown) {
    if (thrown instanceof EmptyDomain) return { kind: 'unsupported', missing: [thrown.message] };
    throw thrown;
  }
}

/** A pinned law: its stored case, or a whole check; `known` while it fails, `fixed` once it does not. */
async function checkPinned(
  law: AnyLaw,
  library: TensorLibrary,
  pin: KnownFailure,
  budget: Budget,
  options: PropertyOptions,
): Promise<Verdict> {
  const issue = pin.issue === undefined ? {} : { issue: pin.issue };
  const token = pin.token === undefined ? undefined : parseToken(pin.token);
  // A token of another version may lead to another case: then only a whole check can tell.
  const stored =
    token !== undefined && (token.version ?? version) === version ? { ...budget, seed: token.seed, path: token.path, runs: 1 } : budget;
  const verdict = await checkUnpinned(law, library, stored, options);
  if (verdict.kind === 'violated') return { kind: 'known', reason: pin.reason, ...issue, counterexample: verdict.counterexample };
  if (verdict.kind === 'holds') return { kind: 'fixed', reason: pin.reason, ...issue, runs: verdict.runs };
  return verdict;
}

/** Checks one law on one library that is set up. */
export function checkLaw(law: AnyLaw, library: TensorLibrary, budget: Budget, options: PropertyOptions): Promise<Verdict> {
  const pin = library.known[law.id];
  return pin === undefined ? checkUnpinned(law, library, budget, options) : checkPinned(law, library, pin, budget, options);
}
