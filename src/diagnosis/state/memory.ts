/** Causes of state that are seen in memory: an argument, or a result, is not what it was. */
import type { Stray } from '../../judge/judge.js';

/** Their ids, and how a call strays by them. */
export const memoryIds: Readonly<Record<string, Stray['kind'] | undefined>> = {
  'writes-argument': 'mutated',
  'writes-over-results': 'rewritten',
  'returns-its-argument': 'aliased',
  'returns-one-result': 'aliased',
};
