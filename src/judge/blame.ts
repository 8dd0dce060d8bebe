/** Which op call of a failing run strays from the reference first. */
import type { AnyLaw } from '../law.js';
import type { TensorLibrary } from '../library.js';
import type { Call } from './bind.js';
import { Evaluator, type Outcome } from './evaluate.js';
import { judge, type Stray } from './judge.js';

export interface Blame {
  /** What the law did when it was run again, with every call recorded. */
  readonly again: Outcome;
  /** The first call that strays and is not known to; `undefined` where there is none. */
  readonly stray: Stray | undefined;
  /** Whether calls stray, all of them as known bugs do. */
  readonly explained: boolean;
}

export interface BlameOptions {
  readonly timeout?: number;
  /** Whether a stray is of a known bug: it is passed over. */
  readonly isKnown?: (stray: Stray) => boolean;
}

/** Runs a failing law again with every call recorded, and holds each against the reference on the same inputs. */
export async function blame(law: AnyLaw, library: TensorLibrary, c: unknown, options: BlameOptions = {}): Promise<Blame> {
  const { timeout, isKnown = () => false } = options;
  const calls: Call[] = [];
  const evaluator = new Evaluator(library, { record: (call) => calls.push(call), ...(timeout !== undefined && { timeout }) });
  const again = await evaluator.evaluate(law, c);
  let explained = false;
  for (const call of calls) {
    const stray = judge(call, library.precision);
    if (stray === undefined) continue;
    if (!isKnown(stray)) return { again, stray, explained: false };
    explained = true;
  }
  return { again, stray: undefined, explained };
}
