import { expect } from 'chai';
import {
  depthwiseFilter,
  depthwiseFilterBack,
  filterAxes,
  firstAxes,
  inverse,
  lastAxes,
  permuted,
  turnedFilter,
} from '../../../src/libraries/jax-js/layout.js';
import { tensor, toArray } from '../../../src/tensor.js';

describe('layouts of jax-js', () => {
  it('moves channels first and back', () => {
    const x = tensor([1, 2, 3, 4, 5, 6], [1, 3, 2]);
    const first = permuted(x, firstAxes(3));
    expect(first.shape).to.deep.equal([1, 2, 3]);
    expect(toArray(first)).to.deep.equal([1, 3, 5, 2, 4, 6]);
    expect(toArray(permuted(first, lastAxes(3)))).to.deep.equal([1, 2, 3, 4, 5, 6]);
  });

  it('moves the channels of a filter first, out before in', () => {
    const filter = tensor([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [2, 2, 3]);
    const first = permuted(filter, filterAxes(3));
    expect(first.shape).to.deep.equal([3, 2, 2]);
    expect(toArray(first).slice(0, 4)).to.deep.equal([1, 7, 4, 10]);
    expect(toArray(permuted(first, inverse(filterAxes(3))))).to.deep.equal(toArray(filter));
  });

  it('makes a depthwise filter one of groups, and back', () => {
    const filter = tensor([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]);
    const grouped = depthwiseFilter(filter);
    expect(grouped.shape).to.deep.equal([4, 1, 2]);
    expect(toArray(grouped)).to.deep.equal([1, 5, 2, 6, 3, 7, 4, 8]);
    expect(toArray(depthwiseFilterBack(grouped, [2, 2, 2]))).to.deep.equal(toArray(filter));
  });

  it('turns a filter about, and exchanges the channels of each group', () => {
    // [kernel 2, in 1, out 2]: taps of out 0 are 1 and 3, of out 1 they are 2 and 4.
    const filter = tensor([1, 2, 3, 4], [2, 1, 2]);
    expect(turnedFilter(filter, 1).shape).to.deep.equal([1, 2, 2]);
    expect(toArray(turnedFilter(filter, 1))).to.deep.equal([3, 1, 4, 2]);
    expect(turnedFilter(filter, 2).shape).to.deep.equal([2, 1, 2]);
    expect(toArray(turnedFilter(filter, 2))).to.deep.equal([3, 1, 4, 2]);
  });
});
