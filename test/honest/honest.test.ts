import { expect } from 'chai';
import { laws } from '../../properties/index.js';
import { reference } from '../../src/reference.js';
import { tensor, toArray, type Tensor } from '../../src/tensor.js';
import { arithmeticOf } from './arithmetic.js';
import { campaign } from './campaign.js';
import { honest, honestLibraries } from './libraries.js';
import { float16, float32 } from '../../src/precision.js';

describe('honest arithmetic', () => {
  const ones = Float64Array.of(1, 1, 1, 1, 1);

  it('rounds every step: in float16, 2048 + 1 is 2048', () => {
    const forward = arithmeticOf({ precision: float16, order: 'forward' });
    const reverse = arithmeticOf({ precision: float16, order: 'reverse' });
    const values = Float64Array.of(2048, 1, 1, 1, 1);
    expect(forward.dot(values, ones, 0, 5)).to.equal(2048);
    expect(reverse.dot(values, ones, 0, 5)).to.equal(2052);
  });

  it('sums in pairs and in lanes', () => {
    const values = Float64Array.of(2048, 1, 1, 1, 1);
    // (2048 + 1) + (1 + (1 + 1)) = 2048 + 3, a tie between 2050 and 2052 that goes to the even 2052.
    expect(arithmeticOf({ precision: float16, order: 'pairwise' }).dot(values, ones, 0, 5)).to.equal(2052);
    // Lanes 2048 + 1, 1, 1, 1: (2048 + 1) + (1 + 1) = 2050.
    expect(arithmeticOf({ precision: float16, order: 'blocked' }).dot(values, ones, 0, 5)).to.equal(2050);
  });

  it('visits every term when it shuffles', () => {
    const powers = Float64Array.from({ length: 20 }, (_, i) => 2 ** i);
    expect(arithmeticOf({ precision: float32, order: 'shuffled' }).dot(powers, new Float64Array(20).fill(1), 0, 20)).to.equal(2 ** 20 - 1);
  });

  it('keeps a fused product whole', () => {
    const a = Float64Array.of(-1, 1 + 2 ** -23);
    const b = Float64Array.of(1, 1 - 2 ** -23);
    expect(arithmeticOf({ precision: float32, order: 'forward', fused: true }).dot(a, b, 0, 2)).to.equal(-(2 ** -46));
    expect(arithmeticOf({ precision: float32, order: 'forward' }).dot(a, b, 0, 2)).to.equal(0);
  });

  it('flushes subnormals where it says so, and takes means by reciprocals', () => {
    const flushing = arithmeticOf({ precision: { ...float32, flushesSubnormals: true }, order: 'forward', reciprocal: true });
    expect(flushing.round(2 ** -127)).to.equal(0);
    expect(flushing.round(2 ** -126)).to.equal(2 ** -126);
    expect(flushing.mean(5, 10)).to.equal(Math.fround(5 * Math.fround(0.1)));
  });
});

describe('honest libraries', () => {
  it('give strided results with the right values', async () => {
    const library = honest({ name: 'strided', precision: float32, order: 'forward', layout: 'strided' });
    const y = (await library.ops.maxPool!(tensor([1, 5, 2, 4], [1, 4, 1], 'float32'), {
      window: [2],
      strides: [1],
      dilations: [1],
      padding: 'valid',
      ceilMode: false,
    })) as Tensor;
    expect(y.stride).to.not.deep.equal([3, 1, 1]);
    expect(toArray(y)).to.deep.equal([5, 5, 4]);
  });

  it('have every op of the reference but withSpaceToBatch, which is composed of theirs', () => {
    const all = Object.keys(reference.ops).filter((op) => op !== 'withSpaceToBatch');
    for (const library of honestLibraries) expect(Object.keys(library.ops), library.name).to.include.members(all);
  });

  it('break no law in any regime', async () => {
    // Every law on every fifth library, from another one on for each: all laws, all libraries, a few thousand checks.
    const tallies = [];
    for (const [i, library] of honestLibraries.entries()) {
      const some = laws.filter((_, k) => (k + i) % 5 === 0);
      tallies.push(await campaign([library], some, 1, 20261124));
    }
    const broken = tallies.flatMap(({ violations }) => violations);
    expect(broken.map(({ library, law, regime, run, outcome }) => [library, law, regime, run, outcome])).to.deep.equal([]);
    expect(tallies.reduce((sum, { checks }) => sum + checks, 0)).to.be.greaterThan(5000);
  });
});
