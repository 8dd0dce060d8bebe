import type { Source } from '../../src/law.js';

export const tensorflowPool: Source = { title: 'TensorFlow, tf.nn.pool', url: 'https://www.tensorflow.org/api_docs/python/tf/nn/pool' };
export const tensorflowMaxPool: Source = {
  title: 'TensorFlow, tf.nn.max_pool',
  url: 'https://www.tensorflow.org/api_docs/python/tf/nn/max_pool',
};
export const tensorflowAveragePool: Source = {
  title: 'TensorFlow, tf.nn.avg_pool',
  url: 'https://www.tensorflow.org/api_docs/python/tf/nn/avg_pool',
};
export const torchMaxPool: Source = {
  title: 'PyTorch, MaxPool2d',
  url: 'https://pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html',
};
export const torchAveragePool: Source = {
  title: 'PyTorch, AvgPool2d',
  url: 'https://pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html',
};
export const onnxMaxPool: Source = { title: 'ONNX, MaxPool', url: 'https://onnx.ai/onnx/operators/onnx__MaxPool.html' };
export const onnxAveragePool: Source = { title: 'ONNX, AveragePool', url: 'https://onnx.ai/onnx/operators/onnx__AveragePool.html' };
export const onnxLpPool: Source = { title: 'ONNX, LpPool', url: 'https://onnx.ai/onnx/operators/onnx__LpPool.html' };
export const spaceToBatchPaper: Source = {
  title: 'TensorFlow, with_space_to_batch (nn_ops.py)',
  url: 'https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/ops/nn_ops.py',
};
export const morphologyBook: Source = { title: 'P. Soille, Morphological Image Analysis, 2nd edition, chapter 3' };
export const arithmeticGuide: Source = {
  title: 'V. Dumoulin and F. Visin, A guide to convolution arithmetic for deep learning',
  url: 'https://arxiv.org/abs/1603.07285',
};
export const lpPaper: Source = {
  title: 'P. Sermanet, S. Chintala and Y. LeCun, Convolutional neural networks applied to house numbers digit classification',
  url: 'https://arxiv.org/abs/1204.3968',
};
