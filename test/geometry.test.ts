import { expect } from 'chai';
import { ceilSize, effectiveKernel, padsOf, requiredSpaceToBatchPaddings, sameTotal, transposedSize, validSize } from '../src/geometry.js';
import { InvalidArgument } from '../src/invalid-argument.js';

const bad = (value: unknown): never => value as never;

describe('window arithmetic', () => {
  it('a kernel of 3 at dilation 2 spans 5 cells', () => {
    expect(effectiveKernel(3, 2)).to.equal(5);
    expect(effectiveKernel(1, 9)).to.equal(1);
  });

  it('windows of a padded length', () => {
    expect(validSize(7, 3, 2, 1)).to.equal(3);
    expect(validSize(8, 3, 2, 1)).to.equal(3);
    expect(validSize(2, 3, 1, 1)).to.equal(0);
  });

  it("'same' puts the odd pad after, 'same-lower' before", () => {
    // ceil(5 / 2) = 3 windows of 4 span 8 cells: 3 pads.
    expect(sameTotal(5, 4, 2, 1)).to.equal(3);
    expect(padsOf('same', 0, 5, 4, 2, 1)).to.deep.equal([1, 2]);
    expect(padsOf('same-lower', 0, 5, 4, 2, 1)).to.deep.equal([2, 1]);
    expect(padsOf('valid', 0, 5, 4, 2, 1)).to.deep.equal([0, 0]);
    expect(padsOf([[7, 8]], 0, 5, 4, 2, 1)).to.deep.equal([7, 8]);
  });

  it("'same' pads nothing where strides pass over the end", () => {
    expect(sameTotal(6, 1, 4, 1)).to.equal(0);
  });

  it('ceil mode drops a last window that would start beyond the input', () => {
    // PyTorch: max_pool1d(5 cells, kernel 2, stride 2, ceil_mode) has 3 windows.
    expect(ceilSize(5, [0, 0], 2, 2, 1)).to.equal(3);
    // 4 cells, pads of 1, kernel 2, stride 3: windows at 0 and 3, and one at 6 that would start beyond 4 + 1.
    expect(ceilSize(4, [1, 1], 2, 3, 1)).to.equal(3 - 1);
    expect(ceilSize(2, [0, 0], 3, 3, 1)).to.equal(1);
  });

  it('the smallest size that convolves back', () => {
    expect(transposedSize(4, 'same', 3, 2, 1)).to.equal(7);
    expect(transposedSize(4, [0, 0], 3, 2, 1)).to.equal(9);
    expect(transposedSize(4, [1, 2], 3, 2, 2)).to.equal(8);
  });
});

describe('requiredSpaceToBatchPaddings', () => {
  it('pads to a multiple of the block, and crops what it added', () => {
    // 5 cells and one more are 2 blocks of 3; 6, a pad before and one more are 4 blocks of 2.
    expect(
      requiredSpaceToBatchPaddings(
        [5, 6],
        [3, 2],
        [
          [0, 0],
          [1, 0],
        ],
      ),
    ).to.deep.equal({
      paddings: [
        [0, 1],
        [1, 1],
      ],
      crops: [
        [0, 1],
        [0, 1],
      ],
    });
    expect(requiredSpaceToBatchPaddings([6], [3])).to.deep.equal({ paddings: [[0, 0]], crops: [[0, 0]] });
    expect(requiredSpaceToBatchPaddings([], [])).to.deep.equal({ paddings: [], crops: [] });
  });

  const calls: readonly (readonly [() => unknown, string])[] = [
    [() => requiredSpaceToBatchPaddings(bad(5), [1]), 'inputShape is 5'],
    [() => requiredSpaceToBatchPaddings([5], bad(1)), 'blockShape is 1'],
    [() => requiredSpaceToBatchPaddings([5], [1, 1]), 'blockShape is [1, 1], but it must have one block per axis'],
    [() => requiredSpaceToBatchPaddings([5], [0]), 'blockShape[0] is 0, but every block must be an integer >= 1'],
    [() => requiredSpaceToBatchPaddings([5], [1.5]), 'blockShape[0] is 1.5'],
    [() => requiredSpaceToBatchPaddings([-1], [1]), 'inputShape[0] is -1, but every size must be an integer >= 0'],
    [() => requiredSpaceToBatchPaddings([5], [1], []), 'basePaddings is [], but it must have one pair per axis'],
    [() => requiredSpaceToBatchPaddings([5], [1], [bad([1])]), 'basePaddings[0] is [1], but every entry must be a pair'],
    [
      () => requiredSpaceToBatchPaddings([5], [1], [[0, -1]]),
      'basePaddings[0] is [0, -1], but every entry must be a pair of integers >= 0',
    ],
  ];
  for (const [call, message] of calls) {
    it(`refuses: ${message}`, () => {
      expect(call).to.throw(InvalidArgument, `requiredSpaceToBatchPaddings: ${message}`);
    });
  }
});
