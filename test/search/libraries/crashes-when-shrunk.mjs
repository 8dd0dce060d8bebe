import { tensor } from '../../../dist/src/index.js';
import { faulty } from './base.mjs';

/** Wrong in large cases, deadly in small ones: the shrinking of the first meets the second. */
export default faulty('crashes-when-shrunk', (x, a) => {
  if (x.shape.every((size) => size === 1)) process.exit(5);
  return a.ceilMode === undefined ? undefined : tensor([0], [1], 'float64');
});
