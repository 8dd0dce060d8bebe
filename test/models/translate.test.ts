import { expect } from 'chai';
import type { ModelTensor } from '../../src/library/model-tensor.js';
import { readModel } from '../../src/models/onnx/read-model.js';
import { translate } from '../../src/models/translate/index.js';
import { evaluate } from '../../src/ops/call.js';
import { tensorRecord } from '../../src/ops/index.js';
import { toArray, type Tensor } from '../../src/tensor.js';
import { int64s, weights, writeModel, type WrittenNode } from './write-model.js';

/** Values of a shape: 1, 2, 3, ... */
const counted = (...dims: number[]): ModelTensor => ({
  type: 'float32',
  dims,
  data: Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, (_, i) => i + 1),
});

type Translated = ReturnType<typeof translate>;

function translated(
  opType: string,
  values: readonly (ModelTensor | undefined)[],
  attributes: WrittenNode['attributes'] = {},
  opset = 17,
): Translated {
  const inputs = values.map((value, i) => (value === undefined ? '' : `v${i}`));
  const model = readModel(
    writeModel({
      opset,
      nodes: [{ opType, inputs, outputs: ['y'], attributes }],
      inputs: Object.fromEntries(values.flatMap((value, i) => (value === undefined ? [] : [[`v${i}`, value.dims]]))),
      outputs: ['y'],
    }),
  );
  return translate(model, model.nodes[0]!, values);
}

/** What the call gives, channels last. */
function result(call: Translated): { readonly shape: readonly number[]; readonly values: number[] } {
  if ('reason' in call) throw new Error(call.reason);
  const y = evaluate(tensorRecord(call.op), call.args) as Tensor;
  return { shape: y.shape, values: toArray(y) };
}

const reasonOf = (call: Translated): string | undefined => ('reason' in call ? call.reason : undefined);

describe('nodes of ONNX as calls', () => {
  it('moves channels to the end, of inputs and of weights', () => {
    // Two channels of two cells, and a kernel of one cell that is 1 for the first and 10 for the second.
    const w: ModelTensor = { type: 'float32', dims: [1, 2, 1], data: Float32Array.of(1, 10) };
    expect(result(translated('Conv', [counted(1, 2, 2), w]))).to.deep.equal({ shape: [1, 2, 1], values: [1 + 30, 2 + 40] });
  });

  it('reads as many groups as channels as a depthwise convolution, its multiplier last', () => {
    // Two channels, each with two kernels of one cell: 1, 2 and 3, 4.
    const call = translated('Conv', [counted(1, 2, 1), counted(4, 1, 1)], { group: 2 });
    expect(call).to.have.property('op', 'depthwiseConv');
    expect(result(call)).to.deep.equal({ shape: [1, 1, 4], values: [1, 2, 6, 8] });
  });

  it('reads the size that a transposed convolution asks for as the pads that make it', () => {
    // Ones, a window of 3, a stride of 2: 5 cells of 1 1 2 1 1; of 4, the one that is over goes before.
    const ones = (length: number): ModelTensor => ({ type: 'float32', dims: [1, 1, length], data: new Float32Array(length).fill(1) });
    const sized = translated('ConvTranspose', [ones(2), ones(3)], { strides: [2], output_shape: [4] });
    expect(result(sized)).to.deep.equal({ shape: [1, 4, 1], values: [1, 2, 1, 1] });
    const upper = translated('ConvTranspose', [ones(2), ones(3)], { strides: [2], auto_pad: 'SAME_UPPER' });
    expect(result(upper)).to.deep.equal({ shape: [1, 4, 1], values: [1, 1, 2, 1] });
    const wider = translated('ConvTranspose', [ones(2), ones(3)], { strides: [2], output_padding: [1] });
    expect(result(wider).values).to.deep.equal([1, 1, 2, 1, 1, 0]);
  });

  it('reads pools, their pads and whether these are counted', () => {
    const windows = { kernel_shape: [2], strides: [2], pads: [1, 1] };
    expect(result(translated('MaxPool', [counted(1, 1, 4)], windows)).values).to.deep.equal([1, 3, 4]);
    expect(result(translated('AveragePool', [counted(1, 1, 4)], windows)).values).to.deep.equal([1, 2.5, 4]);
    expect(result(translated('AveragePool', [counted(1, 1, 4)], { ...windows, count_include_pad: 1 })).values).to.deep.equal([0.5, 2.5, 2]);
    expect(result(translated('GlobalAveragePool', [counted(1, 2, 2)]))).to.deep.equal({ shape: [1, 1, 2], values: [1.5, 3.5] });
  });

  it('reads pads as attributes and as inputs, of all axes and of some', () => {
    const x = counted(1, 1, 2);
    expect(result(translated('Pad', [x], { pads: [0, 0, 1, 0, 0, 0], value: { float: 9 } }, 9)).values).to.deep.equal([9, 1, 2]);
    expect(result(translated('Pad', [x, int64s(0, 0, 1, 0, 0, 2)], { mode: 'edge' })).values).to.deep.equal([1, 1, 2, 2, 2]);
    expect(result(translated('Pad', [x, int64s(0, 1), undefined, int64s(-1)], {}, 18)).values).to.deep.equal([1, 2, 0]);
  });

  it('reads resizes by sizes and by scales where the sizes say all', () => {
    const x = counted(1, 1, 2);
    const scales = (value: number): ModelTensor => ({ type: 'float32', dims: [3], data: Float32Array.of(1, 1, value) });
    const floor = { coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' };
    expect(result(translated('Resize', [x, undefined, scales(2)], floor)).values).to.deep.equal([1, 1, 2, 2]);
    expect(result(translated('Upsample', [x, scales(2)], {}, 9)).values).to.deep.equal([1, 1, 2, 2]);
    const linear = { mode: 'linear', coordinate_transformation_mode: 'align_corners' };
    expect(result(translated('Resize', [x, undefined, undefined, int64s(1, 1, 3)], linear)).values).to.deep.equal([1, 1.5, 2]);
    expect(reasonOf(translated('Resize', [x, undefined, scales(1.25)], floor))).to.equal(
      'this Resize is no call of the vocabulary: its scale 1.25 makes no whole size of 2',
    );
    expect(reasonOf(translated('Resize', [x, undefined, scales(2)]))).to.equal(
      'this Resize is no call of the vocabulary: its nearest_mode is round_prefer_floor, with coordinates half_pixel',
    );
  });

  it('leaves other operators, other types and what the reference refuses as they are', () => {
    expect(reasonOf(translated('Gelu', [counted(1)]))).to.equal('Gelu is no op of the vocabulary');
    expect(
      reasonOf(translated('MaxPool', [{ type: 'uint8', dims: [1, 1, 2], data: Uint8Array.of(1, 2) }], { kernel_shape: [2] })),
    ).to.equal('this MaxPool is no call of the vocabulary: its input is of uint8');
    expect(reasonOf(translated('Conv', [counted(1, 3, 4), weights([2, 2, 1], 1)]))).to.match(
      /^this Conv is no call of the vocabulary: conv: /,
    );
  });
});
