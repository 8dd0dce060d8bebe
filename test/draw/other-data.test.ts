import { expect } from 'chai';
import * as fc from 'fast-check';
import { casesOf } from '../../src/draw/case-arbitrary.js';
import { withOtherData } from '../../src/draw/other-data.js';
import { defineDomain } from '../../src/domain.js';
import { drawConv } from '../../src/ops/convolution/conv-case.js';
import { sameValue } from '../../src/draw/recover.js';

describe('a case with other data', () => {
  const cases = casesOf(defineDomain({ layouts: false }), ['conv'], (d) => withOtherData(d, drawConv));

  it('has the shapes and attributes of the first', () => {
    for (const { first, second } of fc.sample(cases, { numRuns: 200, seed: 1 })) {
      expect(second.x.shape).to.deep.equal(first.x.shape);
      expect(second.filter.shape).to.deep.equal(first.filter.shape);
      expect(second.attributes).to.deep.equal(first.attributes);
    }
  });

  it('has data of its own', () => {
    const drawn = fc.sample(cases, { numRuns: 200, seed: 1 });
    expect(drawn.filter(({ first, second }) => !sameValue(first.x, second.x)).length).to.be.above(150);
  });

  it('shrinks both together', async () => {
    const { counterexample } = await fc.check(
      fc.asyncProperty(cases, ({ second }) => Promise.resolve(second.out[0]! < 3)),
      { numRuns: 200, seed: 1 },
    );
    const [{ first, second }] = counterexample!;
    expect(second.out).to.deep.equal([3]);
    expect(second.attributes).to.deep.equal(first.attributes);
    expect(first.x.shape).to.deep.equal(second.x.shape);
  });
});
