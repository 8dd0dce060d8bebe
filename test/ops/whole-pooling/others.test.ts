import { expect } from 'chai';
import { adaptiveAveragePool, adaptiveMaxPool, globalLpPool, globalMaxPool } from '../../../src/ops/kernels.js';
import { tensor, toArray, zeros } from '../../../src/tensor.js';

describe('globalMaxPool and globalLpPool', () => {
  const x = tensor([1, -10, -3, 20, 3, -30, 2, 5], [1, 2, 2, 2]);

  it('are of all spatial cells of each channel', () => {
    expect(globalMaxPool(x).shape).to.deep.equal([1, 1, 1, 2]);
    expect(toArray(globalMaxPool(x))).to.deep.equal([3, 20]);
    // 3-4-5, and 1 + 2 + 3.
    expect(toArray(globalLpPool(tensor([3, -4], [1, 2, 1])))).to.deep.equal([5]);
    expect(toArray(globalLpPool(tensor([1, -2, 3], [1, 3, 1]), { p: 1 }))).to.deep.equal([6]);
  });

  it('of no cells are -Infinity and 0', () => {
    expect(toArray(globalMaxPool(zeros([1, 0, 1])))).to.deep.equal([-Infinity]);
    expect(toArray(globalLpPool(zeros([1, 0, 1])))).to.deep.equal([0]);
  });

  it('refuse an exponent below 1', () => {
    expect(() => globalLpPool(x, { p: 0.5 })).to.throw(RangeError, 'globalLpPool: p is 0.5');
  });
});

describe('adaptive pools', () => {
  const line = tensor([1, 2, 3, 4, 10], [1, 5, 1]);

  it('overlap where the number of windows does not divide the size, as those of PyTorch', () => {
    // torch.nn.AdaptiveAvgPool1d(3) of 5 cells: [0, 2), [1, 4), [3, 5).
    expect(toArray(adaptiveAveragePool(line, { size: [3] }))).to.deep.equal([1.5, 3, 7]);
    expect(toArray(adaptiveMaxPool(line, { size: [3] }))).to.deep.equal([2, 4, 10]);
  });

  it('repeat cells where there are more windows than cells', () => {
    // [0, 1), [0, 2), [1, 2) of 2 cells.
    expect(toArray(adaptiveAveragePool(tensor([1, 5], [1, 2, 1]), { size: [3] }))).to.deep.equal([1, 3, 5]);
  });

  it('are of boxes in two dimensions', () => {
    const x = tensor([1, 2, 3, 4, 5, 6], [1, 2, 3, 1]);
    expect(toArray(adaptiveMaxPool(x, { size: [1, 2] }))).to.deep.equal([5, 6]);
    expect(toArray(adaptiveAveragePool(x, { size: [2, 2] }))).to.deep.equal([1.5, 2.5, 4.5, 5.5]);
  });

  it('refuse sizes that are none', () => {
    expect(() => adaptiveMaxPool(line, { size: [0] })).to.throw(RangeError, 'adaptiveMaxPool: size[0] is 0');
    expect(() => adaptiveMaxPool(line, { size: [1, 1] })).to.throw(RangeError, 'adaptiveMaxPool: size is [1, 1]');
    expect(() => adaptiveAveragePool(line, undefined as never)).to.throw(RangeError, 'adaptiveAveragePool: size is undefined');
  });
});
