import { expect } from 'chai';
import { hasTies } from '../../../src/libraries/shared/ties.js';
import { tensor } from '../../../src/tensor.js';

describe('ties of maxima', () => {
  const pool = { window: [2], strides: [2], padding: 'valid' } as const;

  it('are seen within a window alone', () => {
    expect(hasTies(tensor([1, 2, 2, 1], [1, 4, 1]), pool)).to.equal(false);
    expect(hasTies(tensor([1, 2, 2, 1], [1, 4, 1]), { ...pool, strides: [1] })).to.equal(true);
    expect(hasTies(tensor([1, 2, 3, 3], [1, 4, 1]), pool)).to.equal(true);
  });

  it('are of the maximum, not of other cells', () => {
    expect(hasTies(tensor([1, 1, 2], [1, 3, 1]), { ...pool, window: [3], strides: [1] })).to.equal(false);
  });

  it('are of one channel and one batch element', () => {
    expect(hasTies(tensor([1, 1, 2, 2], [1, 2, 2]), pool)).to.equal(false);
    expect(hasTies(tensor([1, 2, 1, 2], [2, 2, 1]), pool)).to.equal(false);
    expect(hasTies(tensor([1, 2, 1, 3], [1, 2, 2]), pool)).to.equal(true);
  });

  it('are of cells, and a pad is none', () => {
    // The windows hold -1, then -1 0; of the pads, whose zeros would win over -1, they hold none.
    const square = {
      window: [2, 2],
      strides: [2, 1],
      padding: [
        [1, 0],
        [1, 0],
      ],
    } as const;
    expect(hasTies(tensor([-1, 0], [1, 1, 2, 1]), square)).to.equal(false);
    expect(hasTies(tensor([0, 0], [1, 1, 2, 1]), square)).to.equal(true);
    expect(hasTies(tensor([0, 1, 1], [1, 3, 1]), { ...pool, padding: 'same' })).to.equal(false);
    expect(hasTies(tensor([0, 1, 1], [1, 3, 1]), { ...pool, padding: 'same-lower' })).to.equal(true);
  });
});
