/** What is done around a case, on the same library: what the library keeps from one call to another shows. */
import { elements, fromData, isTensor, type Tensor } from '../tensor.js';
import type { AnyLaw } from '../law.js';
import { copied, recentCalls } from './bind/recent.js';
import { firstDifference, holdsExactly } from './compare.js';
import type { CallGiven } from './counterexample.js';
import type { Evaluator, Outcome } from './evaluate.js';

/**
 * - `after`: the other case comes first.
 * - `between`: the case, the other, and the case again, which counts.
 * - `inFlight`: the other case is begun before it and after it, all before one of them ends.
 * - `kept`: the other case comes last; what the calls of the first returned must stay.
 */
export interface CaseHistory {
  readonly kind: 'after' | 'between' | 'inFlight' | 'kept';
  /** A case of the same law. How it comes out is of no interest. */
  readonly other: unknown;
}

/** Calls that come before a case. How they come out is of no interest. */
export interface CallHistory {
  readonly kind: 'calls';
  readonly calls: readonly CallGiven[];
}

export type History = CaseHistory | CallHistory;

/** The label of the claim that a history adds to those of a law. */
export const resultStays = 'what a call returned stays as it was';

/** Evaluates a law on a case in its history. */
export async function evaluateIn(evaluator: Evaluator, law: AnyLaw, c: unknown, history: History | undefined): Promise<Outcome> {
  switch (history?.kind) {
    case undefined:
      return evaluator.evaluate(law, c);
    case 'after':
      await evaluator.evaluate(law, history.other);
      return evaluator.evaluate(law, c);
    case 'between': {
      const first = await evaluator.evaluate(law, c);
      if (first.kind !== 'holds') return first;
      await evaluator.evaluate(law, history.other);
      return evaluator.evaluate(law, c);
    }
    case 'inFlight': {
      const first = evaluator.evaluate(law, history.other);
      const own = evaluator.evaluate(law, c);
      const last = evaluator.evaluate(law, history.other);
      return (await Promise.all([first, own, last]))[1];
    }
    case 'kept':
      return evaluateKept(evaluator, law, c, history.other);
    case 'calls':
      for (const call of history.calls) await evaluator.make(call);
      return evaluator.evaluate(law, c);
  }
}

/** The tensors that a call returned. */
export const tensorsIn = (result: unknown): readonly Tensor[] => [result].flat().filter(isTensor);

async function evaluateKept(evaluator: Evaluator, law: AnyLaw, c: unknown, other: unknown): Promise<Outcome> {
  const recent = recentCalls(evaluator.library);
  const { made } = recent;
  const outcome = await evaluator.evaluate(law, c);
  if (outcome.kind !== 'holds') return outcome;
  const kept = recent.since(made).flatMap(({ result }) => tensorsIn(result).map((now) => ({ now, then: copied(now) as Tensor })));
  await evaluator.evaluate(law, other);
  for (const { now, then } of kept) {
    if (holdsExactly('equal', now, then)) continue;
    const [left, right] = [fromData(elements(now).slice(), [...now.shape]), then];
    const difference = firstDifference('equal', left, right, undefined, undefined)!;
    return { kind: 'differs', claim: -1, label: resultStays, relation: 'equal', left, right, difference };
  }
  return outcome;
}
