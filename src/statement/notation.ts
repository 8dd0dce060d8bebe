/** What a law's statement is made of. */

/** Signs that compare. */
export const relations = ['=', '<=', '>=', '<', '>'] as const;
export type Relation = (typeof relations)[number];

/** Words that fold what comes after `of`. */
export const folds = ['sum', 'max', 'min', 'mean'] as const;
export type Fold = (typeof folds)[number];

/** One mathematical expression. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  /** Words that are no mathematics. */
  | { readonly kind: 'prose'; readonly text: string }
  /** A place that is left open: `.`, as in `W(x, C(., w))`; or `...`, all that come before. */
  | { readonly kind: 'open'; readonly sign: '.' | '...' }
  /** Names and factors side by side: a product, an option with its value, an op without brackets. */
  | { readonly kind: 'beside'; readonly parts: readonly Expression[] }
  | { readonly kind: 'binary'; readonly sign: '+' | '-' | '*' | '/' | '^' | 'mod'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'negative'; readonly of: Expression }
  | { readonly kind: 'call'; readonly op: Expression; readonly arguments: readonly Clause[] }
  /** Elements, `x[i]`; each place is a clause, or a slice. */
  | { readonly kind: 'index'; readonly of: Expression; readonly places: readonly (Clause | Slice)[] }
  /** What stands in brackets: one expression, or a tuple. */
  | { readonly kind: 'group'; readonly bracket: '(' | '[' | '{'; readonly entries: readonly (Clause | Slice)[] }
  /** `|x|` */
  | { readonly kind: 'magnitude'; readonly of: Expression }
  /** `<a, b>`, the sum of products. */
  | { readonly kind: 'inner'; readonly left: Expression; readonly right: Expression }
  /** `sum over j of ...` */
  | { readonly kind: 'fold'; readonly by: Fold; readonly over: string; readonly of: Expression };

/** `a : b : s`, each of which may be left out. */
export interface Slice {
  readonly kind: 'slice';
  readonly parts: readonly (Expression | undefined)[];
}

/** Expressions, each compared with the next; one alone is compared with none. */
export interface Clause {
  readonly kind: 'clause';
  readonly sides: readonly Expression[];
  readonly relations: readonly Relation[];
  /** The condition after `where`. */
  readonly where?: Clause;
}

/** A statement: clauses, with what stands between them. */
export interface Statement {
  readonly clauses: readonly Clause[];
  readonly between: readonly (',' | ';' | 'and')[];
}
