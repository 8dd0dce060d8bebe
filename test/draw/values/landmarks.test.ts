import { expect } from 'chai';
import * as fc from 'fast-check';
import { casesOf } from '../../../src/draw/case-arbitrary.js';
import { landmarksOf } from '../../../src/draw/values/landmarks.js';
import { defineDomain, type Regime } from '../../../src/domain.js';
import { drawPad } from '../../../src/ops/padding/pad-case.js';
import { float16, float32, int8, uint8 } from '../../../src/precision.js';
import { elements } from '../../../src/tensor.js';

describe('values that kernels treat apart', () => {
  it('are representable in each precision', () => {
    for (const precision of [float16, float32, int8, uint8])
      for (const value of landmarksOf(precision)) expect(precision.round(value)).to.equal(value);
  });

  it('are ends, powers and their neighbours', () => {
    expect(landmarksOf(float16)).to.include.members([0, 0.5, 1, -1, 255, 256, 257, 1000, 65504, -65504, 2 ** -24]);
    expect(landmarksOf(float32)).to.include.members([2 ** 24, 2 ** 24 - 1, 65504, 10_001]);
    expect(Math.max(...landmarksOf(int8))).to.equal(127);
    expect(Math.min(...landmarksOf(uint8))).to.equal(0);
  });

  for (const regime of ['exact', 'real'] as Regime[]) {
    it(`are met in ${regime} data and in the constant of a pad`, () => {
      const domain = defineDomain({ regimes: [regime], precision: float32, layouts: false });
      const cases = fc.sample(
        casesOf(domain, ['pad'], (d) => drawPad(d)),
        { numRuns: 600, seed: 1 },
      );
      const data = cases.flatMap(({ x }) => [...elements(x)]);
      for (const value of regime === 'exact' ? [255, 1000, 2 ** 24] : [0.5, 65504, float32.largest]) expect(data).to.include(value);
      const constants = cases.map(({ value }) => value);
      expect(constants.some((value) => !Number.isInteger(value))).to.equal(true);
      expect(constants).to.include(65504);
      if (regime === 'exact') expect(data.every((value) => Number.isInteger(value) && Math.abs(value) <= 2 ** 24)).to.equal(true);
    });
  }
});
