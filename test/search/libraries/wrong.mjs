import { reference } from '../../../dist/src/index.js';
import { faulty } from './base.mjs';

/** Pads on the wrong side where the padding is 'same' and a stride is above 1. */
export default faulty('wrong', (x, a) => reference.ops.maxPool(x, { ...a, padding: 'same-lower' }), {
  show: ({ op }) => `library.${op}(...)`,
});
