/** numpy-ts in float32. */
import * as np from 'numpy-ts';
import { float32 } from '../precision.js';
import type { Numpy } from './numpy-ts/api.js';
import { numpyLibrary } from './numpy-ts/library.js';

export default numpyLibrary(np as unknown as Numpy, 'numpy-ts-float32', float32);
