/** The entry of a worker process of a search. */
import { serve } from '../search/pool/serve.js';
import { loadLibrary } from './load-library.js';

void serve(loadLibrary);
