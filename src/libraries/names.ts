/** The names of the libraries that can be checked by name, for those who need nothing else of them: help, and the index. */
export const readyLibraryNames = [
  'convnetjs',
  'jax-js',
  'ml-convolution',
  'ml-convolution-fft',
  'numpy-ts',
  'numpy-ts-float32',
  'onnxjs',
  'onnxruntime-node',
  'onnxruntime-web',
  'opencv-js',
  'tfjs-cpu',
  'tfjs-layers',
  'tfjs-wasm',
  'tfjs-webgl',
] as const;

export type ReadyLibraryName = (typeof readyLibraryNames)[number];
