import { expect } from 'chai';
import { bfloat16, completePrecision, float16, float32, float64, gamma, int8, int32, uint8 } from '../src/precision.js';

describe('precisions', () => {
  it('have the numbers of IEEE 754', () => {
    expect(float32).to.include({
      unitRoundoff: 2 ** -24,
      smallestNormal: 2 ** -126,
      smallestSubnormal: 2 ** -149,
      largestInteger: 2 ** 24,
    });
    expect(float32.largest).to.equal(3.4028234663852886e38);
    expect(float64).to.include({ unitRoundoff: 2 ** -53, smallestNormal: 2 ** -1022, largest: Number.MAX_VALUE });
    expect(float64.smallestSubnormal).to.equal(Number.MIN_VALUE);
    expect(float16).to.include({ unitRoundoff: 2 ** -11, smallestNormal: 2 ** -14, smallestSubnormal: 2 ** -24, largest: 65504 });
    expect(bfloat16).to.include({ unitRoundoff: 2 ** -8, smallestNormal: 2 ** -126, largest: 3.3895313892515355e38 });
    expect(int32).to.include({ unitRoundoff: 0, least: -(2 ** 31), largest: 2 ** 31 - 1 });
    expect(int8).to.include({ least: -128, largest: 127 });
    expect(uint8).to.include({ least: 0, largest: 255 });
  });

  it('float16 rounds to the nearest, ties to even', () => {
    expect(float16.round(1 + 2 ** -11)).to.equal(1);
    expect(float16.round(1 + 3 * 2 ** -11)).to.equal(1 + 2 ** -9);
    expect(float16.round(65519)).to.equal(65504);
    expect(float16.round(65520)).to.equal(Infinity);
    expect(float16.round(2 ** -25)).to.equal(0);
    expect(float16.round(3 * 2 ** -26)).to.equal(2 ** -24);
    expect(float16.round(Number.NaN)).to.be.NaN;
  });

  it('bfloat16 rounds to the nearest, ties to even', () => {
    expect(bfloat16.round(1 + 2 ** -8)).to.equal(1);
    expect(bfloat16.round(1 + 3 * 2 ** -8)).to.equal(1 + 2 ** -6);
    expect(bfloat16.round(-(1 + 2 ** -8 + 2 ** -20))).to.equal(-(1 + 2 ** -7));
    expect(bfloat16.round(Infinity)).to.equal(Infinity);
    expect(bfloat16.round(3.4e38)).to.equal(Infinity);
    expect(bfloat16.round(Number.NaN)).to.be.NaN;
    expect(Object.is(bfloat16.round(-0), -0)).to.equal(true);
  });

  it('bfloat16 rounds once: what float32 would make a tie is none', () => {
    // Just above the tie 1 + 2^-8, and just below it: float32 takes both for the tie.
    expect(bfloat16.round(1 + 2 ** -8 + 2 ** -40)).to.equal(1 + 2 ** -7);
    expect(bfloat16.round(1 + 3 * 2 ** -8 - 2 ** -40)).to.equal(1 + 2 ** -7);
    expect(bfloat16.round(1 + 3 * 2 ** -8 + 2 ** -40)).to.equal(1 + 2 ** -6);
  });

  it('integers are cut off and held within their range', () => {
    expect(int8.round(200)).to.equal(127);
    expect(int8.round(-3.9)).to.equal(-3);
    expect(uint8.round(-1)).to.equal(0);
  });

  it('gamma(n) = n * u / (1 - n * u), infinite where n * u reaches 1', () => {
    expect(gamma(3, 2 ** -2)).to.equal(0.75 / 0.25);
    expect(gamma(4, 2 ** -2)).to.equal(Infinity);
    expect(gamma(5, 0)).to.equal(0);
  });

  it('a precision of a user is float32 but for what it says', () => {
    expect(completePrecision({ factor: 4, flushesSubnormals: true })).to.deep.equal({ ...float32, factor: 4, flushesSubnormals: true });
  });
});
