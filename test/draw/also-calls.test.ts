import { expect } from 'chai';
import * as fc from 'fast-check';
import { drawConv } from '../../src/ops/convolution/conv-case.js';
import { casesOf } from '../../src/draw/case-arbitrary.js';
import { enumerateCases } from '../../src/draw/enumerate.js';
import { EmptyDomain } from '../../src/draw/empty-domain.js';
import { defineDomain } from '../../src/domain.js';
import { outsideLimitsBefore } from '../../src/judge/bind/limits.js';
import type { Limits } from '../../src/library.js';
import { tensor, zeros, type Tensor } from '../../src/tensor.js';

/** Convolutions whose strides, doubled, are taken by `maxPool` too. */
function doubledStrides(limits: Limits) {
  return casesOf(
    defineDomain({ limits, kernel: { min: 1, max: 3 } }),
    ['conv'],
    (d) => {
      const c = drawConv(d, { axes: [1, 2], padding: ['valid', 'same'] });
      d.alsoCalls('maxPool', { ...c.attributes, strides: c.strides.map((s) => 2 * s), window: c.kernel });
      return c;
    },
    { outside: (op, attributes, tensors, given) => outsideLimitsBefore(op, limits, attributes, tensors, given) },
  );
}

const apart: Limits = { maxPool: { stridedDilation: false, unequalStrides: false } };
const isInside = (c: { readonly strides: readonly number[]; readonly dilations: readonly number[] }): boolean =>
  c.dilations.every((r) => r === 1) && new Set(c.strides).size === 1;

describe('alsoCalls', () => {
  it('asks nothing of a library without limits', () => {
    expect(fc.sample(doubledStrides({}), { numRuns: 100, seed: 1 }).every(isInside)).to.equal(false);
  });

  it('keeps random cases, rows, shrinks and enumerations within the limits of the other call', () => {
    const cases = doubledStrides(apart);
    expect(fc.sample(cases, { numRuns: 300, seed: 1 }).every(isInside)).to.equal(true);
    for (let row = 0; row < cases.rows(); row++) {
      const made = cases.generateRow(row);
      if (made !== undefined) expect(isInside(made.value)).to.equal(true);
    }
    for (const { value } of enumerateCases(cases, 2)) expect(isInside(value)).to.equal(true);
    let candidates = 0;
    const details = fc.check(
      fc.property(cases, (c) => {
        candidates++;
        expect(isInside(c)).to.equal(true);
        return c.strides.every((s) => s < 3) || c.kernel.every((k) => k < 2);
      }),
      { seed: 3, numRuns: 1000 },
    );
    expect(details.counterexample?.[0].strides[0]).to.equal(3);
    expect(candidates).to.be.greaterThan(20);
  });

  it('is passed through when a case is taken back into its choices', () => {
    const [c] = fc.sample(doubledStrides(apart), { numRuns: 1, seed: 5 });
    expect(doubledStrides(apart).drawn({ ...c })?.choices).to.be.an('array');
  });

  it('says which limit leaves no case', () => {
    const none = doubledStrides({ maxPool: { strides: false, reason: 'it says so' } });
    expect(() => fc.sample(none, { numRuns: 1, seed: 1 })).to.throw(EmptyDomain, 'maxPool: strides (it says so)');
    expect(() => none.rows()).to.throw(EmptyDomain, 'maxPool');
  });

  it('refuses an op that there is none of', () => {
    expect(() => outsideLimitsBefore('maxpool', {}, {}, [], 'whole')).to.throw(RangeError, "alsoCalls: op is 'maxpool'");
  });

  it('reads windows of filters and ranks from shapes, where they are given', () => {
    const narrow: Limits = { conv: { largestPad: 'below-window', spatialAxes: [1] } };
    const attributes = { padding: [[2, 0]] };
    expect(
      outsideLimitsBefore(
        'conv',
        narrow,
        attributes,
        [
          [1, 4, 1],
          [3, 1, 1],
        ],
        'whole',
      ),
    ).to.equal(undefined);
    expect(
      outsideLimitsBefore(
        'conv',
        narrow,
        attributes,
        [
          [1, 4, 1],
          [2, 1, 1],
        ],
        'whole',
      ),
    ).to.equal('pads as large as the window');
    expect(outsideLimitsBefore('conv', narrow, {}, [[1, 4, 4, 1]], 'whole')).to.equal('2 spatial axes');
    expect(outsideLimitsBefore('conv', narrow, {}, [], 'whole')).to.equal(undefined);
  });
});

describe('takes', () => {
  const limits: Limits = {
    maxPool: { padding: ['same'], ceilMode: [true], spatialAxes: [2], largestPad: 'below-window' },
    matmul: { emptyTensors: false, specialValues: 'ignored' },
  };
  const takes = (op: string, attributes: object, ...tensors: (readonly number[] | Tensor)[]): boolean =>
    outsideLimitsBefore(op, limits, attributes, tensors, 'part') === undefined;

  it('asks what is given of a call and nothing else', () => {
    expect(takes('maxPool', {})).to.equal(true);
    expect(takes('maxPool', { strides: [1, 2, 3] })).to.equal(true);
    expect(takes('maxPool', { ceilMode: false })).to.equal(false);
    expect(takes('maxPool', { padding: 'valid' })).to.equal(false);
    expect(takes('maxPool', { padding: 'same' })).to.equal(true);
    expect(takes('maxPool', {}, [1, 1, 1])).to.equal(false);
    expect(takes('conv', { padding: 'valid' })).to.equal(true);
  });

  it('asks for pads as large as the window where the window is given', () => {
    const narrow: Limits = { maxPool: { largestPad: 'below-window' } };
    const reason = (attributes: object) => outsideLimitsBefore('maxPool', narrow, attributes, [], 'part');
    expect(reason({ padding: [[1, 1]] })).to.equal(undefined);
    expect(reason({ padding: [[1, 1]], window: [1] })).to.equal('pads as large as the window');
  });

  it('sees tensors without a cell, and special values in them', () => {
    expect(takes('matmul', {}, [0, 2])).to.equal(false);
    expect(takes('matmul', {}, zeros([1, 1]))).to.equal(true);
    expect(takes('matmul', {}, tensor([Number.NaN], [1, 1]))).to.equal(false);
  });
});
