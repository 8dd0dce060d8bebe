import { expect } from 'chai';
import { scratch, scratchTable } from '../../src/kernels/scratch.js';

const longest = 2 ** 21;

describe('scratch memory', () => {
  for (const [name, take] of [
    ['an array', (size: number) => scratch('gradient', size)],
    ['a table', (size: number) => scratchTable('columns', size)],
  ] as const) {
    it(`${name} is kept, and is as long as is asked for`, () => {
      const kept = take(longest);
      expect(kept.length).to.be.at.least(longest);
      expect(take(10)).to.equal(kept);
      expect(take(longest)).to.equal(kept);
      // Longer ones are not kept.
      const longer = take(longest + 1);
      expect(longer.length).to.be.at.least(longest + 1);
      expect(take(longest + 1)).not.to.equal(longer);
      expect(take(10)).to.equal(kept);
    });
  }
});
