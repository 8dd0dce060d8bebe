import type { Counterexample } from './counterexample.js';

/** Feature pairs that a law's cases hit, of those that the domain and the limits allow. */
export interface CoverageCount {
  readonly hit: number;
  readonly possible: number;
}

/** Why runs were discarded: the refusal, and how often. */
export type Discards = Readonly<Record<string, number>>;

/** What was found of one law on one library. */
export type Verdict =
  | {
      readonly kind: 'holds';
      readonly runs: number;
      readonly discards: Discards;
      /** Failures that known bugs explain, where any were excluded. */
      readonly excluded?: number;
      readonly coverage?: CoverageCount;
    }
  | { readonly kind: 'violated'; readonly runs: number; readonly counterexample: Counterexample }
  /** The library lacks ops, or its limits leave no case. */
  | { readonly kind: 'unsupported'; readonly missing: readonly string[] }
  /** Violated, as its pin says. */
  | { readonly kind: 'known'; readonly reason: string; readonly issue?: string; readonly counterexample: Counterexample }
  /** Violated by another meaning of an op alone, which somebody documents: told, not red. */
  | { readonly kind: 'convention'; readonly sentence: string; readonly counterexample: Counterexample }
  /** A pin that no longer fails: red, until the pin is taken out. */
  | { readonly kind: 'fixed'; readonly reason: string; readonly issue?: string; readonly runs: number }
  /** Too few runs were made: the time ran out, or the library refused them. */
  | { readonly kind: 'inconclusive'; readonly runs: number; readonly discards: Discards; readonly reason: string }
  /** The law or the adapter itself failed: an op returned no tensor, or the law threw. */
  | { readonly kind: 'crashed'; readonly message: string; readonly counterexample?: Counterexample }
  | { readonly kind: 'timedOut'; readonly message: string; readonly counterexample?: Counterexample };

/** Whether a verdict makes a check red. */
export function isRed(verdict: Verdict): boolean {
  return verdict.kind === 'violated' || verdict.kind === 'fixed' || verdict.kind === 'crashed' || verdict.kind === 'timedOut';
}

/**
 * The verdict on a law that fails in a case.
 *
 * @param runs made up to it
 */
export function verdictOn(counterexample: Counterexample, runs: number): Verdict {
  const { law, kind, message, blame, reproduced } = counterexample;
  if (kind === 'timedOut') return { kind: 'timedOut', message: `${law}: ${message}`, counterexample };
  if (kind === 'badResult') return { kind: 'crashed', message: `${law}: ${message}`, counterexample };
  if (kind === 'broke' && blame === undefined && reproduced)
    return { kind: 'crashed', message: `${law} could not be evaluated: ${message}`, counterexample };
  return { kind: 'violated', runs, counterexample };
}
