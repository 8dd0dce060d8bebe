/** convnetjs, plain JavaScript. */
import convnet from 'convnetjs';
import type { Convnet } from './convnetjs/api.js';
import { convnetLibrary } from './convnetjs/library.js';

export default convnetLibrary(convnet as Convnet);
