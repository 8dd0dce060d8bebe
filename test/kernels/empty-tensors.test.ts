import { expect } from 'chai';
import * as k from '../../src/ops/kernels.js';
import { tensor, zeros, type Tensor } from '../../src/tensor.js';

const x = zeros([1, 4, 4, 2]);
const filter = zeros([2, 2, 2, 3]);

describe('empty tensors', () => {
  const shapes: readonly (readonly [string, () => Tensor, number[]])[] = [
    ['an empty batch', () => k.conv(zeros([0, 4, 4, 2]), filter), [0, 3, 3, 3]],
    ['no input channels: sums of nothing', () => k.conv(zeros([1, 3, 0]), zeros([2, 0, 2])), [1, 2, 2]],
    ['no output channels', () => k.conv(x, zeros([2, 2, 2, 0])), [1, 3, 3, 0]],
    ["an empty axis with 'same'", () => k.conv(zeros([1, 0, 4, 2]), filter, { padding: 'same' }), [1, 0, 4, 3]],
    [
      'an empty axis that pads make a window of',
      () => k.conv(zeros([1, 0, 1]), tensor([1, 1], [2, 1, 1]), { padding: [[1, 1]] }),
      [1, 1, 1],
    ],
    [
      'an empty separable convolution',
      () => k.separableConv(zeros([1, 0, 2]), zeros([2, 2, 1]), zeros([1, 2, 3]), { padding: 'same' }),
      [1, 0, 3],
    ],
    ['an empty transposed convolution', () => k.convTranspose(zeros([0, 3, 3, 3]), filter), [0, 4, 4, 2]],
    ['the gradient of an empty batch', () => k.convInputGradient([0, 4, 4, 2], filter, zeros([0, 3, 3, 3])), [0, 4, 4, 2]],
    [
      'a filter gradient of an empty batch',
      () => k.convFilterGradient(zeros([0, 4, 4, 2]), [2, 2, 2, 3], zeros([0, 3, 3, 3])),
      [2, 2, 2, 3],
    ],
    ['an empty pool', () => k.maxPool(zeros([0, 4, 4, 2]), { window: [2, 2] }), [0, 3, 3, 2]],
    ['a pool without channels', () => k.averagePool(zeros([1, 4, 0]), { window: [2] }), [1, 3, 0]],
    [
      'an empty pad',
      () =>
        k.pad(zeros([0, 2]), {
          paddings: [
            [0, 0],
            [1, 1],
          ],
        }),
      [0, 4],
    ],
    ['an axis cropped to nothing', () => k.pad(zeros([2]), { paddings: [[-1, -1]] }), [0]],
    ['an empty space-to-batch', () => k.spaceToBatch(zeros([0, 4, 1]), { blockShape: [2] }), [0, 2, 1]],
    ['crops to nothing', () => k.batchToSpace(zeros([2, 1, 1]), { blockShape: [2], crops: [[1, 1]] }), [1, 0, 1]],
    ['an empty space-to-depth', () => k.spaceToDepth(zeros([1, 0, 1]), { blockSize: 2 }), [1, 0, 2]],
    ['empty patches', () => k.extractPatches(zeros([0, 3, 2]), { window: [2] }), [0, 2, 4]],
    ['a matrix product without an inner size', () => k.matmul(zeros([2, 0]), zeros([0, 3])), [2, 3]],
    ['a matrix product without matrices', () => k.matmul(zeros([0, 2, 3]), zeros([3, 4])), [0, 2, 4]],
    ['an empty resize', () => k.resize(zeros([0, 2, 1]), { size: [3] }), [0, 3, 1]],
  ];
  for (const [name, call, shape] of shapes) {
    it(name, () => {
      const y = call();
      expect(y.shape).to.deep.equal(shape);
      expect(Array.from(y.data)).to.deep.equal(new Array<number>(shape.reduce((size, length) => size * length, 1)).fill(0));
    });
  }
});
