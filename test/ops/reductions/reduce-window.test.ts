import { expect } from 'chai';
import type { ReduceWindowAttributes } from '../../../src/ops/index.js';
import { reduceWindow, registry } from '../../../src/ops/kernels.js';
import { float32, gamma } from '../../../src/precision.js';
import { tensor, toArray } from '../../../src/tensor.js';

const line = (values: number[]) => tensor(values, [1, values.length, 1]);
const reduced = (values: number[], attributes: ReduceWindowAttributes): number[] => toArray(reduceWindow(line(values), attributes));
const errors = (values: number[], attributes: ReduceWindowAttributes): number[] =>
  toArray(registry.reduceWindow.error(float32, { value: line(values), error: undefined }, attributes));

describe('reduceWindow', () => {
  it('takes the sum, the maximum, the minimum and the product', () => {
    const values = [3, -2, 5, 4];
    expect(reduced(values, { window: [2] })).to.deep.equal([1, 3, 9]);
    expect(reduced(values, { window: [2], reduce: 'max' })).to.deep.equal([3, 5, 5]);
    expect(reduced(values, { window: [2], reduce: 'min' })).to.deep.equal([-2, -2, 4]);
    expect(reduced(values, { window: [2], reduce: 'product' })).to.deep.equal([-6, -10, 20]);
  });

  it('is that of the example of reduce_window in the specification of StableHLO', () => {
    // [[1, 2], [3, 4], [5, 6]], base dilations [2, 1], pads [[2, 1], [0, 0]], dilations [3, 1], strides [4, 1], window [2, 1].
    const y = reduceWindow(tensor([1, 2, 3, 4, 5, 6], [1, 3, 2, 1]), {
      window: [2, 1],
      strides: [4, 1],
      dilations: [3, 1],
      baseDilations: [2, 1],
      padding: [
        [2, 1],
        [0, 0],
      ],
    });
    expect(y.shape).to.deep.equal([1, 2, 2, 1]);
    expect(toArray(y)).to.deep.equal([0, 0, 3, 4]);
  });

  it('starts where a window has no cell: around the cells, and between them', () => {
    for (const [reduce, start] of [
      ['sum', 0],
      ['max', -Infinity],
      ['min', Infinity],
      ['product', 1],
    ] as const)
      expect(reduced([7, 9], { baseDilations: [2], padding: [[1, 0]], reduce })).to.deep.equal([start, 7, start, 9]);
  });

  it('may be off by a rounding for each factor', () => {
    const [error] = errors([3, 0.5], { window: [2], reduce: 'product' });
    expect(error)
      .to.be.closeTo(gamma(2, 2 ** -24) * 1.5, 1e-12)
      .and.at.least(gamma(2, 2 ** -24) * 1.5);
  });

  it('allows anything where a partial product may overflow, and what was lost below the smallest numbers', () => {
    // (1e30 * 1e30) * 0 is no number.
    expect(errors([1e30, 1e30, 0], { window: [3], reduce: 'product' })).to.deep.equal([Infinity]);
    // (1e-30 * 1e-30) * 1e30 is 0, and not 1e-30: the smallest number times 1e30.
    const [lost] = errors([1e-30, 1e-30, 1e30], { window: [3], reduce: 'product' });
    expect(lost).to.be.at.least(1e-30).and.below(1e-13);
  });

  it('is decided by NaN, and by an infinity that no vanished product can meet', () => {
    const product = { window: [3], reduce: 'product' } as const;
    expect(errors([Number.NaN, 1e30, 1e30], product)).to.deep.equal([0]);
    expect(errors([Infinity, 0, 2], product)).to.deep.equal([0]);
    expect(errors([Infinity, 3, 2], product)).to.deep.equal([0]);
    expect(errors([Infinity, 1e-30, 1e-30], product)).to.deep.equal([Infinity]);
  });

  it('has a maximum and a minimum without error', () => {
    expect(errors([1, 2, 3], { window: [2], reduce: 'max' })).to.deep.equal([0, 0]);
    expect(errors([1, 2, 3], { window: [2], reduce: 'min' })).to.deep.equal([0, 0]);
  });
});
