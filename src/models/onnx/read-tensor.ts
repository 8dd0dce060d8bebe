/** Tensors of a model in the wire format. */
import { elementTypes, wire } from '../../libraries/onnx/wire.js';
import { modelArrays, type ModelTensor, type ModelTensorType } from '../../library/model-tensor.js';
import { sizeOf } from '../../tensor.js';
import { InvalidModel } from './invalid-model.js';
import { toBigInt, toNumber, type WireInteger } from './numbers.js';

/** A message of a tensor, as it is decoded. */
interface TensorProto {
  readonly dims: readonly WireInteger[];
  readonly dataType: number;
  readonly name: string;
  readonly floatData: readonly number[];
  readonly int32Data: readonly number[];
  readonly int64Data: readonly WireInteger[];
  readonly doubleData: readonly number[];
  readonly uint64Data: readonly WireInteger[];
  /** An empty list of numbers where it is left out. */
  readonly rawData: Uint8Array | readonly number[];
  readonly externalData: readonly Uint8Array[];
  readonly dataLocation: number;
}

const typeNames = new Map<number, ModelTensorType>(Object.entries(elementTypes).map(([name, number]) => [number, name as ModelTensorType]));

/** In place of data: it lies in a file of its own. */
const external = 1;

const kinds: Readonly<Record<number, string>> = { 8: 'string', 14: 'complex64', 15: 'complex128', 16: 'bfloat16' };

/** The name of an element type, where it is one that is read here. */
export function typeOf(dataType: number): ModelTensorType | undefined {
  return typeNames.get(dataType);
}

/** What is said of an element type that is not read here. */
export function typeWords(dataType: number): string {
  return kinds[dataType] ?? `type ${dataType}`;
}

/** The field that holds elements which are not written as raw bytes. */
function typedData(type: ModelTensorType, proto: TensorProto): readonly number[] | readonly WireInteger[] {
  switch (type) {
    case 'float32':
      return proto.floatData;
    case 'float64':
      return proto.doubleData;
    case 'int64':
      return proto.int64Data;
    case 'uint64':
    case 'uint32':
      return proto.uint64Data;
    case 'float16':
    case 'int32':
    case 'int16':
    case 'uint16':
    case 'int8':
    case 'uint8':
    case 'bool':
      return proto.int32Data;
  }
}

function fromRaw(type: ModelTensorType, raw: TensorProto['rawData'], count: number): ModelTensor['data'] | undefined {
  const array = modelArrays[type];
  if (raw.length !== count * array.BYTES_PER_ELEMENT) return undefined;
  // Raw data is little-endian, as every machine is that this runs on; a copy stands where its elements may, which a slice of a Buffer is not.
  return new array(new Uint8Array(raw).buffer);
}

function fromTyped(type: ModelTensorType, values: readonly number[] | readonly WireInteger[]): ModelTensor['data'] {
  if (type === 'int64') return BigInt64Array.from(values, toBigInt);
  if (type === 'uint64') return BigUint64Array.from(values, toBigInt);
  return (modelArrays[type] as Float32ArrayConstructor).from(values, toNumber) as ModelTensor['data'];
}

/** What a tensor is called in messages. */
const called = (name: string): string => (name === '' ? 'a tensor' : `tensor ${name}`);

/**
 * A tensor, and its name.
 *
 * @throws InvalidModel on bytes that are none, data of another length than its dims say, data in a file of its own, an unknown type
 */
export function readTensor(bytes: Uint8Array): { readonly name: string; readonly tensor: ModelTensor } {
  let proto: TensorProto;
  try {
    proto = wire.TensorProto.decode(bytes) as TensorProto;
  } catch {
    throw new InvalidModel('one of its tensors is cut off or forged');
  }
  const { name } = proto;
  if (proto.dataLocation === external || proto.externalData.length > 0)
    throw new InvalidModel(`${called(name)} has its data in another file; a model is read with its data inside`);
  const type = typeOf(proto.dataType);
  if (type === undefined) throw new InvalidModel(`${called(name)} is of ${typeWords(proto.dataType)}, which is not read`);
  const dims = proto.dims.map(toNumber);
  const count = sizeOf(dims);
  if (!dims.every((length) => Number.isSafeInteger(length) && length >= 0) || !Number.isSafeInteger(count))
    throw new InvalidModel(`${called(name)} has the shape [${dims.join(', ')}]`);
  const typed = typedData(type, proto);
  const raw = proto.rawData.length;
  const data = typed.length === 0 ? fromRaw(type, proto.rawData, count) : typed.length === count ? fromTyped(type, typed) : undefined;
  if (data === undefined) {
    const given = typed.length === 0 ? `${raw} bytes` : `${typed.length} elements`;
    throw new InvalidModel(`${called(name)} of ${type} has the shape [${dims.join(', ')}], and ${given} of data`);
  }
  return { name, tensor: { type, dims, data } as ModelTensor };
}
