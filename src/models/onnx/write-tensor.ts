/** Tensors into the wire format, and into other types. */
import { getFloat16, setFloat16 } from '@petamoriken/float16';
import { elementTypes, wire } from '../../libraries/onnx/wire.js';
import type { ModelTensor, ModelTensorType } from '../../library/model-tensor.js';

export function tensorBytes(name: string, { type, dims, data }: ModelTensor): Uint8Array {
  const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return wire.TensorProto.encode({ name, dims, dataType: elementTypes[type], rawData }).finish();
}

/** Elements of a type of floats. */
export function isFloat(type: ModelTensorType): type is 'float16' | 'float32' | 'float64' {
  return type === 'float16' || type === 'float32' || type === 'float64';
}

/** Floats in float64; all else as it is. */
export function widened(value: ModelTensor): ModelTensor {
  const { type, dims, data } = value;
  if (type === 'float32') return { type: 'float64', dims, data: Float64Array.from(data as Float32Array) };
  if (type !== 'float16') return value;
  const bits = data as Uint16Array;
  const view = new DataView(bits.buffer, bits.byteOffset, bits.byteLength);
  return { type: 'float64', dims, data: Float64Array.from(bits, (_, i) => getFloat16(view, 2 * i, true)) };
}

/** Of float64 in a type of fewer bits; all else as it is. */
export function narrowed(value: ModelTensor, type: ModelTensorType): ModelTensor {
  if (value.type !== 'float64') return value;
  const { dims } = value;
  const data = value.data as Float64Array;
  if (type === 'float32') return { type, dims, data: Float32Array.from(data) };
  if (type !== 'float16') return value;
  const bits = new Uint16Array(data.length);
  const view = new DataView(bits.buffer);
  for (const [i, each] of data.entries()) setFloat16(view, 2 * i, each, true);
  return { type, dims, data: bits };
}
