/** The entry of a worker process of a search. */
import { serve } from '../search/pool/serve.js';
import { loadDeviations } from './load/load-deviations.js';
import { loadLibrary } from './load/load-library.js';

void serve(loadLibrary, loadDeviations);
