/** ONNX Runtime in Node, native, on its CPU provider. */
import ort from 'onnxruntime-node';
import { limits } from './onnx/nodes/limits.js';
import { onnxRuntimeLibrary } from './onnx/onnxruntime.js';
import type { OnnxRuntime } from './onnx/runtime.js';

export default onnxRuntimeLibrary({
  name: 'onnxruntime-node',
  ort: ort as OnnxRuntime,
  package: 'node',
  preamble: ["import ort from 'onnxruntime-node';"],
  limits,
});
