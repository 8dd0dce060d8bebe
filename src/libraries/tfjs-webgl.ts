/** TensorFlow.js on its webgl backend: shaders of WebGL 2, in a page. */
import { tfjsLibrary } from './tfjs/library.js';

export default tfjsLibrary({
  name: 'tfjs-webgl',
  backend: 'webgl',
  onGpu: true,
  preamble: ["import * as tf from '@tensorflow/tfjs';", "await tf.setBackend('webgl');"],
});
