/** ONNX Runtime for the web on WebGPU, by its native provider, in a page. A node that it has no kernel for runs on WebAssembly. */
import * as ort from 'onnxruntime-web/webgpu';
import { limits } from './onnx/nodes/limits.js';
import { onnxRuntimeLibrary } from './onnx/onnxruntime.js';
import type { OnnxRuntime } from './onnx/runtime.js';

const runtime = ort as OnnxRuntime;

export default onnxRuntimeLibrary({
  name: 'onnxruntime-web-webgpu',
  ort: runtime,
  package: 'web',
  onGpu: true,
  providers: ['webgpu'],
  preamble: ["import * as ort from 'onnxruntime-web/webgpu';", '', 'ort.env.wasm.numThreads = 1;', "ort.env.logLevel = 'fatal';"],
  limits,
  prepare: () => {
    runtime.env.wasm.numThreads = 1;
    runtime.env.logLevel = 'fatal';
  },
});
