/** Conventions by which one call alone is right. */
import type { Stray } from '../../judge/judge.js';
import { isTensorOp } from '../../ops/index.js';
import type { Cause } from '../cause/cause.js';
import { explains, type Ground } from '../cause/same-bug.js';

/** The first convention that makes of a call what the library made of it, as the cause that it is if the op always means it so. */
export function conventionOf(stray: Stray, ground: Ground): Cause | undefined {
  const { op } = stray;
  if (!isTensorOp(op)) return undefined;
  const meant = ground.deviations.filter(({ kind }) => kind === 'convention');
  const causes = meant.map(({ id }): Cause => ({ kind: 'convention', id, parameters: null, ops: [op], guards: [] }));
  return causes.find((cause) => explains(cause, stray, ground));
}
