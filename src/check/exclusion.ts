/** A bug that is known already: calls that it explains are no news. */
import type { OpName } from '../ops.js';
import { callFeatures } from './call-features.js';
import { matches, type Condition } from './condition.js';
import type { Stray } from './judge.js';

export interface Exclusion {
  readonly op: OpName;
  readonly kind: Stray['kind'];
  /** The condition of the finding, as its terms. */
  readonly terms: Condition['terms'];
}

/** Ways in which one wrong computation shows. */
const wrongResult: ReadonlySet<Stray['kind']> = new Set(['value', 'shape', 'threw']);

/** Whether two kinds may be the same bug: a wrong size shows as a shape, as values beyond the edge, or as an error. */
export function sameKind(a: Stray['kind'], b: Stray['kind']): boolean {
  return a === b || (wrongResult.has(a) && wrongResult.has(b));
}

/** Whether a known bug explains that a call strays. */
export function explains(exclusion: Exclusion, stray: Stray): boolean {
  return (
    exclusion.op === stray.op && sameKind(exclusion.kind, stray.kind) && matches(exclusion.terms, callFeatures(stray.op, stray.args))
  );
}
