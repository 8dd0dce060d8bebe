/** A law on a library, as fast-check runs it: draw, evaluate, compare. The floor of all that runs laws. */
import * as fc from 'fast-check';
import { CaseArbitrary } from '../../draw/case-arbitrary.js';
import { Evaluator, type Failure } from '../../judge/evaluate.js';
import { FailedCase, type IsKnown } from '../../judge/failed-case.js';
import type { AnyLaw } from '../../law.js';
import type { TensorLibrary } from '../../library.js';
import { describeCase } from '../../report/text.js';
import { setUp } from '../lifecycle.js';
import { knownTo, type PropertyOptions } from '../property-options.js';

interface Context {
  readonly inner: unknown;
}

/** What is made of the runs. */
export interface Watch {
  /** Told of each case before it runs. */
  readonly seen?: (c: unknown) => void;
  /** What fast-check is told of a failure. Default: its kind. */
  readonly errorOf?: (failed: FailedCase) => Promise<Error>;
  /** Whether a failing case is made smaller. Default: true. */
  readonly shrinks?: boolean;
  /** Whether a stray is of a bug that the library knows. Default: none is. */
  readonly isKnown?: IsKnown;
}

/** A law on a library as fast-check sees it; the engine's own checks read more from it. */
export class LawProperty implements fc.IAsyncProperty<[unknown]> {
  /** The last failure, as fast-check's report has it. */
  failed: FailedCase | undefined;
  /** The first failure that is passed over, and the run that drew it, where one did; the first that the library's known bugs do not explain, if there is one. */
  explained: { readonly failed: FailedCase; readonly run: number | undefined; readonly isNews: boolean } | undefined;
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
    private readonly watch: Watch = {},
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
    if (this.watch.shrinks === false || this.failed?.kind === 'timedOut') return fc.Stream.nil();
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
    this.watch.seen?.(c);
    if (this.path.length > 1) this.path[this.path.length - 1]!++;
    this.options.onRun?.(this.path);
    const outcome = await this.evaluator.evaluate(this.law, c);
    if (outcome.kind === 'holds') return null;
    if (outcome.kind === 'discarded') {
      this.discards[outcome.reason] = (this.discards[outcome.reason] ?? 0) + 1;
      return new fc.PreconditionFailure();
    }
    return this.fails(value, outcome);
  }

  runBeforeEach(): Promise<void> {
    return Promise.resolve();
  }

  runAfterEach(): Promise<void> {
    return Promise.resolve();
  }

  private async fails(value: [unknown], outcome: Failure): Promise<fc.PropertyFailure | null> {
    // A shrink that turns a wrong value into an error has left the bug it started from.
    if (this.kind !== undefined && this.kind !== outcome.kind) return null;
    const [c] = value;
    const { timeout, exclude = [] } = this.options;
    const failed = new FailedCase(this.law, this.library, c, outcome, timeout);
    if (exclude.length > 0 && (await failed.blame(knownTo(this.library, this.options))).explained) {
      await this.passOver(failed);
      return null;
    }
    this.kind = outcome.kind;
    this.failed = failed;
    Object.defineProperty(value, fc.toStringMethod, { value: () => describeCase(c), configurable: true });
    return { error: (await this.watch.errorOf?.(failed)) ?? new Error(outcome.kind) };
  }

  private async passOver(failed: FailedCase): Promise<void> {
    this.excluded++;
    if (this.failed !== undefined || this.explained?.isNews === true) return;
    const { stray } = await failed.blame(this.watch.isKnown);
    const isNews = stray !== undefined;
    if (isNews || this.explained === undefined) this.explained = { failed, run: this.path[0], isNews };
  }

  private wrap(inner: fc.Value<unknown>): fc.Value<[unknown]> {
    return new fc.Value<[unknown]>([inner.value_], { inner: inner.context } satisfies Context);
  }
}
