import { reference } from '../../../dist/src/index.js';
import { faulty } from '../../search/libraries/base.mjs';

/** Right, but each of the calls in question takes a while. */
export default faulty('slow-to-end', (x, a) => new Promise((resolve) => setTimeout(() => resolve(reference.ops.maxPool(x, a)), 400)));
