/** TensorFlow.js on its cpu backend, plain JavaScript. */
import { tfjsLibrary } from './tfjs/library.js';

export default tfjsLibrary({
  name: 'tfjs-cpu',
  backend: 'cpu',
  preamble: ["import * as tf from '@tensorflow/tfjs';", "await tf.setBackend('cpu');"],
});
