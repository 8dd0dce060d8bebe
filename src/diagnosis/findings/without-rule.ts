/** What is said of a straying call for which no rule was found. */
import type { Stray } from '../../judge/judge.js';
import type { Cause } from '../cause/cause.js';
import { featuresOf } from '../features.js';
import { howOf } from '../cause/same-bug.js';

/** A condition that holds of this call alone. */
export function withoutRule(stray: Stray): Cause {
  const { op, args, spelling } = stray;
  const value = featuresOf(op, args, spelling).get('call')!;
  return { kind: 'condition', ...howOf(stray), ops: [op], guards: [{ feature: 'call', relation: '=', value }] };
}
