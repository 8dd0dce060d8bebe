/** TensorFlow.js on its cpu backend, plain JavaScript. */
import { tfjsLibrary } from './tfjs/library.js';

export default tfjsLibrary({
  name: 'tfjs-cpu',
  backend: 'cpu',
  // exp is that of JavaScript, in float64.
  precision: { functionUlps: 2 },
  preamble: ["import * as tf from '@tensorflow/tfjs';", "await tf.setBackend('cpu');"],
});
