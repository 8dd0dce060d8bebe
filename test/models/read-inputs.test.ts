import { expect } from 'chai';
import { unzipSync } from 'fflate';
import { readInputs } from '../../src/models/input/read-inputs.js';
import { readNpy } from '../../src/models/input/read-npy.js';
import { writeNpz } from '../../src/models/input/write-npz.js';
import { readModel } from '../../src/models/onnx/read-model.js';
import { rawTensor, tensorBytes, weights, writeModel } from './write-model.js';

/** What NumPy 2.4 wrote for `savez_compressed`: arrays of five types, one in Fortran's order, and a number. */
const saved = Buffer.from(
  [
    'UEsDBC0AAAAIAAAAIQBP6QAq//////////8FABQAeC5ucHkBABAAmAAAAAAAAABVAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG6TZqKuo6Cell9UUpSY',
    'F59flJIKEndLzClOBYoXZyQWpAL5GkY6CsaaOgq1CmQDLgYwaLAHEg5ABMQNQLzAAQBQSwMELQAAAAgAAAAhAFKTtxD//////////wUAFABpLm5weQEAEACI',
    'AAAAAAAAAEgAAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbpNpoa6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkahjqaOgq1ChQArp//IQAAUEsD',
    'BC0AAAAIAAAAIQDvdsGb//////////8FABQAaC5ucHkBABAAggAAAAAAAABGAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG6TZqSuo6Cell9UUpSYF59f',
    'lJIKEndLzClOBYoXZyQWpAL5GoY6mjoKtQoUAC4GGwBQSwMELQAAAAgAAAAhAO4Zu13//////////wUAFABiLm5weQEAEACCAAAAAAAAAEYAAAAAAAAAm+wX',
    '6hsQychQxlCtnpJanFykbqWgXpNkqK6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaRjqaOgq1ChQALkYGAFBLAwQtAAAACAAAACEA5MgGYP//////',
    '////BQAUAGYubnB5AQAQALAAAAAAAAAAVwAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRupaBuk2ahrqOgnpZfVFKUmBefX5SSChIPKSpNBQoXZyQWpAK5GkY6',
    'CsaaOgq1CuQDLgYUwOEAoT/YQ2gBKJ8BSos4AABQSwMELQAAAAgAAAAhAGSMIsP//////////wUAFABzLm5weQEAEACEAAAAAAAAAEYAAAAAAAAAm+wX6hsQ',
    'ychQxlCtnpJanFykbqWgbpNmoq6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkamjoKtQoUAS4GBgUHAFBLAQItAy0AAAAIAAAAIQBP6QAqVQAAAJgA',
    'AAAFAAAAAAAAAAAAAACAAQAAAAB4Lm5weVBLAQItAy0AAAAIAAAAIQBSk7cQSAAAAIgAAAAFAAAAAAAAAAAAAACAAYwAAABpLm5weVBLAQItAy0AAAAIAAAA',
    'IQDvdsGbRgAAAIIAAAAFAAAAAAAAAAAAAACAAQsBAABoLm5weVBLAQItAy0AAAAIAAAAIQDuGbtdRgAAAIIAAAAFAAAAAAAAAAAAAACAAYgBAABiLm5weVBL',
    'AQItAy0AAAAIAAAAIQDkyAZgVwAAALAAAAAFAAAAAAAAAAAAAACAAQUCAABmLm5weVBLAQItAy0AAAAIAAAAIQBkjCLDRgAAAIQAAAAFAAAAAAAAAAAAAACA',
    'AZMCAABzLm5weVBLBQYAAAAABgAGADIBAAAQAwAAAAA=',
  ].join(''),
  'base64',
);

/** A file as NumPy writes it. */
function npy(header: string, data: ArrayLike<number>): Uint8Array {
  const padded = `${header}\n`;
  return Uint8Array.of(0x93, ...Buffer.from('NUMPY'), 1, 0, padded.length, 0, ...Buffer.from(padded), ...Array.from(data));
}

const header = (descr: string, shape: string): string => `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`;

const model = readModel(
  writeModel({
    nodes: [{ name: 'sum', opType: 'Add', inputs: ['x', 'y'], outputs: ['z'] }],
    inputs: { x: [3], y: [3] },
    outputs: ['z'],
  }),
);

describe('inputs of a model from files', () => {
  it('are what NumPy saved, in the order of rows', () => {
    const { x, i, h, b, f, s } = readInputs(model, [{ path: 'inputs.npz', bytes: saved }]);
    expect(x).to.deep.equal({ type: 'float32', dims: [2, 3], data: Float32Array.of(0, 1, 2, 3, 4, 5) });
    expect(i).to.deep.equal({ type: 'int64', dims: [1], data: BigInt64Array.of(-7n) });
    expect(h).to.deep.equal({ type: 'float16', dims: [1], data: Uint16Array.of(0x3c00) });
    expect(b).to.deep.equal({ type: 'bool', dims: [2], data: Uint8Array.of(1, 0) });
    expect(f).to.deep.equal({ type: 'float64', dims: [2, 3], data: Float64Array.of(0, 1, 2, 3, 4, 5) });
    expect(s).to.deep.equal({ type: 'float32', dims: [], data: Float32Array.of(2.5) });
  });

  it('are written as NumPy writes them, and read again', () => {
    const { x, i, h, b, s } = readInputs(model, [{ path: 'inputs.npz', bytes: saved }]);
    const feeds = { x: x!, i: i!, h: h!, b: b!, 's/0': s! };
    const bytes = writeNpz(feeds);
    expect(readInputs(model, [{ path: 'again.npz', bytes }])).to.deep.equal(feeds);
    // The elements of each file begin at a multiple of 64 bytes, as those that NumPy writes do.
    const one = Buffer.from(unzipSync(bytes)['x.npy']!);
    expect(one.length).to.equal(128 + 24);
    expect(one.subarray(10, 70).toString()).to.equal("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } ");
  });

  it('are named by the file, by the user, or by the only input that there is', () => {
    const bytes = npy(header('<i2', '(2,)'), [1, 0, 255, 255]);
    const tensor = { type: 'int16', dims: [2], data: Int16Array.of(1, -1) };
    const own = tensorBytes(rawTensor('x', weights([3], 1)));
    expect(readInputs(model, [{ path: 'a.npy', name: 'y', bytes }])).to.deep.equal({ y: tensor });
    expect(readInputs({ ...model, inputs: model.inputs.slice(1) }, [{ path: 'a.npy', bytes }])).to.deep.equal({ y: tensor });
    expect(readInputs(model, [{ path: 'input_0.pb', bytes: own }])).to.deep.equal({ x: weights([3], 1) });
  });

  it('that cannot be read are told in a line', () => {
    const bytes = npy(header('<f4', '(1,)'), [0, 0, 128, 63]);
    const reading = (path: string, given: Uint8Array, name?: string) => (): unknown =>
      readInputs(model, [{ path, bytes: given, ...(name !== undefined && { name }) }]);
    expect(reading('a.npy', bytes)).to.throw(/^a\.npy: it does not say which input it is, and the model has x, y: write <input>=<file>$/);
    expect(reading('a.npz', bytes)).to.throw(/^a\.npz: it is no \.npz file, or is cut off$/);
    expect(reading('a.npz', saved.subarray(0, 700))).to.throw(/^a\.npz: it is no \.npz file, or is cut off$/);
    expect(reading('a.npz', saved, 'x')).to.throw(/^a\.npz: its arrays have names of their own$/);
    expect(reading('a.txt', bytes)).to.throw(/^a\.txt: it is no \.npz, \.npy or \.pb file$/);
    expect(() =>
      readInputs(
        model,
        ['a.npy', 'b.npy'].map((path) => ({ path, bytes, name: 'x' })),
      ),
    ).to.throw(/^b\.npy: input x is given already$/);
    expect(() => readNpy(bytes.subarray(0, 8))).to.throw(/^it is no \.npy file, or is cut off$/);
    expect(() => readNpy(bytes.subarray(0, 30))).to.throw(/^its header is cut off$/);
    expect(() => readNpy(bytes.subarray(0, bytes.length - 1))).to.throw(
      /^an array of float32 of the shape \[1\] has 4 bytes, and it has 3$/,
    );
    expect(() => readNpy(npy(header('>f4', '(1,)'), [63, 128, 0, 0]))).to.throw(/^its bytes are in the order of >f4, .*little-endian$/);
    expect(() => readNpy(npy(header('<U4', '()'), []))).to.throw(/^it is of type <U4, which is not read$/);
    expect(() => readNpy(npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (), }", []))).to.throw(
      /^it is of a type with fields/,
    );
    expect(() => readNpy(npy(header('<f4', '(-1,)'), []))).to.throw(/^it has the shape \(-1,\)$/);
  });
});
