import { expect } from 'chai';
import { max, sum } from '../../../src/judge/helpers/reductions.js';
import { fromData, tensor, toArray, viewOf, zeros, type Tensor } from '../../../src/tensor.js';

const read = (x: Tensor): { shape: number[]; values: number[] } => ({ shape: [...x.shape], values: toArray(x) });

describe('reductions', () => {
  const x = tensor([1, 2, 3, 4, 5, 6], [2, 3], 'float32');

  it('go over the axes that are asked for, from either end, or all', () => {
    expect(read(sum(x, [1]))).to.deep.equal({ shape: [2], values: [6, 15] });
    expect(read(sum(x, [-2]))).to.deep.equal({ shape: [3], values: [5, 7, 9] });
    expect(read(sum(x, []))).to.deep.equal({ shape: [2, 3], values: [1, 2, 3, 4, 5, 6] });
    expect(read(sum(x))).to.deep.equal({ shape: [], values: [21] });
    expect(read(max(x, [0]))).to.deep.equal({ shape: [3], values: [4, 5, 6] });
    expect(() => sum(x, [2])).to.throw('sum: axis 2 of a tensor of rank 2');
  });

  it('take any view, in float64 whatever it holds', () => {
    const turned = viewOf(x.data, [3, 2], [-1, 3], 2);
    expect(read(sum(turned, [1]))).to.deep.equal({ shape: [3], values: [9, 7, 5] });
    expect(read(max(viewOf(x.data, [4], [0], 5)))).to.deep.equal({ shape: [], values: [6] });
    const bytes = fromData(new Uint8Array([200, 100]), [2]);
    expect(sum(bytes).data).to.deep.equal(new Float64Array([300]));
  });

  it('keep NaN, infinities and a scalar', () => {
    for (const values of [
      [Number.NaN, 1],
      [1, Number.NaN],
      [-Infinity, Number.NaN],
    ]) {
      expect(toArray(max(tensor(values)))[0]).to.be.NaN;
      expect(toArray(sum(tensor(values)))[0]).to.be.NaN;
    }
    expect(toArray(sum(tensor([Infinity, -Infinity])))[0]).to.be.NaN;
    expect(toArray(max(tensor([-Infinity])))[0]).to.equal(-Infinity);
    expect(Object.is(toArray(max(tensor([-0])))[0], -0)).to.equal(true);
    expect(read(sum(tensor([7], [])))).to.deep.equal({ shape: [], values: [7] });
    expect(read(max(tensor([7], [])))).to.deep.equal({ shape: [], values: [7] });
  });

  it('have a value where there is nothing', () => {
    expect(read(sum(zeros([2, 0]), [1]))).to.deep.equal({ shape: [2], values: [0, 0] });
    expect(read(max(zeros([2, 0]), [1]))).to.deep.equal({ shape: [2], values: [-Infinity, -Infinity] });
    expect(read(sum(zeros([0, 2]), [1]))).to.deep.equal({ shape: [0], values: [] });
    expect(read(max(zeros([0])))).to.deep.equal({ shape: [], values: [-Infinity] });
  });
});
