/** What a page asks of the laboratory's worker, and what the worker tells. */
import type { Cause } from '../../src/diagnosis/cause/cause.js';

/** What is checked: the reference with a cause, or what a kernel that was typed returns. */
export type Subject = { readonly kind: 'cause'; readonly cause: Cause } | { readonly kind: 'kernel'; readonly code: string };

export interface Question {
  readonly subject: Subject;
  /** Ids and globs; none: every law that asks for an op that may be wrong. */
  readonly laws: readonly string[];
  readonly seed: number;
  readonly runs: number;
}

/** A case in which a law fails. */
export interface Shown {
  /** As the command tells it. */
  readonly text: string;
  /** Its picture, as SVG; left out where nothing can be drawn. */
  readonly svg?: string;
}

export type Told =
  /** It runs. */
  | { readonly kind: 'alive' }
  /** What was made wrong, in a sentence, and the laws that are asked. */
  | { readonly kind: 'begins'; readonly sentence: string; readonly laws: number }
  /** One law's verdict. */
  | { readonly kind: 'checked'; readonly law: string; readonly verdict: string; readonly done: number; readonly reason: string }
  /** A failing case, smaller than the one before. */
  | ({ readonly kind: 'smaller'; readonly law: string } & Shown)
  /** A distinct cause. */
  | ({ readonly kind: 'finding'; readonly sentence: string; readonly laws: readonly string[] } & Shown)
  | { readonly kind: 'done'; readonly milliseconds: number }
  /** It cannot be run. */
  | { readonly kind: 'refused'; readonly message: string };

const texts: Readonly<Record<Told['kind'], readonly string[]>> = {
  alive: [],
  begins: ['sentence'],
  checked: ['law', 'verdict', 'reason'],
  smaller: ['law', 'text'],
  finding: ['sentence', 'text'],
  done: [],
  refused: ['message'],
};

/** What a worker sent, where it is of the right form: code that a visitor typed may send anything. */
export function toldOf(sent: unknown): Told | undefined {
  if (typeof sent !== 'object' || sent === null || !('kind' in sent) || typeof sent.kind !== 'string') return undefined;
  if (!Object.hasOwn(texts, sent.kind)) return undefined;
  const fields = sent as unknown as Readonly<Record<string, unknown>>;
  if (!texts[sent.kind as Told['kind']].every((name) => typeof fields[name] === 'string')) return undefined;
  if (fields['svg'] !== undefined && typeof fields['svg'] !== 'string') return undefined;
  if (sent.kind === 'finding' && !(Array.isArray(fields['laws']) && fields['laws'].every((law) => typeof law === 'string')))
    return undefined;
  if (sent.kind === 'begins' && typeof fields['laws'] !== 'number') return undefined;
  if (sent.kind === 'checked' && typeof fields['done'] !== 'number') return undefined;
  if (sent.kind === 'done' && typeof fields['milliseconds'] !== 'number') return undefined;
  return sent as Told;
}
