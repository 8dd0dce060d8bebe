/** TensorFlow.js on its webgpu backend: compute shaders, in a page. */
import '@tensorflow/tfjs-backend-webgpu';
import { tfjsLibrary } from './tfjs/library.js';

export default tfjsLibrary({
  name: 'tfjs-webgpu',
  backend: 'webgpu',
  onGpu: true,
  preamble: ["import * as tf from '@tensorflow/tfjs';", "import '@tensorflow/tfjs-backend-webgpu';", "await tf.setBackend('webgpu');"],
});
