import { expect } from 'chai';
import * as fc from 'fast-check';
import { casesOf, convCase, drawConv, padCase, type ConvCase } from '../../src/arbitraries/index.js';
import { defineDomain } from '../../src/domain.js';
import { sizeOf, tensor, toArray } from '../../src/tensor.js';

const cases = casesOf(defineDomain(), ['conv'], (d) => drawConv(d));

function shrunk(fails: (c: ConvCase) => boolean, seed = 1): ConvCase {
  const result = fc.check(
    fc.property(cases, (c) => !fails(c)),
    { seed, numRuns: 5000 },
  );
  expect(result.failed).to.equal(true);
  return result.counterexample![0];
}

const elementsOf = (c: ConvCase): number => sizeOf(c.x.shape) + sizeOf(c.filter.shape);

describe('shrinking', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    it(`drops spatial axes that do not matter, whichever they are (seed ${seed})`, () => {
      const c = shrunk(({ strides }) => strides.some((s) => s === 3), seed);
      expect(c.n).to.equal(1);
      expect(c.strides).to.deep.equal([3]);
      expect(elementsOf(c)).to.equal(2);
    });

    it(`keeps two axes where they differ (seed ${seed})`, () => {
      const c = shrunk(({ strides, dilations }) => strides.length === 2 && strides[0] !== strides[1] && dilations[0]! > 1, seed);
      expect(c.n).to.equal(2);
      expect(elementsOf(c)).to.equal(2);
      expect([...c.strides].sort()).to.deep.equal([1, 2]);
      expect(c.dilations).to.deep.equal([2, 1]);
    });

    it(`shrinks kernel and size together (seed ${seed})`, () => {
      const c = shrunk(({ kernel, sizes, padding }) => padding === 'valid' && kernel[0]! === sizes[0]! && sizes[0]! > 1, seed);
      expect([c.n, c.kernel[0], c.sizes[0]]).to.deep.equal([1, 2, 2]);
    });

    it(`keeps the value that fails and zeroes the rest (seed ${seed})`, () => {
      const c = shrunk(({ x }) => toArray(x).some((v) => v < -2), seed);
      expect(toArray(c.x).filter((v) => v !== 0)).to.have.length(1);
      expect(toArray(c.x)).to.deep.equal([-3]);
      expect(toArray(c.filter)).to.deep.equal([0]);
    });

    it(`turns reals to integers where those still fail (seed ${seed})`, () => {
      const c = shrunk(({ x }) => toArray(x).some((v) => v !== 0 && !Number.isInteger(v)) || toArray(x).includes(2), seed);
      expect(toArray(c.x)).to.deep.equal([2]);
    });
  }

  it('shrinks a stored case of a thousand elements from an example alone', () => {
    const x = tensor(
      Array.from({ length: 1000 }, (_, i) => (i * 7) % 11),
      [2, 10, 10, 5],
      'float64',
    );
    const filter = tensor(
      Array.from({ length: 3 * 3 * 5 * 2 }, (_, i) => (i % 5) - 2),
      [3, 3, 5, 2],
    );
    const stored = convCase({ maxElements: 4000, layouts: false });
    const windows = {
      n: 2,
      kernel: [3, 3],
      strides: [2, 1],
      dilations: [1, 2],
      padding: 'valid',
      pads: [
        [0, 0],
        [0, 0],
      ],
      sizes: [10, 10],
      out: [4, 6],
    } as const;
    const template = fc.sample(stored, { numRuns: 1, seed: 1 })[0]!;
    const example = {
      ...template,
      ...(JSON.parse(JSON.stringify(windows)) as ConvCase),
      batch: 2,
      groups: 1,
      channels: 5,
      channelsOut: 2,
      x,
      filter,
      attributes: { strides: [2, 1], dilations: [1, 2], padding: 'valid' as const, groups: 1 },
      outShape: [2, 4, 6, 2],
      content: { terms: 45, degree: 2 },
    };
    expect(stored.canShrinkWithoutContext(example)).to.equal(true);
    let evaluations = 0;
    const result = fc.check(
      fc.property(stored, (c) => {
        evaluations++;
        return !(c.strides[0]! > 1 && c.kernel[0]! > 1 && toArray(c.x).some((v) => v > 5));
      }),
      { examples: [[example]], numRuns: 1, seed: 1 },
    );
    const [end] = result.counterexample!;
    expect([end.n, end.kernel, end.strides]).to.deep.equal([1, [2], [2]]);
    expect(sizeOf(end.x.shape)).to.equal(1);
    expect(toArray(end.x)).to.deep.equal([6]);
    expect(evaluations).to.be.below(250);
  });

  it('shrinks a stored case of special or of real values as what it is', () => {
    for (const value of [Number.NaN, -Infinity, 0.75]) {
      const regimes = ['exact', 'real', 'special'] as const;
      const any = padCase({ regimes });
      const [drawn] = fc.sample(any, { numRuns: 1, seed: 3 });
      const stored = {
        ...drawn!,
        x: tensor(
          Array.from({ length: sizeOf(drawn!.x.shape) }, (_, i) => (i === 0 ? value : i)),
          drawn!.x.shape,
        ),
      };
      const shows = (c: typeof stored): boolean => toArray(c.x).some((each) => Object.is(each, value));
      const result = fc.check(
        fc.property(padCase({ regimes }), (c) => !shows(c)),
        { examples: [[stored]], numRuns: 1, seed: 1 },
      );
      const [end] = result.counterexample!;
      expect(toArray(end!.x)).to.deep.equal([value]);
      expect(result.numShrinks).to.be.greaterThan(0);
    }
  });

  it('finds the threshold of a large value in few steps', () => {
    const wide = casesOf(defineDomain({ regimes: ['real'] }), ['conv'], (d) => drawConv(d));
    const least = shrunk(() => true);
    const stored = { ...least, x: tensor([-144_595.25], [...least.x.shape], 'float64') };
    const { counterexample, numShrinks } = fc.check(
      fc.property(wide, ({ x }) => !toArray(x).some((value) => value < -99_999)),
      { numRuns: 1, examples: [[stored]] },
    );
    expect(toArray(counterexample![0]!.x)).to.deep.equal([-100_000]);
    expect(numShrinks).to.be.below(30);
  });

  it('refuses to shrink what its program does not build', () => {
    const [c] = fc.sample(cases, { numRuns: 1, seed: 1 });
    for (const value of [undefined, 3, 'x', null, {}, { ...c, sizes: c!.sizes.map((s) => s + 1) }, { ...c, strides: 'one' }])
      expect(cases.canShrinkWithoutContext(value), String(value)).to.equal(false);
  });

  it('ends within bounds where a predicate always fails, fails at random, or fails on one rare value', () => {
    const evaluationsOf = (fails: (c: ConvCase) => boolean, seed: number): number => {
      let evaluations = 0;
      fc.check(
        fc.property(cases, (c) => {
          evaluations++;
          return !fails(c);
        }),
        { numRuns: 1, seed },
      );
      return evaluations;
    };
    let state = 1;
    const atRandom = (): boolean => {
      state = (state * 48271) % 2147483647;
      return state % 3 !== 0;
    };
    for (let seed = 1; seed <= 20; seed++) {
      expect(evaluationsOf(() => true, seed)).to.be.below(40);
      expect(evaluationsOf(atRandom, seed)).to.be.below(3000);
      let first: ConvCase | undefined;
      expect(evaluationsOf((c) => (first ??= c) === c, seed)).to.be.below(3000);
    }
  });
});
