/** Which op call of a failing run strays from the reference first. */
import type { AnyLaw } from '../law.js';
import type { TensorLibrary } from '../library.js';
import type { Call } from './bind.js';
import { Evaluator, type Outcome } from './evaluate.js';
import { judge, type Stray } from './judge.js';

export interface Blame {
  /** What the law did when it was run again, with every call recorded. */
  readonly again: Outcome;
  /** The first call that strays; `undefined` where each call agrees with the reference by itself. */
  readonly stray: Stray | undefined;
  /** Every call that was made. */
  readonly calls: readonly Call[];
}

/** Runs a failing law again with every call recorded, and holds each against the reference on the same inputs. */
export async function blame(law: AnyLaw, library: TensorLibrary, c: unknown, timeout?: number): Promise<Blame> {
  const calls: Call[] = [];
  const evaluator = new Evaluator(library, { record: (call) => calls.push(call), ...(timeout !== undefined && { timeout }) });
  const again = await evaluator.evaluate(law, c);
  for (const call of calls) {
    const stray = judge(call, library.precision);
    if (stray !== undefined) return { again, stray, calls };
  }
  return { again, stray: undefined, calls };
}
