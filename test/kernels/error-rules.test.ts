import { expect } from 'chai';
import { lpPool, registry, type Bounded } from '../../src/kernels/index.js';
import { bfloat16, float32, float64, gamma, int32 } from '../../src/precision.js';
import { tensor, toArray } from '../../src/tensor.js';

const u = 2 ** -24;
const tiny = 2 ** -149;

function line(values: number[], errors?: number[]): Bounded {
  const shape = [1, values.length, 1];
  return { value: tensor(values, shape), error: errors && tensor(errors, shape) };
}

function taps(values: number[], errors?: number[]): Bounded {
  const shape = [values.length, 1, 1];
  return { value: tensor(values, shape), error: errors && tensor(errors, shape) };
}

function convError(x: Bounded, w: Bounded, precision = float32): number[] {
  return toArray(registry.conv.error(precision, x, w, {}));
}

describe('error rules', () => {
  it('a sum of n products: gamma(n + 1) * big + n * tiny', () => {
    // |2 * 3| + |-4 * 5| = 26, n = 2.
    const expected = (3 * u * 26) / (1 - 3 * u) + 2 * tiny;
    expect(convError(line([2, -4]), taps([3, 5]))[0])
      .to.be.closeTo(expected, expected * 1e-7)
      .and.at.least(expected);
  });

  it('errors of arguments: big - |x| * |w|', () => {
    // (2 + 0.5) * (3 + 0.25) - 2 * 3 = 2.125
    const [error] = convError(line([2], [0.5]), taps([-3], [0.25]));
    expect(error).to.be.closeTo(2.125, 1e-6).and.at.least(2.125);
  });

  it('integers round nothing', () => {
    expect(convError(line([2, -4]), taps([3, 5]), int32)).to.deep.equal([0]);
    expect(convError(line([2 ** 20]), taps([2 ** 12]), int32)).to.deep.equal([Infinity]);
  });

  it('a declared factor widens the rounding', () => {
    const plain = convError(line([2, -4]), taps([3, 5]))[0]!;
    const wide = convError(line([2, -4]), taps([3, 5]), { ...float32, factor: 10 })[0]!;
    expect(wide).to.be.closeTo(10 * plain, plain * 1e-4);
  });

  it('flushed subnormals count as the smallest normal', () => {
    const [error] = convError(line([2 ** -100]), taps([2 ** -40]), { ...float32, flushesSubnormals: true });
    expect(error).to.be.at.least(2 ** -126);
    expect(convError(line([2 ** -100]), taps([2 ** -40]))[0]).to.be.below(2 ** -147);
  });

  it('a sum that may overflow allows anything', () => {
    expect(convError(line([3e38, 3e38, 1]), taps([1, 1]))).to.satisfy(
      (errors: number[]) => errors[0] === Infinity && errors[1]! < Infinity,
    );
    // Of opposite signs too: partial sums come in any order.
    expect(convError(line([3e38, -3e38]), taps([1, 1]))).to.deep.equal([Infinity]);
    expect(convError(line([1e300]), taps([1e10]), float64)).to.deep.equal([Infinity]);
  });

  it('what NaN and infinite arguments decide agrees exactly', () => {
    expect(convError(line([Number.NaN, 1, 1]), taps([1, 1]))[0]).to.equal(0);
    expect(convError(line([Infinity, 1, 1]), taps([1, 1]))[0]).to.equal(0);
    expect(convError(line([1, 1]), taps([1, Infinity]))).to.deep.equal([0]);
    // The other window is as it would be alone.
    expect(convError(line([Number.NaN, 1, 1]), taps([1, 1]))[1]).to.equal(convError(line([1, 1]), taps([1, 1]))[0]);
  });

  it('an infinity times what may be zero or of either sign may be anything', () => {
    expect(convError(line([Infinity]), taps([2], [1]))).to.deep.equal([0]);
    expect(convError(line([Infinity]), taps([2], [2]))).to.deep.equal([Infinity]);
    expect(convError(line([0.5], [0.5]), taps([-Infinity]))).to.deep.equal([Infinity]);
  });

  it('an infinite sum beside terms that may overflow may be anything', () => {
    expect(convError(line([Infinity, 3e38, 3e38]), taps([1, 1, 1]))).to.deep.equal([Infinity]);
  });

  it('an infinite error reaches every cell that reads it, and no other', () => {
    expect(convError(line([1, 1, 1], [Infinity, 0, 0]), taps([0, 1]))).to.satisfy((e: number[]) => e[0] === Infinity && e[1]! < 1e-6);
    const pool = registry.maxPool.error(float32, line([1, 5, 5], [Infinity, 0, 0]), { window: [2] });
    expect(toArray(pool)).to.deep.equal([Infinity, 0]);
    const mean = toArray(registry.averagePool.error(float32, line([1, 5, 5], [Infinity, 0, 0]), { window: [2] }));
    expect(mean[0]).to.equal(Infinity);
    expect(mean[1]).to.be.below(1e-5);
  });

  it('a mean adds two roundings to a sum of ones', () => {
    const expected = gamma(5, u) * 3 + 2 * tiny;
    const [error] = toArray(registry.averagePool.error(float32, line([2, 4]), { window: [2] }));
    expect(error)
      .to.be.closeTo(expected, expected * 1e-7)
      .and.at.least(expected);
    // 6e38 / 2 is in range, 3e38 + 3e38 is not.
    expect(toArray(registry.averagePool.error(float32, line([3e38, 3e38]), { window: [2] }))).to.deep.equal([Infinity]);
    // A mean of nothing is NaN everywhere.
    expect(toArray(registry.averagePool.error(float32, line([2]), { window: [1], padding: [[1, 0]] }))[0]).to.equal(0);
  });

  it('a maximum passes on what its contenders allow', () => {
    // The maximum of [1.5, 2.5] and [2.9, 3.1] is within 0.1 of 3; a contender that reaches 3.5 makes it 0.5.
    const sharp = toArray(registry.maxPool.error(float32, line([2, 3], [0.5, 0.1]), { window: [2] }))[0]!;
    expect(sharp).to.be.closeTo(0.1, 1e-12);
    const wide = toArray(registry.maxPool.error(float32, line([2, 3], [1.5, 0.1]), { window: [2] }))[0]!;
    expect(wide).to.be.closeTo(0.5, 1e-12);
    expect(toArray(registry.maxPool.error(float32, line([2, 3]), { window: [2] }))).to.deep.equal([0]);
  });

  it('a gradient of a maximum that is not sure may go to either', () => {
    const dy = line([4]);
    expect(toArray(registry.maxPoolGradient.error(float32, line([2, 3], [0.1, 0.1]), dy, { window: [2] }))[0]).to.be.below(1e-5);
    const errors = toArray(registry.maxPoolGradient.error(float32, line([2, 3], [0.6, 0.6]), dy, { window: [2] }));
    expect(errors[0]).to.be.at.least(4);
    expect(errors[1]).to.be.at.least(4);
  });

  it('moves pass errors on, to the cells that they go to', () => {
    const padded = registry.pad.error(float32, line([1, 2], [0.5, 0.25]), {
      paddings: [
        [0, 0],
        [1, 0],
        [0, 0],
      ],
      mode: 'edge',
    });
    expect(toArray(padded)).to.deep.equal([0.5, 0.5, 0.25]);
    expect(
      toArray(
        registry.pad.error(float32, line([1]), {
          paddings: [
            [0, 0],
            [1, 0],
            [0, 0],
          ],
          value: 0.1,
        }),
      )[0],
    ).to.equal(Math.abs(Math.fround(0.1) - 0.1));
    expect(toArray(registry.extractPatches.error(float32, line([1, 2, 3]), { window: [2] }))).to.deep.equal([0, 0, 0, 0]);
    expect(toArray(registry.resize.error(float32, line([1, 2], [0, 1]), { size: [4] }))).to.deep.equal([0, 0, 1, 1]);
  });

  it('a nearest cell may be either of two where a rounded place may be on either side of their border', () => {
    const nearest = { mode: 'nearest', halfPixelCenters: true } as const;
    // (10 + 0.5) * 2 / 21 = 1 is the border of 5 and 8, and 2/21 has no end in base 2; no other place is near it.
    const errors = toArray(registry.resize.error(float32, line([5, 8]), { ...nearest, size: [21] }));
    expect(errors[10]).to.be.closeTo(3, 1e-9).and.at.least(3);
    expect(errors.filter((_, i) => i !== 10)).to.deep.equal(new Array(20).fill(0));
    // (0 + 0.5) * 2 / 1 = 1 is computed without rounding.
    expect(toArray(registry.resize.error(float32, line([5, 8]), { ...nearest, size: [1] }))).to.deep.equal([0]);
    // What may be NaN may be anything, and an error of either cell counts.
    expect(toArray(registry.resize.error(float32, line([5, Number.NaN]), { ...nearest, size: [21] }))[10]).to.equal(Infinity);
    expect(toArray(registry.resize.error(float32, line([5, 8], [0, 2]), { ...nearest, size: [21] }))[10])
      .to.be.closeTo(5, 1e-9)
      .and.at.least(5);
    // 7 * 1/7 may be a little less than 1: the cell below is 5.
    expect(toArray(registry.resize.error(float32, line([5, 8]), { mode: 'nearest', size: [14] }))[7])
      .to.be.closeTo(3, 1e-9)
      .and.at.least(3);
  });

  it('a blend of fewer axes than three may be one of eight corners', () => {
    // 5 of the smallest numbers, an eighth of it in each of 8 corners: 0.625 is rounded to 1, and the sum is 8.
    const [error] = toArray(registry.resize.error(float32, line([5 * tiny]), { size: [1], mode: 'bilinear', alignCorners: true }));
    expect(error).to.be.at.least(3 * tiny);
    // 4: a half is rounded to the even 0, and the sum is 0.
    const [other] = toArray(registry.resize.error(float32, line([4 * tiny]), { size: [1], mode: 'bilinear', alignCorners: true }));
    expect(other).to.be.at.least(4 * tiny);
  });

  it('a sum of two rounds once', () => {
    const filter: Bounded = { value: tensor([1], [1, 1]), error: undefined };
    const [error] = toArray(registry.morphologicalDilation.error(float32, line([2]), filter, {}));
    expect(error)
      .to.be.closeTo(3 * u, u * 1e-4)
      .and.at.least(3 * u);
    expect(
      toArray(registry.morphologicalDilation.error(float32, line([3.4e38]), { value: tensor([1e38], [1, 1]), error: undefined }, {})),
    ).to.deep.equal([Infinity]);
  });

  it('a separable convolution goes step by step', () => {
    const x = line([1]);
    const one = taps([1]);
    const [error] = toArray(registry.separableConv.error(float32, x, one, one, {}));
    // gamma(2) of the first step, carried through the second and its own gamma(2).
    expect(error)
      .to.be.closeTo(4 * u, u * 1e-3)
      .and.at.least(4 * u);
  });

  it('allows for the rounding of 1 / p in the root of a large or a small sum', () => {
    // 2 / 3 is rounded by 3.7e-17, and (1e200 ** 1.5) ** e changes by 1e200 * log(1e300), 690.8, for each unit of e: 2.6e-14 in all.
    for (const [value, p] of [
      [1e200, 1.5],
      [1e-200, 1.5],
      [1e100, 3],
    ] as const) {
      const [root] = toArray(lpPool(tensor([value], [1, 1, 1]), { window: [1], p }));
      const [error] = toArray(registry.lpPool.error(float64, line([value]), { window: [1], p }));
      expect(Math.abs(root! - value)).to.be.at.most(error!);
      expect(error! / value).to.be.within(2e-14, 2e-13);
    }
  });

  it('powers: the square root of a sum that is not sure', () => {
    const [error] = toArray(registry.lpPool.error(float32, line([3, 4]), { window: [2] }));
    // The sum 25 has gamma(4) * 25, half of that share in the root, and the root six roundings.
    expect(error).to.be.closeTo((4 / 2 + 6) * u * 5, u * 1e-2);
    expect(toArray(registry.lpPool.error(float32, line([1e20, 0]), { window: [2] }))).to.deep.equal([Infinity]);
    expect(toArray(registry.lpPool.error(float32, line([Infinity, 1]), { window: [2] }))).to.deep.equal([0]);
  });

  it('a precision too small for its sums allows anything', () => {
    const many = line(new Array<number>(300).fill(1));
    expect(convError(many, taps(new Array<number>(300).fill(1)), bfloat16)).to.deep.equal([Infinity]);
  });
});
