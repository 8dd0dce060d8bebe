import { expect } from 'chai';
import { laws } from '../properties/index.js';
import { byFft } from '../src/by-fft.js';
import { completePrecision, float32, float64, int8, type ProductSums } from '../src/precision.js';
import { campaign } from './honest/campaign.js';
import { honest } from './honest/libraries.js';
import { correlateByFft, type Correlate } from './honest/transforms.js';

const ones: ProductSums = { left: { one: 1, two: 1 }, right: { one: 1, two: 1 }, spatialAxes: 1, terms: 1 };
const loss = (length: number, sums = ones): number =>
  byFft(float32, { length }).transform!(sums, { ...float32, tiny: float32.smallestSubnormal });
const byFftLibrary = (correlate: Correlate, precision = byFft(float32)) =>
  honest({ name: 'transformed', precision, order: 'forward', transformed: { correlate, most: 100 } });
const some = laws.filter(({ id }) => ['conv-algebra/additive-in-x', 'agreement/conv'].includes(id));

describe('byFft', () => {
  it('loses, of norms of 1, three transforms of t + 1 levels of (7 + 4 sqrt 2) u, and the products between', () => {
    // t = 3: 4 levels of 3 u + gamma(4) (sqrt 2 + 3 u); products with g = gamma(6).
    const e = 4 * (3 + 4 * Math.SQRT2);
    expect(loss(8) / 2 ** -24).to.be.closeTo(3 * e + 6, 0.01);
    expect(loss(2 ** 20)).to.be.greaterThan(loss(8));
  });

  it('is a share of the norms, whatever the axes', () => {
    const twice = { ...ones, left: { one: 2, two: 2 } };
    expect(loss(8, twice) / loss(8)).to.be.closeTo(2, 1e-9);
    expect(loss(8, { ...ones, spatialAxes: 3 })).to.equal(loss(8));
  });

  it('says nothing of sums that could overflow on the way', () => {
    expect(loss(8, { ...ones, left: { one: 2 ** 127, two: 2 ** 127 } })).to.equal(Infinity);
  });

  it('is a precision in all else', () => {
    const { transform, name, ...rest } = byFft(float64);
    const { name: plain, ...all } = float64;
    expect([name, plain]).to.deep.equal(['float64 by FFT', 'float64']);
    expect(rest).to.deep.equal(all);
    expect(transform).to.be.a('function');
    expect(completePrecision(byFft(float32)).transform).to.be.a('function');
  });

  it('refuses integers, and options that are no such numbers', () => {
    expect(() => byFft(int8)).to.throw(RangeError, 'int8 has no fractions');
    expect(() => byFft(float32, { length: 0 })).to.throw(RangeError, 'length is 0');
    expect(() => byFft(float32, { length: Number.NaN })).to.throw(RangeError, 'length is NaN');
    expect(() => byFft(float32, { twiddles: -1 })).to.throw(RangeError, 'twiddles is -1');
  });

  it('lets honest transforms hold, which plain float32 calls wrong', async () => {
    expect((await campaign([byFftLibrary(correlateByFft)], some, 4, 1)).violations).to.deep.equal([]);
    expect((await campaign([byFftLibrary(correlateByFft, float32)], some, 4, 1)).violations).to.not.deep.equal([]);
  });

  it('finds a tap that is left out', async () => {
    const wrong: Correlate = (xs, ws, round) =>
      correlateByFft(
        xs,
        ws.map(({ shape, data }) => ({ shape, data: data.map((value, i) => (i === data.length - 1 && i > 0 ? 0 : value)) })),
        round,
      );
    expect((await campaign([byFftLibrary(wrong)], some, 4, 1)).violations).to.not.deep.equal([]);
  });
});
