import type { Source } from '../../src/law.js';

export const arithmeticGuide: Source = {
  title: 'V. Dumoulin and F. Visin, A guide to convolution arithmetic for deep learning',
  url: 'https://arxiv.org/abs/1603.07285',
};
export const tensorflowPadding: Source = {
  title: 'TensorFlow, tf.nn, Notes on padding',
  url: 'https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2',
};
export const tensorflowConvolution: Source = {
  title: 'TensorFlow, tf.nn.convolution',
  url: 'https://www.tensorflow.org/api_docs/python/tf/nn/convolution',
};
export const tensorflowDepthwise: Source = {
  title: 'TensorFlow, tf.nn.depthwise_conv2d',
  url: 'https://www.tensorflow.org/api_docs/python/tf/nn/depthwise_conv2d',
};
export const tensorflowSeparable: Source = {
  title: 'TensorFlow, tf.nn.separable_conv2d',
  url: 'https://www.tensorflow.org/api_docs/python/tf/nn/separable_conv2d',
};
export const onnxConv: Source = { title: 'ONNX, Conv', url: 'https://onnx.ai/onnx/operators/onnx__Conv.html' };
export const onnxConvTranspose: Source = { title: 'ONNX, ConvTranspose', url: 'https://onnx.ai/onnx/operators/onnx__ConvTranspose.html' };
export const tensorflowConvTranspose: Source = {
  title: 'TensorFlow, tf.nn.conv_transpose',
  url: 'https://www.tensorflow.org/api_docs/python/tf/nn/conv_transpose',
};
export const torchConv: Source = { title: 'PyTorch, Conv2d', url: 'https://pytorch.org/docs/stable/generated/torch.nn.Conv2d.html' };
export const torchConvTranspose: Source = {
  title: 'PyTorch, ConvTranspose2d',
  url: 'https://pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html',
};
export const stablehloConvolution: Source = {
  title: 'StableHLO specification, convolution',
  url: 'https://openxla.org/stablehlo/spec#convolution',
};
export const dilatedConvolutions: Source = {
  title: 'F. Yu and V. Koltun, Multi-scale context aggregation by dilated convolutions',
  url: 'https://arxiv.org/abs/1511.07122',
};
export const receptiveFields: Source = {
  title: 'A. Araujo, W. Norris and J. Sim, Computing receptive fields of convolutional neural networks',
  url: 'https://distill.pub/2019/computing-receptive-fields/',
};
export const fusedLayers: Source = { title: 'M. Alwani, H. Chen, M. Ferdman and P. Milder, Fused-layer CNN accelerators, MICRO 2016' };
export const signalProcessing: Source = { title: 'A. V. Oppenheim and R. W. Schafer, Discrete-Time Signal Processing, chapter 2' };
export const imageToColumns: Source = {
  title: 'K. Chellapilla, S. Puri and P. Simard, High performance convolutional neural networks for document processing, 2006',
  url: 'https://inria.hal.science/inria-00112631',
};
export const networkInNetwork: Source = { title: 'M. Lin, Q. Chen and S. Yan, Network in network', url: 'https://arxiv.org/abs/1312.4400' };
export const separableFilters: Source = {
  title: 'R. Rigamonti, A. Sironi, V. Lepetit and P. Fua, Learning separable filters, CVPR 2013',
};
export const groupEquivariance: Source = {
  title: 'T. Cohen and M. Welling, Group equivariant convolutional networks',
  url: 'https://arxiv.org/abs/1602.07576',
};
export const aggregatedTransformations: Source = {
  title: 'S. Xie et al., Aggregated residual transformations for deep neural networks (grouped convolution)',
  url: 'https://arxiv.org/abs/1611.05431',
};
export const mobileNets: Source = {
  title: 'A. Howard et al., MobileNets (depthwise separable convolution)',
  url: 'https://arxiv.org/abs/1704.04861',
};
export const xception: Source = {
  title: 'F. Chollet, Xception: deep learning with depthwise separable convolutions',
  url: 'https://arxiv.org/abs/1610.02357',
};
export const deconvolutionNote: Source = {
  title: 'W. Shi et al., Is the deconvolution layer the same as a convolutional layer?',
  url: 'https://arxiv.org/abs/1609.07009',
};
export const adjointTest: Source = {
  title: 'J. Claerbout, Earth Soundings Analysis: Processing versus Inversion, chapter 5 (the dot-product test)',
};
export const matrixCalculus: Source = {
  title: 'V. Dumoulin and F. Visin, A guide to convolution arithmetic for deep learning, section 4.1 (convolution as a matrix operation)',
  url: 'https://arxiv.org/abs/1603.07285',
};
export const backpropagation: Source = {
  title: 'I. Goodfellow, Y. Bengio and A. Courville, Deep Learning, section 9.5',
  url: 'https://www.deeplearningbook.org/contents/convnets.html',
};
export const jaxConvTests: Source = {
  title: 'JAX, lax_test.py and lax_autodiff_test.py',
  url: 'https://github.com/jax-ml/jax/blob/main/tests/lax_autodiff_test.py',
};
