import { expect } from 'chai';
import { fold, registry } from '../../../src/ops/kernels.js';
import { float32, gamma } from '../../../src/precision.js';
import { tensor, toArray } from '../../../src/tensor.js';

describe('fold', () => {
  it('is that of test_col2im of ONNX', () => {
    // There [batch, taps, windows]; here windows, and the taps of each.
    const columns = [1, 6, 11, 16, 21, 2, 7, 12, 17, 22, 3, 8, 13, 18, 23, 4, 9, 14, 19, 24, 5, 0, 15, 20, 25];
    const patches = Array.from({ length: 25 }, (_, i) => columns[(i % 5) * 5 + Math.floor(i / 5)]!);
    const y = fold([1, 5, 5, 1], tensor(patches, [1, 5, 1, 5]), { window: [1, 5], strides: [1, 5] });
    expect(toArray(y)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25]);
  });

  it('adds up where patches overlap, and leaves out what lies in the padding', () => {
    const y = fold([1, 3, 1], tensor([1, 2, 3, 4, 5, 6, 7, 8], [1, 4, 2]), { window: [2], padding: [[1, 1]] });
    expect(toArray(y)).to.deep.equal([2 + 3, 4 + 5, 6 + 7]);
  });

  it('may be off by a rounding for each entry that is added', () => {
    const patches = { value: tensor([1, 2, -3, 4], [1, 2, 2]), error: undefined };
    const errors = toArray(registry.fold.error(float32, [1, 3, 1], patches, { window: [2] }));
    for (const [i, [terms, most]] of (
      [
        [1, 1],
        [2, 5],
        [1, 4],
      ] as const
    ).entries()) {
      const expected = gamma(terms, 2 ** -24) * most;
      expect(errors[i])
        .to.be.closeTo(expected, expected * 1e-6)
        .and.at.least(expected);
    }
  });

  it('throws on patches of another shape', () => {
    expect(() => fold([1, 3, 1], tensor([1, 2, 3, 4], [1, 2, 2]), { window: [3] }))
      .to.throw(RangeError, 'fold: patches.shape')
      .with.property('code', 'tensor-shape');
  });
});
