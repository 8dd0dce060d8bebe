/** A law on a library, as fast-check runs it: draw, evaluate, compare. The floor of all that runs laws. */
import * as fc from 'fast-check';
import { CaseArbitrary } from '../../draw/case-arbitrary.js';
import { recentCalls, type SeenCalls } from '../../judge/bind/recent.js';
import type { CallGiven } from '../../judge/counterexample.js';
import { Evaluator, type Failure, type Outcome } from '../../judge/evaluate.js';
import { FailedCase, type IsKnown } from '../../judge/failed-case.js';
import { evaluateIn, type CallHistory, type History } from '../../judge/history.js';
import type { AnyLaw } from '../../law.js';
import type { TensorLibrary } from '../../library.js';
import { describeCase } from '../../report/words/text.js';
import { setUp } from '../lifecycle.js';
import type { PropertyOptions } from '../property-options.js';
import { isPassedOver } from './blame.js';
import { drawHistory, historiesToTry, historyOf, type DrawnHistory } from './histories.js';

interface Context {
  readonly inner: unknown;
  /** Of the run. */
  readonly seed: number;
  /** The history that was drawn for the run. */
  readonly drawn?: DrawnHistory | undefined;
}

/** As it is drawn, or given. */
type SomeHistory = DrawnHistory | CallHistory;

/** The seed of histories of a case that was given. */
const givenSeed = 1;

/** What is made of the runs. */
export interface Watch {
  /** Told of each case before it runs. */
  readonly seen?: (c: unknown) => void;
  /** What fast-check is told of a failure. Default: its kind. */
  readonly errorOf?: (failed: FailedCase) => Promise<Error>;
  /** Whether a failure is no news, by calls of its own. Default: none is. */
  readonly isMeant?: (failed: FailedCase) => Promise<boolean>;
  /** Whether a failing case is made smaller. Default: true. */
  readonly shrinks?: boolean;
  /** Whether a case that holds by itself is tried in each history: what is to be shown again may take one. Default: false. */
  readonly triesHistories?: boolean;
  /** Calls that led to the failure of a case that is given: the first history that is tried. */
  readonly before?: readonly CallGiven[] | undefined;
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
  /** By the value that fast-check hands around: the history that a case is evaluated in, and the seed of those to try. */
  private readonly histories = new WeakMap<[unknown], SomeHistory>();
  private readonly seeds = new WeakMap<[unknown], number>();

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
    const row =
      runId !== undefined && this.cases instanceof CaseArbitrary
        ? (this.cases.generateRow(runId, mrng) as fc.Value<unknown> | undefined)
        : undefined;
    const bias = runId === undefined ? undefined : 2 + Math.floor(Math.log10(runId + 1));
    const value = row ?? this.cases.generate(mrng, bias);
    // Drawn last: a case is the same with a history and without.
    const seed = mrng.nextInt();
    const drawn = drawHistory(seed);
    return this.wrap(value, { seed, drawn }, drawn);
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
    const { inner, seed = givenSeed, drawn } = context ?? {};
    const history = this.histories.get(value.value_);
    const smaller = this.cases.shrink(c, inner).map((next) => this.wrap(next, { seed, drawn }, history));
    // Without its history first. A run that has none by draw has the same shrinks, whatever was found out about it.
    return drawn === undefined ? smaller : fc.Stream.of(this.wrap(new fc.Value(c, inner), { seed }, undefined)).join(smaller);
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
    const recent = recentCalls(this.library);
    let { made } = recent;
    let outcome: Outcome = { kind: 'holds' };
    let drawn: SomeHistory | undefined;
    for (drawn of this.historiesFor(value)) {
      ({ made } = recent);
      outcome = await this.evaluateIn(c, drawn);
      if (outcome.kind !== 'holds') break;
    }
    if (outcome.kind === 'holds') return null;
    if (outcome.kind === 'discarded') {
      this.discards[outcome.reason] = (this.discards[outcome.reason] ?? 0) + 1;
      return new fc.PreconditionFailure();
    }
    return this.fails(value, outcome, drawn, recent.seen(made));
  }

  runBeforeEach(): Promise<void> {
    return Promise.resolve();
  }

  runAfterEach(): Promise<void> {
    return Promise.resolve();
  }

  private async fails(
    value: [unknown],
    outcome: Failure,
    drawn: SomeHistory | undefined,
    seen: SeenCalls,
  ): Promise<fc.PropertyFailure | null> {
    // A shrink that turns a wrong value into an error has left the bug it started from.
    if (this.kind !== undefined && this.kind !== outcome.kind) return null;
    const [c] = value;
    let failed = this.failedCase(c, outcome, drawn, seen);
    if (await isPassedOver(failed, this.library, this.options)) {
      await this.passOver(failed);
      return null;
    }
    if ((await this.watch.isMeant?.(failed)) === true) {
      this.excluded++;
      return null;
    }
    // What is made smaller is to fail each time: in the history that it takes, where it takes one.
    if (this.kind === undefined && drawn === undefined && !(await failed.isReproduced())) {
      const takes = await this.historyThatFails(value, outcome.kind);
      if (takes !== undefined) failed = this.failedCase(c, outcome, takes, seen);
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

  private failedCase(c: unknown, outcome: Failure, drawn: SomeHistory | undefined, seen: SeenCalls): FailedCase {
    const history = this.historyOf(c, drawn);
    return new FailedCase(this.law, this.library, c, outcome, { timeout: this.options.timeout, history, seen });
  }

  /** The history in which a case fails each time; its shrinks are evaluated in it too. */
  private async historyThatFails(value: [unknown], kind: Failure['kind']): Promise<SomeHistory | undefined> {
    for (const drawn of this.historiesOf(value)) {
      if ((await this.evaluateIn(value[0], drawn)).kind !== kind || (await this.evaluateIn(value[0], drawn)).kind !== kind) continue;
      this.histories.set(value, drawn);
      return drawn;
    }
    return undefined;
  }

  /** The histories that a case is evaluated in until it fails; `undefined` stands for none. What led to a failure is known best. */
  private historiesFor(value: [unknown]): readonly (SomeHistory | undefined)[] {
    const { before: calls, triesHistories = false } = this.watch;
    const own = this.histories.get(value);
    const given = calls === undefined ? [] : [{ kind: 'calls', calls } as const];
    return [...given, own, ...(triesHistories ? this.historiesOf(value) : [])];
  }

  private historiesOf(value: [unknown]): readonly DrawnHistory[] {
    return historiesToTry(this.seeds.get(value) ?? givenSeed);
  }

  private historyOf(c: unknown, given: SomeHistory | undefined): History | undefined {
    return given === undefined || given.kind === 'calls' ? given : historyOf(this.cases, c, given);
  }

  private evaluateIn(c: unknown, given: SomeHistory | undefined): Promise<Outcome> {
    return evaluateIn(this.evaluator, this.law, c, this.historyOf(c, given));
  }

  private wrap(
    { value_: c, context: inner }: fc.Value<unknown>,
    more: Omit<Context, 'inner'>,
    history: SomeHistory | undefined,
  ): fc.Value<[unknown]> {
    const value: [unknown] = [c];
    if (history !== undefined) this.histories.set(value, history);
    this.seeds.set(value, more.seed);
    return new fc.Value<[unknown]>(value, { inner, ...more } satisfies Context);
  }
}
