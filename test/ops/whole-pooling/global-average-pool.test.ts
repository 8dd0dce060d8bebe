import { expect } from 'chai';
import { globalAveragePool, registry } from '../../../src/ops/kernels.js';
import { float32 } from '../../../src/precision.js';
import { tensor, toArray, zeros } from '../../../src/tensor.js';

describe('globalAveragePool', () => {
  const x = tensor([1, 10, 2, 20, 3, 30, 6, 60], [1, 2, 2, 2]);

  it('is the mean of each channel over all spatial axes, which stay', () => {
    const y = globalAveragePool(x);
    expect(y.shape).to.deep.equal([1, 1, 1, 2]);
    expect(toArray(y)).to.deep.equal([3, 30]);
    expect(toArray(globalAveragePool(tensor([1, 2, 4, 8], [2, 2, 1])))).to.deep.equal([1.5, 6]);
  });

  it('has no mean of no cells, and none of no batch', () => {
    expect(toArray(globalAveragePool(zeros([1, 0, 2, 1])))).to.deep.equal([NaN]);
    expect(globalAveragePool(zeros([0, 3, 2])).shape).to.deep.equal([0, 1, 2]);
  });

  it('refuses a tensor without spatial axes', () => {
    expect(() => globalAveragePool(zeros([2, 3]))).to.throw(RangeError, 'globalAveragePool: x.rank is 2');
  });

  it('bounds a mean taken axis by axis', () => {
    const exact = { value: tensor([0.1, 0.2, 0.3, 0.7, 0.6, 0.5], [1, 2, 3, 1]), error: undefined };
    const [bound] = toArray(registry.globalAveragePool.error(float32, exact));
    const f = Math.fround;
    const values = toArray(exact.value).map(f);
    const mean = (list: readonly number[]): number => f(list.reduce((sum, value) => f(sum + value)) / list.length);
    const byRows = mean([mean(values.slice(0, 3)), mean(values.slice(3))]);
    const right = values.reduce((sum, value) => sum + value) / 6;
    expect(Math.abs(byRows - right)).to.be.at.most(bound!);
    expect(bound).to.be.lessThan(1e-5);
  });
});
