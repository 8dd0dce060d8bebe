/** A case in which a law fails, evaluated once more with every call recorded: all that is told of it is read from that record. */
import type { AnyLaw } from '../law.js';
import type { TensorLibrary } from '../library.js';
import { recordHeld } from '../library/conventions.js';
import type { Call } from './bind/bind.js';
import type { SeenCalls } from './bind/recent.js';
import { messageOf, type Counterexample } from './counterexample.js';
import { Evaluator, isFailure, type Failure, type Outcome } from './evaluate.js';
import { evaluateIn, type History } from './history.js';
import { OpThrew } from './failures.js';
import { judge, type Stray } from './judge.js';
import { ownFrames } from './stack.js';

export interface Blame {
  /** The first call that strays from the reference and is not known to; `undefined` where there is none. */
  readonly stray: Stray | undefined;
  /** Whether calls stray, all of them as known bugs do. */
  readonly explained: boolean;
  /** The calls before the stray, those before the case included; all of them where there is no stray. */
  readonly before: readonly Call[];
}

/** Whether a stray is of a known bug: what it takes to say so may be a call. */
export type IsKnown = (stray: Stray) => boolean | Promise<boolean>;

const noneKnown: IsKnown = () => false;

/** What is known of how a case failed, apart from how. */
export interface Circumstances {
  /** Milliseconds that a promise of the library may take. */
  readonly timeout?: number | undefined;
  /** In which it fails. Default: by itself. */
  readonly history?: History | undefined;
  /** The calls that were made when it failed. Default: not known. */
  readonly seen?: SeenCalls | undefined;
}

interface Recording {
  readonly outcome: Outcome;
  readonly calls: readonly Call[];
  /** Calls before these. */
  readonly earlier: readonly Call[];
  /** How each call strays, as far as anyone asked. */
  readonly strays: (Stray | undefined)[];
}

export class FailedCase {
  private recorded: Promise<Recording> | undefined;

  /** @param seen how it failed at first */
  constructor(
    readonly law: AnyLaw,
    readonly library: TensorLibrary,
    private readonly given: unknown,
    private readonly seen: Failure,
    private readonly circumstances: Circumstances = {},
  ) {}

  /** How it failed at first. */
  get kind(): Failure['kind'] {
    return this.seen.kind;
  }

  /** Holds each recorded call against the reference on the same inputs. */
  async blame(isKnown: IsKnown = noneKnown): Promise<Blame> {
    const { calls, earlier, strays } = await this.recording();
    let explained = false;
    for (const [i, call] of calls.entries()) {
      if (i === strays.length) strays.push(judge(call, this.library.precision, recordHeld(call.op, this.library.conventions)));
      const stray = strays[i];
      if (stray === undefined) continue;
      if (!(await isKnown(stray))) return { stray, explained: false, before: [...earlier, ...calls.slice(0, i)] };
      explained = true;
    }
    return { stray: undefined, explained, before: [...earlier, ...calls] };
  }

  /** Whether it failed again when it was recorded: if not, the library keeps state, or is not deterministic. */
  async isReproduced(): Promise<boolean> {
    return isFailure((await this.recording()).outcome);
  }

  /**
   * All that is known of it.
   *
   * @param blamed the call to blame, and the calls that lead to it where it holds by itself
   */
  async counterexample(
    more: { readonly shrinks: number; readonly token?: string },
    blamed: { readonly stray: Stray | undefined; readonly before?: Counterexample['before'] },
  ): Promise<Counterexample> {
    const { law, library } = this;
    const { outcome, calls, strays } = await this.recording();
    const { stray, before = [] } = blamed;
    // A stack costs more than all else of a call: that of the call to blame alone is read.
    const ended = stray === undefined ? undefined : calls[strays.indexOf(stray)]?.result;
    const stack = ended instanceof OpThrew ? ownFrames(ended.thrown) : [];
    // Where it holds when it is recorded, what was seen at first is all that there is to tell.
    const failure = isFailure(outcome) ? outcome : this.seen;
    return {
      law: law.id,
      library: library.name,
      case: this.given,
      kind: failure.kind,
      message: messageOf(failure),
      reproduced: isFailure(outcome),
      shrinks: more.shrinks,
      ...(failure.kind === 'differs' && {
        relation: failure.relation,
        left: failure.left,
        right: failure.right,
        difference: failure.difference,
      }),
      ...((failure.kind === 'differs' || failure.kind === 'accepted') && failure.label !== undefined && { label: failure.label }),
      ...(stray !== undefined && { blame: stack.length > 0 ? { ...stray, stack } : stray }),
      ...(before.length > 0 && { before }),
      ...(more.token !== undefined && { token: more.token }),
    };
  }

  private recording(): Promise<Recording> {
    return (this.recorded ??= this.record());
  }

  private async record(): Promise<Recording> {
    const { timeout, history, seen } = this.circumstances;
    // It would wait for the same promise again, and learn nothing.
    if (this.seen.kind === 'timedOut') return { outcome: this.seen, calls: [], earlier: [], strays: [] };
    const calls: Call[] = [];
    const evaluator = new Evaluator(this.library, { record: (call) => calls.push(call), ...(timeout !== undefined && { timeout }) });
    const outcome = await evaluateIn(evaluator, this.law, this.given, history);
    const earlier = seen?.before ?? [];
    // Where it holds now, the calls as they were then are what is left.
    return isFailure(outcome) || seen === undefined
      ? { outcome, calls, earlier, strays: [] }
      : { outcome, calls: seen.during, earlier, strays: [] };
  }
}
