/** Arrays as NumPy saves them. */
import type { ModelTensor } from '../../library.js';
import { modelArrays, type ModelTensorType } from '../../library/model-tensor.js';
import { sizeOf } from '../../tensor.js';
import { InvalidModel } from '../onnx/invalid-model.js';

/** NumPy's names of types, without the order of their bytes. */
export const npyTypes: Readonly<Record<string, ModelTensorType>> = {
  f4: 'float32',
  f8: 'float64',
  f2: 'float16',
  i8: 'int64',
  u8: 'uint64',
  i4: 'int32',
  u4: 'uint32',
  i2: 'int16',
  u2: 'uint16',
  i1: 'int8',
  u1: 'uint8',
  b1: 'bool',
};

const magic = '\x93NUMPY';
const latin1 = new TextDecoder('latin1');

interface Header {
  readonly type: ModelTensorType;
  readonly dims: readonly number[];
  /** Whether the first axis is the one that runs fastest. */
  readonly isFortran: boolean;
}

/** A header is a dictionary of Python: `{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }`. */
function headerOf(text: string): Header {
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape'\s*:\s*\(([^)]*)\)/.exec(text)?.[1];
  if (order === undefined || shape === undefined) throw new InvalidModel('its header is cut off or forged');
  if (descr === undefined) throw new InvalidModel('it is of a type with fields, which is not read');
  if (descr.startsWith('>')) throw new InvalidModel(`its bytes are in the order of ${descr}, which is not read: save it little-endian`);
  const type = npyTypes[descr.slice(1)];
  if (type === undefined) throw new InvalidModel(`it is of type ${descr}, which is not read`);
  const sizes = shape.split(',').map((size) => size.trim());
  // One axis is written (3,).
  const dims = (sizes.at(-1) === '' ? sizes.slice(0, -1) : sizes).map(Number);
  if (!dims.every((size) => Number.isSafeInteger(size) && size >= 0)) throw new InvalidModel(`it has the shape (${shape})`);
  return { type, dims, isFortran: order === 'True' };
}

/** Elements whose first axis runs fastest, with the last running fastest. */
function rowMajor<T extends ModelTensor['data']>(data: T, dims: readonly number[]): T {
  const result = data.slice() as T;
  const strides = dims.map((_, axis) => sizeOf(dims.slice(0, axis)));
  const at = dims.map(() => 0);
  for (let i = 0; i < result.length; i++) {
    result[i] = data[at.reduce((sum, index, axis) => sum + index * strides[axis]!, 0)]!;
    for (let axis = dims.length - 1; axis >= 0 && ++at[axis]! === dims[axis]; axis--) at[axis] = 0;
  }
  return result;
}

/**
 * Reads a file of one array, as `numpy.save` writes it.
 *
 * @throws InvalidModel on bytes that are none, on ones that end too soon, on a type that no model is fed with here
 */
export function readNpy(bytes: Uint8Array): ModelTensor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || latin1.decode(bytes.subarray(0, magic.length)) !== magic)
    throw new InvalidModel('it is no .npy file, or is cut off');
  // From version 2 on, its length has four bytes.
  const [start, length] = bytes[magic.length] === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)];
  if (bytes.length < start + length) throw new InvalidModel('its header is cut off');
  const { type, dims, isFortran } = headerOf(latin1.decode(bytes.subarray(start, start + length)));
  const own = bytes.subarray(start + length);
  const array = modelArrays[type];
  const needed = sizeOf(dims) * array.BYTES_PER_ELEMENT;
  if (own.length !== needed)
    throw new InvalidModel(`an array of ${type} of the shape [${dims.join(', ')}] has ${needed} bytes, and it has ${own.length}`);
  // A copy stands where its elements may, which a part of a file does not.
  const data = new array(own.slice().buffer);
  return { type, dims, data: isFortran ? rowMajor(data, dims) : data } as ModelTensor;
}
