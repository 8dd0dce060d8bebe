import * as fc from 'fast-check';
import { CaseArbitrary } from '../arbitraries/case-arbitrary.js';
import { EmptyDomain } from '../arbitraries/empty-domain.js';
import { InvalidArgument } from '../invalid-argument.js';
import type { AnyLaw } from '../law.js';
import type { KnownFailure, TensorLibrary } from '../library.js';
import { laws as catalogue } from '../../properties/index.js';
import { version } from '../version.js';
import type { CallCount } from './bind.js';
import { blame } from './blame.js';
import { counterexampleOf } from './counterexample.js';
import type { Failure } from './evaluate.js';
import { findingsOf, type Finding } from './findings.js';
import { asLibrary, LawProperty, setUp, type PropertyOptions } from './property.js';
import { selectLaws, type LawSelection } from './select.js';
import { casesFor, missingFor } from './subject.js';
import { formatToken, parseToken } from './token.js';
import { isRed, type Verdict } from './verdict.js';

export interface CheckOptions extends PropertyOptions {
  /** Ids, globs or laws. Default: every law of the catalogue. */
  readonly laws?: LawSelection;
  /** Runs per law, >= 1. Default: 100. */
  readonly runs?: number;
  /** Default: drawn anew. */
  readonly seed?: number;
  /** Milliseconds for the whole check; a law that has none left is inconclusive. Default: no limit. */
  readonly time?: number;
  /** Called after each law. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly law: string;
  readonly verdict: Verdict;
  /** Laws done, this one included. */
  readonly done: number;
  readonly total: number;
}

export interface LawResult {
  readonly law: string;
  readonly statement: string;
  readonly verdict: Verdict;
  /** Milliseconds. */
  readonly elapsed: number;
}

export interface Report {
  readonly tensorLaws: string;
  readonly library: { readonly name: string; readonly version?: string };
  readonly seed: number;
  readonly runs: number;
  readonly results: readonly LawResult[];
  /** The distinct bugs behind the red laws. */
  readonly findings: readonly Finding[];
  /** How often each op returned, and how often it threw. */
  readonly calls: Readonly<Record<string, CallCount>>;
  /** Milliseconds. */
  readonly elapsed: number;
  /** Whether no verdict is red. */
  readonly ok: boolean;
}

/** @throws InvalidArgument on runs, seed or time that are no such numbers */
function checkedOptions(options: CheckOptions): { runs: number; seed: number; time: number } {
  const { runs = 100, seed = Math.floor(Math.random() * 2 ** 31), time = Infinity } = options;
  if (!Number.isInteger(runs) || runs < 1) throw new InvalidArgument('checkLaws', 'runs', runs, 'it is an integer >= 1');
  if (!Number.isInteger(seed)) throw new InvalidArgument('checkLaws', 'seed', seed, 'it is an integer');
  if (!(time > 0)) throw new InvalidArgument('checkLaws', 'time', time, 'it is a number of milliseconds > 0');
  return { runs, seed, time };
}

interface Budget {
  readonly runs: number;
  readonly seed: number;
  /** Milliseconds left; Infinity for no limit. */
  readonly time: number;
  /** Where a replay begins. */
  readonly path?: string;
}

async function redVerdict(
  subject: LawProperty,
  failure: Failure,
  details: fc.RunDetails<[unknown]>,
  options: PropertyOptions,
): Promise<Verdict> {
  const { law, library } = subject;
  const [c] = details.counterexample!;
  const found =
    failure.kind === 'timedOut' ? { again: failure, stray: undefined, calls: [] } : await blame(law, library, c, options.timeout);
  const token = formatToken({ law: law.id, seed: details.seed, path: details.counterexamplePath ?? '0' });
  const counterexample = counterexampleOf(law, library, c, failure, found, { shrinks: details.numShrinks, token });
  if (failure.kind === 'timedOut') return { kind: 'timedOut', message: `${law.id}: ${failure.message}`, counterexample };
  if (failure.kind === 'badResult') return { kind: 'crashed', message: `${law.id}: ${failure.message}`, counterexample };
  if (failure.kind === 'broke' && found.stray === undefined && found.again.kind === 'broke') {
    return { kind: 'crashed', message: `${law.id} could not be evaluated: ${failure.message}`, counterexample };
  }
  return { kind: 'violated', runs: details.numRuns, counterexample };
}

/** Checks one law on one library that is set up. */
export async function checkLaw(law: AnyLaw, library: TensorLibrary, budget: Budget, options: PropertyOptions): Promise<Verdict> {
  const missing = missingFor(law, library);
  if (missing.length > 0) return { kind: 'unsupported', missing };
  const found = casesFor(law, library, options);
  if ('missing' in found) return { kind: 'unsupported', missing: [found.missing] };
  try {
    const { cases } = found;
    const counter = cases instanceof CaseArbitrary ? cases.coverage() : undefined;
    const subject = new LawProperty(law, library, cases, options, false, (c) => counter?.add(c));
    const details = await fc.check(subject, {
      numRuns: budget.runs,
      seed: budget.seed,
      ...(budget.path !== undefined && { path: budget.path, endOnFailure: true }),
      maxSkipsPerRun: 1,
      ...(budget.time !== Infinity && { interruptAfterTimeLimit: budget.time }),
    });
    if (details.failed && details.counterexample !== null) return await redVerdict(subject, subject.failure!, details, options);
    const { discards } = subject;
    const runs = details.numRuns;
    if (runs === 0 && Object.keys(discards).length > 0) return { kind: 'unsupported', missing: Object.keys(discards) };
    if (details.interrupted) return { kind: 'inconclusive', runs, discards, reason: `the time ran out after ${runs} runs` };
    if (details.failed)
      return {
        kind: 'inconclusive',
        runs,
        discards,
        reason: `the library refused ${details.numSkips} of ${runs + details.numSkips} cases`,
      };
    return { kind: 'holds', runs, discards, ...(counter && { coverage: { hit: counter.hit, possible: counter.possible } }) };
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
  const verdict = await checkLaw(law, library, stored, options);
  if (verdict.kind === 'violated') return { kind: 'known', reason: pin.reason, ...issue, counterexample: verdict.counterexample };
  if (verdict.kind === 'holds') return { kind: 'fixed', reason: pin.reason, ...issue, runs: verdict.runs };
  return verdict;
}

/**
 * Checks laws on a library and says what was found of each.
 *
 * @param library what `defineLibrary` returns; `setup` runs first, `close` last
 * @throws InvalidArgument on unknown laws, runs below 1, and the like
 */
export async function checkLaws(library: TensorLibrary, options: CheckOptions = {}): Promise<Report> {
  const subject = asLibrary(library);
  const { runs, seed, time } = checkedOptions(options);
  const chosen = selectLaws(catalogue, options.laws);
  const started = performance.now();
  const results: LawResult[] = [];
  let findings: Finding[] = [];
  const calls: Record<string, CallCount> = {};
  const counted = { ...options, calls };
  await setUp(subject);
  try {
    for (const law of chosen) {
      const begun = performance.now();
      const left = time - (begun - started);
      const pin = subject.known[law.id];
      const budget: Budget = { runs, seed, time: Math.max(1, left) };
      const verdict: Verdict =
        left <= 0
          ? { kind: 'inconclusive', runs: 0, discards: {}, reason: 'the time ran out before its first run' }
          : pin === undefined
            ? await checkLaw(law, subject, budget, counted)
            : await checkPinned(law, subject, pin, budget, counted);
      results.push({ law: law.id, statement: law.statement, verdict, elapsed: performance.now() - begun });
      options.onProgress?.({ law: law.id, verdict, done: results.length, total: chosen.length });
    }
    const red = results.flatMap(({ verdict }) => (verdict.kind === 'violated' ? [verdict.counterexample] : []));
    findings = await findingsOf(red, subject, options);
  } finally {
    await subject.close?.();
  }
  return {
    tensorLaws: version,
    library: { name: subject.name, ...(subject.version !== undefined && { version: subject.version }) },
    seed,
    runs,
    results,
    findings,
    calls,
    elapsed: performance.now() - started,
    ok: results.every(({ verdict }) => !isRed(verdict)),
  };
}

/**
 * Runs the one case of a replay token again.
 *
 * @param token `law-id:seed:path`, as a report prints it
 * @param options the domain and regimes of the check that made it, where they were not the defaults
 * @throws InvalidArgument on a malformed token, an unknown law, or a token of another version
 */
export async function replay(token: string, library: TensorLibrary, options: CheckOptions = {}): Promise<Verdict> {
  const { law: id, seed, path, version: made } = parseToken(token);
  if (made !== undefined && made !== version) {
    throw new InvalidArgument(
      'replay',
      'token',
      token,
      `it was made by tensor-laws ${made}, whose cases are not those of this version, ${version}`,
    );
  }
  const own = (options.laws ?? []).filter((law): law is AnyLaw => typeof law !== 'string');
  const [law] = selectLaws([...own, ...catalogue], [id]);
  const subject = asLibrary(library);
  await setUp(subject);
  return checkLaw(law!, subject, { runs: 1, seed, path, time: Infinity }, options);
}
