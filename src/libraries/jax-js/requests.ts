/** Each op as calls of jax-js: all the calls that, by its documentation, mean the same. */
import { arrays } from './arrays.js';
import { convolutions } from './convolutions.js';
import { pools } from './pools.js';
import type { Requests } from './request.js';
import { transposed } from './transposed.js';

export const requests = { ...convolutions, ...transposed, ...pools, ...arrays } satisfies Requests;
