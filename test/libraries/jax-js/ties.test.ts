import { expect } from 'chai';
import { hasTies } from '../../../src/libraries/jax-js/ties.js';
import { tensor } from '../../../src/tensor.js';

describe('ties of maxima', () => {
  const pool = { window: [2], strides: [2] };

  it('are seen within a window alone', () => {
    expect(hasTies(tensor([1, 2, 2, 1], [1, 4, 1]), pool)).to.equal(false);
    expect(hasTies(tensor([1, 2, 2, 1], [1, 4, 1]), { window: [2], strides: [1] })).to.equal(true);
    expect(hasTies(tensor([1, 2, 3, 3], [1, 4, 1]), pool)).to.equal(true);
  });

  it('are of the maximum, not of other cells', () => {
    expect(hasTies(tensor([1, 1, 2], [1, 3, 1]), { window: [3], strides: [1] })).to.equal(false);
  });

  it('are of one channel and one batch element', () => {
    expect(hasTies(tensor([1, 1, 2, 2], [1, 2, 2]), pool)).to.equal(false);
    expect(hasTies(tensor([1, 2, 1, 2], [2, 2, 1]), pool)).to.equal(false);
    expect(hasTies(tensor([1, 2, 1, 3], [1, 2, 2]), pool)).to.equal(true);
  });
});
