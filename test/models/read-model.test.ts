import { expect } from 'chai';
import { elementTypes } from '../../src/libraries/onnx/wire.js';
import { checkFeeds, randomFeeds } from '../../src/models/onnx/inputs.js';
import { readModel } from '../../src/models/onnx/read-model.js';
import { readTensor } from '../../src/models/onnx/read-tensor.js';
import { mobileNetLike } from './nets.js';
import { tensorBytes, weights, writeModel, type WrittenModel } from './write-model.js';

const plain: WrittenModel = {
  nodes: [{ name: 'one', opType: 'Conv', inputs: ['x', 'w'], outputs: ['y'] }],
  constants: { w: weights([1, 1, 2, 2], 1) },
  inputs: { x: [1, 1, 4, 4] },
  outputs: ['y'],
};

describe('reading an ONNX model', () => {
  it('gives its nodes, their attributes, its inputs and its weights', () => {
    const { opsets, nodes, troubles, inputs, outputs, constants } = readModel(writeModel(mobileNetLike(1, 8, 2)));
    expect(opsets).to.deep.equal({ '': 17 });
    expect(nodes.map(({ opType }) => opType)).to.deep.equal(['Conv', 'Relu', 'Conv', 'Relu', 'Conv', 'GlobalAveragePool']);
    expect(nodes[2]!.attributes).to.deep.equal({ group: 2, strides: [1, 1], pads: [1, 1, 1, 1] });
    expect(troubles).to.be.empty;
    expect(inputs).to.deep.equal([{ name: 'image', type: 'float32', shape: ['batch', 3, 8, 8] }]);
    expect(outputs).to.deep.equal(['globalaveragepool_5_out']);
    expect(constants.get('w1')!.tensor).to.deep.equal(weights([2, 3, 3, 3], 1));
  });

  it('reads elements that are raw, and elements that are typed', () => {
    const { float32, float64, float16, int64, int32, uint8, int8 } = elementTypes;
    const read = (proto: object): unknown => readTensor(tensorBytes({ name: 't', ...proto })).tensor;
    expect(read({ dims: [2], dataType: float32, floatData: [0.5, -1] })).to.deep.equal({
      type: 'float32',
      dims: [2],
      data: Float32Array.of(0.5, -1),
    });
    expect(read({ dims: [1], dataType: float64, doubleData: [0.1] })).to.have.deep.property('data', Float64Array.of(0.1));
    expect(read({ dims: [1], dataType: float16, int32Data: [0x3c00] })).to.have.deep.property('data', Uint16Array.of(0x3c00));
    expect(read({ dims: [1], dataType: int64, int64Data: [-7] })).to.have.deep.property('data', BigInt64Array.of(-7n));
    expect(read({ dims: [2], dataType: int32, int32Data: [-7, 7] })).to.have.deep.property('data', Int32Array.of(-7, 7));
    expect(read({ dims: [1], dataType: uint8, int32Data: [255] })).to.have.deep.property('data', Uint8Array.of(255));
    expect(read({ dims: [2], dataType: int8, rawData: Uint8Array.of(255, 1) })).to.have.deep.property('data', Int8Array.of(-1, 1));
    expect(read({ dims: [0], dataType: float32 })).to.deep.equal({ type: 'float32', dims: [0], data: new Float32Array(0) });
    // 2^63 - 1, which no number holds.
    const most = Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 127);
    expect(read({ dims: [], dataType: int64, rawData: most })).to.have.deep.property('data', BigInt64Array.of(2n ** 63n - 1n));
  });

  it('says in a line what is wrong with a model', () => {
    const bytes = writeModel(plain);
    expect(() => readModel(Uint8Array.of(1, 2, 3))).to.throw(/^it is no ONNX model, or is cut off$/);
    expect(() => readModel(bytes.subarray(0, bytes.length - 20))).to.throw(/^it is no ONNX model, or is cut off$/);
    expect(() => readModel(writeModel({ ...plain, nodes: [] }))).to.throw(/^its graph has no node$/);
    const withWeights = (proto: object) => (): unknown => readModel(writeModel(plain, [tensorBytes({ name: 'w', dataType: 1, ...proto })]));
    expect(withWeights({ dims: [2, 2], rawData: new Uint8Array(12) })).to.throw(
      /^tensor w of float32 has the shape \[2, 2\], and 12 bytes of data$/,
    );
    expect(withWeights({ dims: [2 ** 40, 2 ** 40] })).to.throw(/^tensor w has the shape \[1099511627776, 1099511627776\]$/);
    expect(withWeights({ dims: [2], dataLocation: 1 })).to.throw(/^tensor w has its data in another file/);
    expect(withWeights({ dims: [2], dataType: 8 })).to.throw(/^tensor w is of string, which is not read$/);
  });

  it('brings nodes into an order that can be run, and names those that cannot', () => {
    const node = (name: string, inputs: string[], outputs: string[]) => ({ name, opType: 'Add', inputs, outputs });
    const { nodes, troubles } = readModel(
      writeModel({
        nodes: [
          node('late', ['a', 'x'], ['b']),
          node('early', ['x', 'x'], ['a']),
          node('round', ['q', 'x'], ['p']),
          node('about', ['p', 'x'], ['q']),
          node('behind', ['q', 'x'], ['r']),
          node('lost', ['nowhere', 'x'], ['s']),
          node('again', ['x', 'x'], ['a']),
        ],
        inputs: { x: [1] },
        outputs: ['b'],
      }),
    );
    expect(nodes.map(({ name }) => name)).to.deep.equal(['early', 'late']);
    expect(troubles.map(({ node: { name }, reason }) => [name, reason])).to.deep.equal([
      ['again', 'makes a, which is made already'],
      ['round', 'is on a loop: it reads q, which needs its own result'],
      ['about', 'is on a loop: it reads p, which needs its own result'],
      ['behind', 'reads q, which is not made'],
      ['lost', 'reads nowhere, which nothing makes'],
    ]);
  });

  it('draws inputs by a seed, and says which sizes stay open', () => {
    const model = readModel(writeModel(plain));
    const feeds = randomFeeds(model, 3);
    expect(feeds['x']!.dims).to.deep.equal([1, 1, 4, 4]);
    expect(randomFeeds(model, 3)).to.deep.equal(feeds);
    expect(randomFeeds(model, 4)).to.not.deep.equal(feeds);
    const open = readModel(writeModel({ ...plain, inputs: { x: ['n', 1, 'height', 4] } }));
    expect(() => randomFeeds(open, 1)).to.throw(/^input x leaves the size of axis 2 \(height\) open, and nothing says it$/);
    expect(randomFeeds(open, 1, { height: 5 })['x']!.dims).to.deep.equal([1, 1, 5, 4]);
    expect(() => checkFeeds(model, { x: weights([1, 1, 4, 5], 1) })).to.throw(
      /^input x has the shape \[1, 1, 4, 5\], and the model takes \[1, 1, 4, 4\]$/,
    );
    expect(() => checkFeeds(model, {})).to.throw(/^input x is missing: float32 \[1, 1, 4, 4\]$/);
    expect(() => checkFeeds(model, { ...feeds, z: weights([1], 1) })).to.throw(/^the model has no input z; it has x$/);
  });
});
