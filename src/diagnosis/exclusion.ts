/** A bug that is known already: calls that it explains are no news. */
import type { OpName } from '../ops/index.js';
import { callFeatures, type CallFeatures } from './call-features.js';
import { matches, type Condition } from './condition.js';
import type { Stray } from '../judge/judge.js';

export interface Exclusion {
  readonly op: OpName;
  readonly kind: Stray['kind'];
  /** The condition of the finding, as its terms. */
  readonly terms: Condition['terms'];
}

/** Ways in which one wrong computation shows. */
const wrongResult: ReadonlySet<Stray['kind']> = new Set(['value', 'shape', 'threw']);

/** Whether a call went wrong by what it computed, and not by what it took or wrote to. */
export function isWrongResult(kind: Stray['kind']): boolean {
  return wrongResult.has(kind);
}

/** Whether two kinds may be the same bug: a wrong size shows as a shape, as values beyond the edge, or as an error. */
export function sameKind(a: Stray['kind'], b: Stray['kind']): boolean {
  return a === b || (isWrongResult(a) && isWrongResult(b));
}

/** The features of a straying call; of one that must be refused, the rule that it breaks. */
export function strayFeatures({ op, args, spelling, rule }: Stray): CallFeatures {
  return rule === undefined ? callFeatures(op, args, spelling) : new Map([['rule', rule]]);
}

/** Whether a known bug explains that a call strays. */
export function explains({ op, kind, terms }: Exclusion, stray: Stray): boolean {
  return op === stray.op && sameKind(kind, stray.kind) && (terms.length === 0 || matches(terms, strayFeatures(stray)));
}

/** Whether any of the known bugs does. */
export function isExplained(exclusions: readonly Exclusion[], stray: Stray): boolean {
  return exclusions.some((exclusion) => explains(exclusion, stray));
}
