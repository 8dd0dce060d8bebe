import type { Source } from '../../src/law.js';

export const numpyPad: Source = { title: 'NumPy: numpy.pad', url: 'https://numpy.org/doc/stable/reference/generated/numpy.pad.html' };
export const tensorflowPad: Source = { title: 'TensorFlow: tf.pad', url: 'https://www.tensorflow.org/api_docs/python/tf/pad' };
export const onnxPad: Source = { title: 'ONNX: Pad', url: 'https://onnx.ai/onnx/operators/onnx__Pad.html' };
