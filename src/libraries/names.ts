/** The names of the libraries that can be checked by name, for those who need nothing else of them: help, and the index. */
export const readyLibraryNames = [
  'convnetjs',
  'jax-js',
  'jax-js-webgl',
  'jax-js-webgpu',
  'ml-convolution',
  'ml-convolution-fft',
  'numpy-ts',
  'numpy-ts-float32',
  'onnxjs',
  'onnxruntime-node',
  'onnxruntime-web',
  'onnxruntime-web-webgpu',
  'opencv-js',
  'tfjs-cpu',
  'tfjs-layers',
  'tfjs-wasm',
  'tfjs-webgl',
  'tfjs-webgpu',
] as const;

export type ReadyLibraryName = (typeof readyLibraryNames)[number];
