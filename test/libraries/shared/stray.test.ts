import { expect } from 'chai';
import { agree, strayOf, type Outcome } from '../../../src/libraries/shared/stray.js';
import { tensor } from '../../../src/tensor.js';

const ok = (...values: number[]): Outcome => ({ ok: true, result: tensor(values) });
const failed: Outcome = { ok: false, error: new Error('no') };
// The reference pads [1] with nothing: [1].
const args = [tensor([1]), { paddings: [[0, 0]] }];

describe('the outcome to report', () => {
  it('is the first where all agree', () => {
    expect(strayOf('pad', args, [ok(2), ok(2)])).to.equal(0);
    expect(strayOf('pad', args, [failed, failed])).to.equal(0);
  });

  it('is the one farthest from the reference, whichever its place', () => {
    expect(strayOf('pad', args, [ok(1), ok(2), ok(1)])).to.equal(1);
    expect(strayOf('pad', args, [ok(2), ok(1), ok(1)])).to.equal(0);
    expect(strayOf('pad', args, [ok(1), ok(2), ok(5)])).to.equal(2);
    expect(strayOf('pad', args, [ok(1), ok(1, 1)])).to.equal(1);
    expect(strayOf('pad', args, [ok(Number.NaN), ok(1)])).to.equal(0);
  });

  it('is the one that throws on good arguments, and the one that does not on bad ones', () => {
    expect(strayOf('pad', args, [ok(1), failed])).to.equal(1);
    expect(strayOf('pad', [tensor([1]), { paddings: [] }], [failed, ok(1)])).to.equal(1);
  });
});

describe('results agree', () => {
  it('to the bit, NaN with NaN and 0 with -0', () => {
    expect(agree(tensor([Number.NaN, 0]), tensor([Number.NaN, -0]))).to.equal(true);
    expect(agree(tensor([1]), tensor([1 + 2 ** -52]))).to.equal(false);
  });
  it('in shape', () => {
    expect(agree(tensor([1, 2], [2, 1]), tensor([1, 2], [1, 2]))).to.equal(false);
  });
});
