/** The entry of a worker process of a search. */
import { serve } from '../search/pool/serve.js';
import { loadDeviations } from './load-deviations.js';
import { loadLibrary } from './load-library.js';

void serve(loadLibrary, loadDeviations);
