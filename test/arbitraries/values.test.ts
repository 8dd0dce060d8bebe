import { expect } from 'chai';
import * as fc from 'fast-check';
import { tensors } from '../../src/arbitraries/index.js';
import { exactMagnitude } from '../../src/draw/values/fill.js';
import * as precisions from '../../src/precision.js';
import type { Precision } from '../../src/precision.js';
import { toArray } from '../../src/tensor.js';

const all: readonly Precision[] = [
  precisions.float64,
  precisions.float32,
  precisions.float16,
  precisions.bfloat16,
  precisions.int32,
  precisions.int8,
  precisions.uint8,
];

/** Values of 400 tensors of 30 elements. */
function drawn(constraints: Parameters<typeof tensors>[1]): number[][] {
  return fc.sample(tensors([5, 6], constraints), { numRuns: 400, seed: 3 }).map(toArray);
}

describe('drawn values', () => {
  for (const precision of all) {
    it(`of ${precision.name} are representable, in every regime`, () => {
      for (const regime of precision.unitRoundoff === 0 ? (['exact'] as const) : (['exact', 'real', 'special'] as const)) {
        for (const value of drawn({ precision, regimes: [regime], terms: 9, degree: 2 }).flat())
          expect(Object.is(precision.round(value), value), `${regime} ${value}`).to.equal(true);
      }
    });

    it(`of ${precision.name} sum exactly in the exact regime`, () => {
      for (const [terms, degree] of [
        [1, 1],
        [9, 2],
        [30, 2],
        [4, 3],
      ] as const) {
        for (const values of drawn({ precision, regimes: ['exact'], terms, degree })) {
          const largest = [...values].map(Math.abs).sort((a, b) => b - a);
          const worst = largest.slice(0, terms).reduce((sum, value) => sum + value ** degree, 0);
          expect(worst).to.be.at.most(precision.largestInteger);
          expect(values.every(Number.isInteger)).to.equal(true);
        }
      }
    });
  }

  it('reach the largest exact integers, small ones and sparse ones', () => {
    const values = drawn({ precision: precisions.float32, regimes: ['exact'], terms: 4, degree: 2 });
    const most = exactMagnitude(precisions.float32, 4, 2);
    expect(most).to.equal(2 ** 11);
    const tops = values.map((list) => Math.max(...list.map(Math.abs)));
    expect(tops.filter((top) => top > most / 2).length).to.be.greaterThan(10);
    expect(tops.filter((top) => top <= 3).length).to.be.greaterThan(100);
    expect(values.filter((list) => list.filter((v) => v === 0).length > 15).length).to.be.greaterThan(10);
  });

  it('have wide exponents, cancellation and subnormals in the real regime, and no overflow', () => {
    const lists = drawn({ precision: precisions.float32, regimes: ['real'], terms: 30, degree: 2 });
    const values = lists.flat().filter((v) => v !== 0);
    expect(values.some((v) => Math.abs(v) < precisions.float32.smallestNormal)).to.equal(true);
    expect(values.some((v) => Math.abs(v) > 2 ** 30)).to.equal(true);
    for (const list of lists) expect(30 * Math.max(...list.map(Math.abs)) ** 2).to.be.below(precisions.float32.largest);
    const cancels = lists.filter(
      (list) => list.filter((v, i) => i % 2 === 1 && v !== 0 && Math.abs(v / list[i - 1]! + 1) < 1e-6).length >= 10,
    );
    expect(cancels.length).to.be.greaterThan(20);
  });

  it('hold NaN, both infinities and -0 in the special regime', () => {
    const values = drawn({ regimes: ['special'] }).flat();
    for (const special of [Number.NaN, Infinity, -Infinity, -0])
      expect(
        values.some((v) => Object.is(v, special)),
        String(special),
      ).to.equal(true);
  });

  it('keep clear of what a content excludes', () => {
    for (const regimes of [['exact'], ['real'], ['special']] as const) {
      expect(drawn({ regimes, without: ['zero'] }).flat()).to.not.include(0);
      expect(
        drawn({ regimes, without: ['negative'] })
          .flat()
          .every((v) => !(v < 0)),
      ).to.equal(true);
    }
  });

  it('fit sums of more terms than the precision has integers', () => {
    for (const values of drawn({ precision: precisions.int8, terms: 1000, degree: 2 }))
      expect(values.filter((v) => v !== 0).length).to.be.at.most(127);
  });
});

describe('exactMagnitude', () => {
  it('is the root of what the terms leave of the largest integer', () => {
    expect(exactMagnitude(precisions.float16, 1, 1)).to.equal(2048);
    expect(exactMagnitude(precisions.float16, 8, 2)).to.equal(16);
    expect(exactMagnitude(precisions.int8, 1, 1)).to.equal(127);
    expect(exactMagnitude(precisions.float64, 2 ** 53, 2)).to.equal(1);
    // 125 ** (1 / 3) is 4.999999999999999 in float64.
    expect(exactMagnitude({ ...precisions.float64, largestInteger: 125 }, 1, 3)).to.equal(5);
  });
});
