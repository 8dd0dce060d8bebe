import type { Source } from '../../src/law.js';

export const withSpaceToBatchDocs: Source = {
  title: 'TensorFlow: tf.nn.with_space_to_batch',
  url: 'https://www.tensorflow.org/api_docs/python/tf/nn/with_space_to_batch',
};
export const withSpaceToBatchCode: Source = {
  title: "TensorFlow's with_space_to_batch, nn_ops.py",
  url: 'https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/ops/nn_ops.py',
};
export const atrousTest: Source = {
  title: "TensorFlow's tests of atrous convolution",
  url: 'https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/kernel_tests/nn_ops/atrous_convolution_test.py',
};
export const dilatedContext: Source = {
  title: 'Yu and Koltun, Multi-Scale Context Aggregation by Dilated Convolutions',
  url: 'https://arxiv.org/abs/1511.07122',
};
