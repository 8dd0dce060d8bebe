import * as fc from 'fast-check';
import { CaseArbitrary } from '../draw/case-arbitrary.js';
import type { AnyLaw, Law } from '../law.js';
import { InvalidLibrary, defineLibrary, isLibrary, type TensorLibrary } from '../library.js';
import type { CallCount } from '../judge/bind.js';
import { blame, type BlameOptions } from '../judge/blame.js';
import { counterexampleOf, type Counterexample } from '../judge/counterexample.js';
import { Evaluator, type Failure } from '../judge/evaluate.js';
import { isExplained, type Exclusion } from '../diagnosis/same-bug.js';
import { asksRefusalsOnly } from '../judge/refusals.js';
import { casesFor, missingFor, uncheckedOp, type SubjectOptions } from '../judge/subject.js';
import { describeCase, describeCounterexample } from '../report/text.js';

export interface PropertyOptions extends SubjectOptions {
  /** How long a promise of the library may take, in milliseconds. Default: 10,000. */
  readonly timeout?: number;
  /** Counts the calls of each op, where given. */
  readonly calls?: Record<string, CallCount>;
  /** Bugs that are known: a failure whose straying calls they all explain is passed over. */
  readonly exclude?: readonly Exclusion[];
  /** Told of each case before it runs: the run and the shrinks that lead to it; empty for a case that was given. */
  readonly onRun?: (path: readonly number[]) => void;
}

/** What a failing property throws: its message shows the equation, the case, both sides and the op to blame. */
export class LawViolated extends Error {
  override readonly name = 'LawViolated';
  constructor(
    readonly law: AnyLaw,
    readonly counterexample: Counterexample,
    /** More lines for the message. */
    notes: readonly string[] = [],
  ) {
    super([describeCounterexample(law, counterexample), ...notes].join('\n'));
  }
}

/** What `property` throws where a law cannot be asked of a library. */
export class LawUnsupported extends Error {
  override readonly name = 'LawUnsupported';
}

const ready = new WeakMap<TensorLibrary, Promise<void>>();

/** Runs the library's `setup`, once. */
export function setUp(library: TensorLibrary): Promise<void> {
  let done = ready.get(library);
  if (done === undefined) {
    done = Promise.resolve(library.setup?.());
    ready.set(library, done);
  }
  return done;
}

/** Runs the library's `close`; a later `setUp` runs `setup` again. */
export async function closeDown(library: TensorLibrary): Promise<void> {
  ready.delete(library);
  await library.close?.();
}

/** A library as `defineLibrary` makes it, whatever object was given. */
export function asLibrary(given: TensorLibrary): TensorLibrary {
  if (isLibrary(given) && 'known' in given) return given;
  if (typeof given !== 'object' || (given as unknown) === null)
    throw new InvalidLibrary(`a library is what defineLibrary returns, not ${String(given)}`);
  return defineLibrary(given);
}

/** How a failing case is looked into: calls that known bugs explain are not to blame. */
export function blaming({ timeout, exclude = [] }: PropertyOptions): BlameOptions {
  return { isKnown: (stray) => isExplained(exclude, stray), ...(timeout !== undefined && { timeout }) };
}

interface Context {
  readonly inner: unknown;
}

/** A law on a library as fast-check sees it; the engine's own checks read more from it. */
export class LawProperty implements fc.IAsyncProperty<[unknown]> {
  /** The last failure, as fast-check's report has it. */
  failure: Failure | undefined;
  readonly discards: Record<string, number> = {};
  /** Failures that known bugs explain. */
  excluded = 0;
  /** Runs that are made at most: those after them pass unseen. A path into a shrink would lead on to its siblings. */
  runsLeft = Infinity;
  private readonly evaluator: Evaluator;
  private kind: Failure['kind'] | undefined;
  private ready = false;
  private path: number[] = [];

  constructor(
    readonly law: AnyLaw,
    readonly library: TensorLibrary,
    readonly cases: fc.Arbitrary<unknown>,
    private readonly options: PropertyOptions,
    private readonly explain: boolean,
    private readonly seen?: (c: unknown) => void,
  ) {
    this.evaluator = new Evaluator(library, options);
  }

  isAsync(): true {
    return true;
  }

  generate(mrng: fc.Random, runId?: number): fc.Value<[unknown]> {
    this.kind = undefined;
    this.path = runId === undefined ? [] : [runId];
    // The first runs of a law walk its covering array; a replay by path comes back to the same row.
    if (runId !== undefined && this.cases instanceof CaseArbitrary) {
      const row = this.cases.generateRow(runId, mrng) as fc.Value<unknown> | undefined;
      if (row !== undefined) return this.wrap(row);
    }
    const bias = runId === undefined ? undefined : 2 + Math.floor(Math.log10(runId + 1));
    return this.wrap(this.cases.generate(mrng, bias));
  }

  shrink(value: fc.Value<[unknown]>): fc.Stream<fc.Value<[unknown]>> {
    // Each step of a shrink would wait for the same promise again.
    if (this.failure?.kind === 'timedOut') return fc.Stream.nil();
    const context = value.context as Context | undefined;
    const [c] = value.value_;
    if (context === undefined && !this.cases.canShrinkWithoutContext(c)) return fc.Stream.nil();
    // A case that was given stands where a run would.
    if (this.path.length === 0) this.path.push(0);
    this.path.push(-1);
    return this.cases.shrink(c, context?.inner).map((next) => this.wrap(next));
  }

  async run(value: [unknown]): Promise<fc.PreconditionFailure | fc.PropertyFailure | null> {
    if (!this.ready) {
      await setUp(this.library);
      this.ready = true;
    }
    if (this.runsLeft-- <= 0) return null;
    const [c] = value;
    this.seen?.(c);
    if (this.path.length > 1) this.path[this.path.length - 1]!++;
    this.options.onRun?.(this.path);
    const outcome = await this.evaluator.evaluate(this.law, c);
    if (outcome.kind === 'holds') return null;
    if (outcome.kind === 'discarded') {
      this.discards[outcome.reason] = (this.discards[outcome.reason] ?? 0) + 1;
      return new fc.PreconditionFailure();
    }
    return this.failed(value, outcome);
  }

  runBeforeEach(): Promise<void> {
    return Promise.resolve();
  }

  runAfterEach(): Promise<void> {
    return Promise.resolve();
  }

  private async failed(value: [unknown], outcome: Failure): Promise<fc.PropertyFailure | null> {
    // A shrink that turns a wrong value into an error has left the bug it started from.
    if (this.kind !== undefined && this.kind !== outcome.kind) return null;
    const [c] = value;
    if (this.options.exclude?.length && outcome.kind !== 'timedOut') {
      const { explained } = await blame(this.law, this.library, c, blaming(this.options));
      if (explained) {
        this.excluded++;
        return null;
      }
    }
    this.kind = outcome.kind;
    this.failure = outcome;
    Object.defineProperty(value, fc.toStringMethod, { value: () => describeCase(c), configurable: true });
    if (!this.explain) return { error: new Error(outcome.kind) };
    const found = await blame(this.law, this.library, c, blaming(this.options));
    return { error: new LawViolated(this.law, counterexampleOf(this.law, this.library, c, outcome, found, { shrinks: 0 })) };
  }

  private wrap(inner: fc.Value<unknown>): fc.Value<[unknown]> {
    return new fc.Value<[unknown]>([inner.value_], { inner: inner.context } satisfies Context);
  }
}

/**
 * One law as a fast-check property: `await fc.assert(property(law, library))`. Its first runs walk the law's covering array.
 *
 * @param law from `tensor-laws/properties`, or of your own
 * @param library what `defineLibrary` returns; its `setup` runs once, before the first run
 * @throws LawUnsupported where the library lacks an op that the law requires, its limits leave no case, or it says that it does not check
 *   what the law asks it to refuse
 */
export function property<Case>(law: Law<Case>, library: TensorLibrary, options: PropertyOptions = {}): fc.IAsyncProperty<[Case]> {
  const subject = asLibrary(library);
  const missing = missingFor(law, subject);
  if (missing.length > 0)
    throw new LawUnsupported(`${law.id} needs ${law.requires.join(', ')}; ${subject.name} has no ${missing.join(', ')}`);
  const found = casesFor(law, subject, options);
  if ('missing' in found) throw new LawUnsupported(`${law.id} has no case on ${subject.name}: ${found.missing}`);
  const unchecked = uncheckedOp(law, subject);
  if (unchecked !== undefined && fc.sample(found.cases, { numRuns: 1, seed: 1 }).every((c) => asksRefusalsOnly(law, c)))
    throw new LawUnsupported(`${law.id} asks ${unchecked} to refuse bad arguments; ${subject.name} does not check its arguments`);
  return new LawProperty(law, subject, found.cases, options, true) as fc.IAsyncProperty<[Case]>;
}
