/** Where resampling is documented. */
import type { Source } from '../../src/law.js';

export const tensorflow: Source = {
  title: 'TensorFlow: tf.compat.v1.image.resize',
  url: 'https://www.tensorflow.org/api_docs/python/tf/compat/v1/image/resize',
};
export const onnx: Source = { title: 'ONNX: Resize', url: 'https://onnx.ai/onnx/operators/onnx__Resize.html' };

export const torch: Source = {
  title: 'PyTorch: torch.nn.functional.interpolate',
  url: 'https://pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html',
};
