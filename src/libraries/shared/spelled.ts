/** Libraries whose calls are few and short: each spelling of a call carries its own source beside it. */
import { defineLibrary, type LibraryOps, type Limits, type ShownCall, type TensorLibrary } from '../../library.js';
import type { OpName } from '../../ops/index.js';
import type { Precision } from '../../precision.js';
import type { Tensor } from '../../tensor.js';
import { strayOf, type Outcome } from './stray.js';

/** One way to write a call. */
export interface Spelling {
  readonly run: () => Tensor;
  /** Statements that do the same in the library's own API and print the result, made on demand. */
  readonly source: () => readonly string[];
}

/** Each op as its spellings; at least one each. */
export type SpelledOps = {
  readonly [K in OpName as K extends keyof LibraryOps ? K : never]?: (
    ...args: Parameters<NonNullable<LibraryOps[K]>>
  ) => readonly Spelling[];
};

export interface SpelledOptions {
  readonly name: string;
  readonly version?: string;
  readonly precision: Precision;
  readonly limits: Limits;
  readonly ops: SpelledOps;
  /** The lines that start a reproduction. */
  readonly preamble: readonly string[];
  readonly setup?: () => Promise<void>;
}

type SpellingsOf = (...args: readonly unknown[]) => readonly Spelling[];

function outcomeOf({ run }: Spelling): Outcome {
  try {
    return { ok: true, result: run() };
  } catch (error) {
    return { ok: false, error };
  }
}

function choose(op: OpName, spellings: readonly Spelling[], args: readonly unknown[]): { spelling: Spelling; outcome: Outcome } {
  const outcomes = spellings.map(outcomeOf);
  const chosen = strayOf(op, args, outcomes);
  return { spelling: spellings[chosen]!, outcome: outcomes[chosen]! };
}

/** A library that makes each call in all of its spellings, and returns the result that is farthest from the reference, as it is. */
export function spelledLibrary({ ops: given, preamble, ...rest }: SpelledOptions): TensorLibrary {
  const spelled = given as Partial<Record<OpName, SpellingsOf>>;
  const ops = Object.entries(spelled).map(([op, spellingsOf]) => [
    op,
    (...args: readonly unknown[]): Tensor => {
      const { outcome } = choose(op as OpName, spellingsOf(...args), args);
      if (!outcome.ok) throw outcome.error;
      return outcome.result;
    },
  ]);
  const show = ({ op, arguments: args }: ShownCall): string => {
    const spellingsOf = spelled[op];
    if (spellingsOf === undefined) throw new Error(`${rest.name} has no ${op}`);
    return [...preamble, ...choose(op, spellingsOf(...args), args).spelling.source(), ''].join('\n');
  };
  return defineLibrary({ ...rest, ops: Object.fromEntries(ops) as LibraryOps, show });
}

/** Numbers and lists of them as JavaScript, -0 and NaN included. */
export function literal(value: number | readonly unknown[]): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  return `[${value.map((each) => literal(each as number | readonly unknown[])).join(', ')}]`;
}
