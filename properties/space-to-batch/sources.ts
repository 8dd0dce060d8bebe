import type { Source } from '../../src/law.js';

export const spaceToBatchDocs: Source = {
  title: 'TensorFlow: tf.space_to_batch',
  url: 'https://www.tensorflow.org/api_docs/python/tf/space_to_batch',
};
export const batchToSpaceDocs: Source = {
  title: 'TensorFlow: tf.batch_to_space',
  url: 'https://www.tensorflow.org/api_docs/python/tf/batch_to_space',
};
export const spaceToBatchTest: Source = {
  title: "TensorFlow's tests of space_to_batch_nd",
  url: 'https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/kernel_tests/array_ops/spacetobatch_op_test.py',
};
