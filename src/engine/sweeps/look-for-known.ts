/** Known bugs that did not show in the runs: which of them may be said to be fixed, and by what. */
import type { KnownAs } from '../../diagnosis/findings/finding.js';
import type { Known } from '../../diagnosis/cause/known.js';
import { fromJson, toJson } from '../../judge/json.js';
import type { AnyLaw } from '../../law.js';
import type { KnownBug } from '../../library.js';
import type { Job } from '../executor.js';

export const knownAsOf = ({ reason, issue }: KnownBug): KnownAs => ({ reason, ...(issue !== undefined && { issue }) });

/** The law that is red where a known bug is fixed: that of its case, or the first that needs the ops of its cause. */
export function witnessOf({ bug, cause: { ops } }: Known, laws: readonly AnyLaw[]): AnyLaw | undefined {
  if (bug.law !== undefined) return laws.find(({ id }) => id === bug.law);
  return laws.find(({ requires }) => ops.length > 0 && ops.every((op) => requires.includes(op)));
}

/**
 * Whether a bug that does not show may be gone. One of chance may show in no case, one of state without its calls in none by itself, and
 * one that ends its process is asked where that costs its own case alone.
 */
export function canBeFixed({ cause }: Known, isolated = false): boolean {
  switch (cause.kind) {
    case 'chance':
    case 'interference':
      return false;
    case 'state':
      return cause.calls.length > 0 || cause.ops.length === 0;
    case 'death':
      return isolated;
    case 'deviation':
    case 'convention':
    case 'condition':
    case 'unchecked':
      return true;
  }
}

/** The stored case of a bug, as a job; `undefined` where it is not known which law it is of. */
export function caseJob({ bug, cause }: Known): Job | undefined {
  if (bug.law === undefined) return undefined;
  const before = cause.kind === 'state' && cause.calls.length > 1 && { before: cause.calls.slice(0, -1) };
  return { law: bug.law, seed: 0, from: 0, runs: 1, example: fromJson(toJson(bug.case)), ...before, exclude: [] };
}
