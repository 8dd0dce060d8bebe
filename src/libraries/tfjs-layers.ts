/** The layers API of TensorFlow.js, on its cpu backend: a layer of each kind, its weights set, applied to a tensor. */
import { tfjsLibrary } from './tfjs/library.js';
import { limits } from './tfjs-layers/limits.js';
import { requests } from './tfjs-layers/requests.js';

export default tfjsLibrary({
  name: 'tfjs-layers',
  backend: 'cpu',
  preamble: ["import * as tf from '@tensorflow/tfjs';", "await tf.setBackend('cpu');"],
  requests,
  limits,
});
