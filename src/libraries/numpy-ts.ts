/** numpy-ts in float64, its default dtype. */
import * as np from 'numpy-ts';
import { float64 } from '../precision.js';
import type { Numpy } from './numpy-ts/api.js';
import { numpyLibrary } from './numpy-ts/library.js';

export default numpyLibrary(np as unknown as Numpy, 'numpy-ts', float64);
