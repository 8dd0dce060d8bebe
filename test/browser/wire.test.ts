import { expect } from 'chai';
import { positionText, positionWords } from '../../src/browser/wire.js';

describe('a position on its way out of a page', () => {
  it('comes out as it went in', () => {
    for (const words of [[], [3, 2, 1, 0, 0, 7, 11], [0, 0, 0, -2147483648, 1]]) {
      const record = new Int32Array(64);
      record.set(words);
      expect(positionWords(positionText(record), 64)).to.deep.equal(record);
    }
  });

  it('is no message, and a message no position', () => {
    expect(positionWords(JSON.stringify({ kind: 'sign' }), 64)).to.equal(undefined);
  });
});
