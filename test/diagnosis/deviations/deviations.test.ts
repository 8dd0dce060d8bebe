import { expect } from 'chai';
import type { Json, Observed } from '../../../src/diagnosis/deviation.js';
import { deviations } from '../../../src/diagnosis/deviations/index.js';
import { evaluate } from '../../../src/ops/call.js';
import { tensorRecord, type TensorOp } from '../../../src/ops/index.js';
import { tensor, toArray, type Tensor } from '../../../src/tensor.js';

const line = (values: readonly number[]): Tensor => tensor(values, [1, values.length, 1]);

interface Worked {
  readonly id: string;
  readonly parameters: Json;
  readonly op: TensorOp;
  readonly args: readonly unknown[];
  readonly right: readonly number[];
  readonly wrong: readonly number[];
}

const twoTaps = tensor([1, 10], [2, 1, 1]);

/** Sums worked by hand: the second tap counts tenfold. */
const worked: readonly Worked[] = [
  {
    id: 'same-pads-undilated',
    parameters: { sizes: 'kept' },
    op: 'conv',
    args: [line([1, 2, 3]), twoTaps, { dilations: [2], padding: 'same' }],
    // Pads [1, 1]: taps at o - 1 and o + 1. Undilated they are [0, 1]: taps at o and o + 2.
    right: [20, 31, 2],
    wrong: [31, 2, 3],
  },
  {
    id: 'same-pads-odd-cell-before',
    parameters: { sizes: 'kept' },
    op: 'conv',
    args: [line([1, 2, 3]), twoTaps, { padding: 'same' }],
    right: [21, 32, 3],
    wrong: [10, 21, 32],
  },
  {
    id: 'same-pads-unclamped',
    parameters: { sizes: 'kept' },
    op: 'conv',
    // Two windows of one cell, three apart, in six cells: a total of -2 begins the first one cell late.
    args: [line([1, 2, 3, 4, 5, 6]), tensor([1], [1, 1, 1]), { strides: [3], padding: 'same' }],
    right: [1, 4],
    wrong: [2, 5],
  },
  {
    id: 'windows-rounded-up',
    parameters: null,
    op: 'maxPool',
    args: [line([1, 2, 3]), { window: [2], strides: [2] }],
    right: [2],
    wrong: [2, 3],
  },
  {
    id: 'attribute-ignored',
    parameters: { attribute: 'strides', sizes: 'follow' },
    op: 'maxPool',
    args: [line([1, 2, 3]), { window: [1], strides: [2] }],
    right: [1, 3],
    wrong: [1, 2, 3],
  },
  {
    id: 'attribute-before-and-after-swapped',
    parameters: { attribute: 'padding', sizes: 'follow' },
    op: 'conv',
    args: [line([1, 2]), twoTaps, { padding: [[1, 0]] }],
    right: [10, 21],
    wrong: [21, 2],
  },
  {
    id: 'attributes-swapped',
    parameters: { attributes: ['strides', 'dilations'], sizes: 'follow' },
    op: 'conv',
    args: [line([1, 2, 3, 4]), twoTaps, { strides: [2] }],
    right: [21, 43],
    wrong: [31, 42],
  },
  {
    id: 'value-taken-for-another',
    parameters: { attribute: 'mode', value: 'CRD', as: 'DCR' },
    op: 'depthToSpace',
    args: [tensor([1, 2, 3, 4], [1, 1, 4]), { blockSize: 2, mode: 'CRD' }],
    // Two channels of two cells: channel * 2 + cell in CRD, cell * 2 + channel in DCR.
    right: [1, 3, 2, 4],
    wrong: [1, 2, 3, 4],
  },
];

function observed({ op, args, right, wrong }: Worked, result: Tensor): Observed {
  expect(toArray(evaluate(tensorRecord(op), args) as Tensor), 'right').to.deep.equal(right);
  expect(toArray(result), 'wrong').to.deep.equal(wrong);
  return { args, result };
}

describe('deviations', () => {
  it('have ids of their own', () => {
    expect(new Set(deviations.map(({ id }) => id)).size).to.equal(deviations.length);
  });

  for (const one of worked) {
    it(`${one.id}, worked by hand`, () => {
      const deviation = deviations.find(({ id }) => id === one.id)!;
      const record = tensorRecord(one.op);
      expect(deviation.applies(record)).to.equal(true);
      const stray = observed(one, evaluate(deviation.to(record, one.parameters), one.args) as Tensor);
      const inferred = [...(deviation.infer?.(record, [stray]) ?? [null])];
      expect(inferred).to.deep.include(one.parameters);
    });
  }
});
