/** TensorFlow.js on its wasm backend: XNNPACK and plain C++, compiled to WebAssembly. In Node the package finds its binaries beside itself. */
import '@tensorflow/tfjs-backend-wasm';
import { tfjsLibrary } from './tfjs/library.js';
import { limits } from './tfjs/limits.js';

const noKernel = "'Kernel 'Conv2DBackpropFilter' not registered for backend 'wasm''";

export default tfjsLibrary({
  name: 'tfjs-wasm',
  backend: 'wasm',
  preamble: ["import * as tf from '@tensorflow/tfjs';", "import '@tensorflow/tfjs-backend-wasm';", "await tf.setBackend('wasm');"],
  // The backend registers no DepthwiseConv2dNativeBackpropInput and no DepthwiseConv2dNativeBackpropFilter.
  lacks: ['depthwiseConvInputGradient', 'depthwiseConvFilterGradient'],
  lacksSpellings: ['pad as a list, channels first'],
  fragile: true,
  limits: { ...limits, convFilterGradient: { ...limits.convFilterGradient, spatialAxes: [3], reason: noKernel } },
});
