import { reference } from '../../../dist/src/index.js';
import { faulty } from './base.mjs';

const kept = new Map();

/** Keeps its result where the padding is 'same' and a stride is above 1, and hands it out again, rewritten, for the next one of that size. */
export default faulty('rewrites-results', (x, a) => {
  const fresh = reference.ops.maxPool(x, a);
  const key = fresh.shape.join();
  const result = kept.get(key) ?? fresh;
  kept.set(key, result);
  result.data.set(fresh.data);
  return result;
});
