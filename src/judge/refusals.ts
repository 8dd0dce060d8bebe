/** Laws that ask nothing of a library but to refuse bad arguments. */
import type { AnyLaw, BoundOps, Claim } from '../law.js';
import { cloneCase } from './evaluate.js';
import { helpersOver } from './helpers/helpers.js';
import { calledOps } from './bind/operands.js';

/** Ops that never answer: claims are looked at and not evaluated. */
function silent(): BoundOps {
  const never = new Promise<never>(() => undefined);
  const ops = calledOps(() => never);
  return { ...helpersOver({ move: () => never, compute: () => never }), ...ops, reference: ops };
}

/** Whether all that a law claims of a case is that calls are refused. */
export function asksRefusalsOnly(law: AnyLaw, c: unknown): boolean {
  const made = law.claim(silent(), cloneCase(c));
  const claims = (Array.isArray(made) ? made : [made]) as readonly Claim[];
  return claims.length > 0 && claims.every(({ kind }) => kind === 'rejects');
}
