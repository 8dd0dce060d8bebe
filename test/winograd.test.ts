import { expect } from 'chai';
import { laws } from '../properties/index.js';
import { float32, gamma, int32, type ProductSums } from '../src/precision.js';
import { winograd } from '../src/winograd.js';
import { campaign } from './honest/campaign.js';
import { honest } from './honest/libraries.js';
import { correlateByWinograd, minimal23, minimal43, type Minimal } from './honest/transforms.js';

const ones: ProductSums = { left: { one: 1, two: 1 }, right: { one: 1, two: 1 }, spatialAxes: 1, terms: 1 };
const loss = (m: number, r: number, sums = ones, points?: readonly number[]): number =>
  winograd(float32, m, r, points).transform!(sums, { ...float32, tiny: float32.smallestSubnormal });
const library = (minimal: Minimal, precision = winograd(float32, minimal.m, minimal.r)) =>
  honest({ name: 'tiles', precision, order: 'forward', transformed: { correlate: correlateByWinograd(minimal), taps: minimal.r } });
const some = laws.filter(({ id }) => ['conv-algebra/additive-in-x', 'agreement/conv'].includes(id));

describe('winograd', () => {
  it('F(2, 3) loses, of norms of 1, gamma(15) of 2 + 2 sqrt 3', () => {
    // Points 0, 1, -1, infinity: sqrt 2 + 2 sqrt 3 sqrt(1/2), times sqrt 2 for tiles that overlap; 3 + 2 * 4 + 3 roundings and one term.
    expect(loss(2, 3) / gamma(15, 2 ** -24)).to.be.closeTo(2 + 2 * Math.sqrt(3), 1e-9);
  });

  it('grows with every axis and with the size of tiles, and not with the order of the points', () => {
    const growth = 2 + 2 * Math.sqrt(3);
    expect(loss(2, 3, { ...ones, spatialAxes: 2 }) / gamma(29, 2 ** -24)).to.be.closeTo(growth ** 2, 1e-8);
    expect(loss(4, 3)).to.be.greaterThan(loss(2, 3));
    expect(loss(6, 3)).to.be.greaterThan(loss(4, 3));
    expect(loss(2, 3, ones, [-1, 0, 1])).to.be.closeTo(loss(2, 3), 1e-15);
  });

  it('F(1, 1) is a product', () => {
    expect(loss(1, 1) / gamma(7, 2 ** -24)).to.be.closeTo(1, 1e-9);
  });

  it('says nothing of sums that could overflow on the way', () => {
    expect(loss(2, 3, { ...ones, right: { one: 2 ** 127, two: 2 ** 127 } })).to.equal(Infinity);
  });

  it('refuses integers, sizes that are none, and points that are not enough or not different', () => {
    expect(() => winograd(int32, 2, 3)).to.throw(RangeError, 'int32 has no fractions');
    expect(() => winograd(float32, 0, 3)).to.throw(RangeError, 'm is 0');
    expect(() => winograd(float32, 2, 2.5)).to.throw(RangeError, 'r is 2.5');
    expect(() => winograd(float32, 14, 14)).to.throw(RangeError, '26 different finite points');
    expect(() => winograd(float32, 2, 3, [0, 1, 1])).to.throw(RangeError, 'got [0, 1, 1]');
  });

  for (const minimal of [minimal23, minimal43]) {
    it(`lets honest tiles of F(${minimal.m}, ${minimal.r}) hold, and finds a wrong one`, async () => {
      expect((await campaign([library(minimal)], some, 4, 1)).violations).to.deep.equal([]);
      const wrong = { ...minimal, a: minimal.a.map((row, i) => (i === 0 ? [...row.slice(0, -2), 0, 0] : row)) };
      expect((await campaign([library(wrong)], some, 60, 1)).violations).to.not.deep.equal([]);
    });
  }
});
