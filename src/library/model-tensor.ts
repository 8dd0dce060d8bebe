/** Values of ONNX models, as runtimes in JavaScript hold them. */
import type { Shape } from '../tensor.js';

/** By type: what holds the elements. A float16 is its bits; a bool is 0 or 1. */
export interface ModelData {
  readonly float32: Float32Array;
  readonly float64: Float64Array;
  readonly float16: Uint16Array;
  readonly int64: BigInt64Array;
  readonly uint64: BigUint64Array;
  readonly int32: Int32Array;
  readonly uint32: Uint32Array;
  readonly int16: Int16Array;
  readonly uint16: Uint16Array;
  readonly int8: Int8Array;
  readonly uint8: Uint8Array;
  readonly bool: Uint8Array;
}

export type ModelTensorType = keyof ModelData;

/** A dense tensor, in row-major order. */
export interface ModelTensor<Type extends ModelTensorType = ModelTensorType> {
  readonly type: Type;
  readonly dims: Shape;
  readonly data: ModelData[Type];
}

/**
 * Runs an ONNX model.
 *
 * @param model in ONNX's wire format
 * @param feeds by the names of the graph's inputs
 * @returns by the names of the graph's outputs
 */
export type RunModel = (
  model: Uint8Array,
  feeds: Readonly<Record<string, ModelTensor>>,
) => PromiseLike<Readonly<Record<string, ModelTensor>>>;

/** What holds elements of a type. */
export const modelArrays = {
  float32: Float32Array,
  float64: Float64Array,
  float16: Uint16Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int8: Int8Array,
  uint8: Uint8Array,
  bool: Uint8Array,
} as const satisfies { readonly [Type in ModelTensorType]: { new (length: number): ModelData[Type]; readonly BYTES_PER_ELEMENT: number } };
