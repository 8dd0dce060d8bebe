/** Inputs of a model as NumPy saves them. */
import { zipSync } from 'fflate';
import type { ModelTensor } from '../../library.js';
import { npyTypes } from './read-npy.js';
import type { ModelFeeds } from '../onnx/inputs.js';

const utf8 = new TextEncoder();

/** The header's end lies at a multiple of it. */
const alignment = 64;

/** A file of one array. */
function npyOf({ type, dims, data }: ModelTensor): Uint8Array {
  const code = Object.keys(npyTypes).find((each) => npyTypes[each] === type)!;
  const order = data.BYTES_PER_ELEMENT === 1 ? '|' : '<';
  const shape = dims.length === 1 ? `${dims[0]},` : dims.join(', ');
  const header = `{'descr': '${order}${code}', 'fortran_order': False, 'shape': (${shape}), }`;
  const length = Math.ceil((10 + header.length + 1) / alignment) * alignment - 10;
  const start = Uint8Array.of(0x93, ...utf8.encode('NUMPY'), 1, 0, length & 255, length >> 8);
  const bytes = new Uint8Array(10 + length + data.byteLength);
  bytes.set(start);
  bytes.set(utf8.encode(`${header.padEnd(length - 1)}\n`), 10);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 10 + length);
  return bytes;
}

/** A file of arrays by name, which `numpy.load` and `--input` read. */
export function writeNpz(feeds: ModelFeeds): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(feeds).map(([name, value]) => [`${name}.npy`, npyOf(value)])));
}
