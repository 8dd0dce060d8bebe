import { expect } from 'chai';
import { lpPool, registry, type Bounded } from '../../src/ops/kernels.js';
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

  it('a sum that is the largest number itself is in range', () => {
    const most = line([2 ** 31 - 1]);
    const one = { value: tensor([1], [1, 1]), error: undefined };
    expect(convError(most, taps([1]), int32)).to.deep.equal([0]);
    expect(toArray(registry.averagePool.error(int32, most, { window: [1] }))).to.deep.equal([0]);
    expect(toArray(registry.lpPool.error(int32, most, { window: [1], p: 1 }))).to.deep.equal([0]);
    expect(toArray(registry.morphologicalDilation.error(int32, line([2 ** 31 - 2]), one, {}))).to.deep.equal([0]);
    expect(toArray(registry.morphologicalDilation.error(int32, most, one, {}))).to.deep.equal([Infinity]);
    // What is astray alone, at 3, where nothing is sure to go.
    const astray = registry.maxPoolGradient.error(int32, line([2, 3], [0.6, 0.6]), most, { window: [2] });
    expect(toArray(astray)[0]).to.equal(2 ** 31 - 1);
    // Beside an infinity, too.
    expect(convError(line([Infinity, float32.largest]), taps([1, 1]))).to.deep.equal([0]);
    expect(toArray(registry.averagePool.error(float32, line([Infinity, float32.largest]), { window: [2] }))).to.deep.equal([0]);
  });

  it('a rounded sum passes the largest number before the exact one does', () => {
    // gamma(2) is 2^-23, and 2^18 of them are 1/32: 3.35e38 may become 3.45e38.
    const wide = { ...float32, factor: 2 ** 18 };
    expect(toArray(registry.lpPool.error(float32, line([3.35e38]), { window: [1], p: 1 }))[0]).to.be.below(Infinity);
    expect(toArray(registry.lpPool.error(wide, line([3.35e38]), { window: [1], p: 1 }))).to.deep.equal([Infinity]);
    // A blend of 1.6e38: differences of 3.2e38 and a sixth of that.
    const blend = { size: [3], mode: 'bilinear' } as const;
    expect(toArray(registry.resize.error(float32, line([1.6e38, 1.6e38]), blend))[0]).to.be.below(Infinity);
    expect(toArray(registry.resize.error({ ...float32, factor: 2 ** 16 }, line([1.6e38, 1.6e38]), blend))[0]).to.equal(Infinity);
  });

  it('flushed subnormals are as many as a declared factor says', () => {
    const [error] = convError(line([2 ** -100]), taps([2 ** -40]), { ...float32, flushesSubnormals: true, factor: 8 });
    expect(error).to.be.at.least(16 * 2 ** -126);
  });

  it('errors of integers are those of their arguments, and of float64', () => {
    const [error] = toArray(registry.averagePool.error(int32, line([4, 8], [1, 1]), { window: [2] }));
    expect(error)
      .to.be.above(1)
      .and.below(1 + 1e-12);
  });

  it('infinite errors of both factors do not cancel, and an infinity of unknown size is no infinity', () => {
    expect(convError(line([1], [Infinity]), taps([1], [Infinity]))).to.deep.equal([Infinity]);
    expect(toArray(registry.lpPool.error(float32, line([1], [Infinity]), { window: [1] }))).to.deep.equal([Infinity]);
    const plain = { value: tensor([1], [1, 1]), error: undefined };
    const unsure = { value: tensor([Infinity], [1, 1]), error: tensor([Infinity], [1, 1]) };
    expect(toArray(registry.morphologicalDilation.error(float32, line([Infinity], [Infinity]), plain, {}))).to.deep.equal([Infinity]);
    expect(toArray(registry.morphologicalDilation.error(float32, line([1]), unsure, {}))).to.deep.equal([Infinity]);
    // alignCorners: the last cell is read at 2, and may be read a little before.
    const blended = toArray(
      registry.resize.error(float32, line([1, 2, 3], [Infinity, 0, 0]), { size: [3], mode: 'bilinear', alignCorners: true }),
    );
    expect(blended.slice(0, 2)).to.deep.equal([Infinity, Infinity]);
    expect(blended[2]).to.be.below(1e-4);
  });

  it('a norm of nothing is 0, exactly', () => {
    expect(toArray(registry.lpPool.error(float32, line([2]), { window: [1], padding: [[1, 0]] }))[0]).to.equal(0);
  });

  it('what may go astray in a gradient of a maximum is added, rounded and may overflow', () => {
    const window = { window: [2] };
    const errors = (x: Bounded, dy: number[], precision = float32): number[] =>
      toArray(registry.maxPoolGradient.error(precision, x, line(dy), window));
    const open = line([2, 3], [0.6, 0.6]);
    // gamma(2) * 2^20 is an eighth of the 4 that may go to either; where it goes, gamma(1) * 2^20 is a sixteenth.
    const [loser, winner] = errors(open, [4], { ...float32, factor: 2 ** 20 });
    expect(loser).to.be.closeTo(4.5, 1e-3);
    expect(winner).to.be.closeTo(4.75, 1e-3);
    // 3.2e38 and its eighth.
    expect(errors(open, [3.2e38])[0]).to.be.below(Infinity);
    expect(errors(open, [3.2e38], { ...float32, factor: 2 ** 20 })[0]).to.equal(Infinity);
    // Both windows may choose the middle.
    expect(errors(line([3, 2, 3], [0.6, 0.6, 0.6]), [3e38, 3e38])[1]).to.equal(Infinity);
    // Nothing goes astray: one window's dy, which nothing is added to.
    expect(errors(line([2, 3]), [3.34e38], { ...float32, factor: 2 ** 18 })[1]).to.be.below(Infinity);
    // A cell of any value is a rival, and raises no floor.
    const rivals = toArray(
      registry.maxPoolGradient.error(float32, line([Infinity, 5, 3], [Infinity, 0.1, 0.1]), line([4]), { window: [3] }),
    );
    expect(rivals[1]).to.be.at.least(4);
    expect(rivals[2]).to.be.below(1e-5);
  });

  it('a nearest cell is sure where the ratio of the steps is a power of two', () => {
    const errors = (size: number): number[] =>
      toArray(registry.resize.error(float32, line([1, 2, 3, 4, 5]), { size: [size], mode: 'nearest', alignCorners: true }));
    // Steps of 4 / 8: places of halves, on the borders.
    expect(errors(9)).to.deep.equal(new Array(9).fill(0));
    // Steps of 4 / 24, whose 3rd place is such a border.
    expect(errors(25)[3]).to.be.closeTo(1, 1e-9);
    // One cell, or one place: 0 in any arithmetic.
    expect(errors(1)).to.deep.equal([0]);
    expect(toArray(registry.resize.error(float32, line([1]), { size: [3], mode: 'nearest', alignCorners: true }))).to.deep.equal([0, 0, 0]);
  });
});
