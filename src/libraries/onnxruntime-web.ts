/** ONNX Runtime for the web, on WebAssembly with one thread. */
import * as ort from 'onnxruntime-web';
import { limits } from './onnx/nodes/limits.js';
import { onnxRuntimeLibrary } from './onnx/onnxruntime.js';
import type { OnnxRuntime } from './onnx/runtime.js';

const runtime = ort as OnnxRuntime;

export default onnxRuntimeLibrary({
  name: 'onnxruntime-web',
  ort: runtime,
  package: 'web',
  preamble: ["import * as ort from 'onnxruntime-web';", '', 'ort.env.wasm.numThreads = 1;', "ort.env.logLevel = 'fatal';"],
  limits,
  prepare: () => {
    runtime.env.wasm.numThreads = 1;
    runtime.env.logLevel = 'fatal';
  },
});
