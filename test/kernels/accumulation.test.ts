import { expect } from 'chai';
import { registry } from '../../src/ops/kernels.js';
import { float16, float32, gamma, type Precision } from '../../src/precision.js';
import { elements, tensor, type Tensor } from '../../src/tensor.js';

const mixed: Precision = { ...float16, accumulation: float32 };
const exact = (value: Tensor) => ({ value, error: undefined });
const line = (...values: number[]) => exact(tensor(values, [1, values.length, 1]));
const taps = (...values: number[]) => exact(tensor(values, [values.length, 1, 1]));
const first = (error: Tensor): number => elements(error)[0]!;
const conv = (precision: Precision, x: number[], w: number[]): number => first(registry.conv.error(precision, line(...x), taps(...w)));

describe('steps in a format of their own', () => {
  it('sums in float32 lose float32 roundings, and the result one of float16', () => {
    // |2 * 3| + |-4 * 5| = 26: two products, three roundings. 2 * 3 - 4 * 5 = -14.
    const steps = 26 * gamma(3, 2 ** -24);
    expect(conv(mixed, [2, -4], [3, 5])).to.be.closeTo(steps + 2 ** -11 * (14 + steps) + 2 ** -24, 1e-9);
    expect(conv(float16, [2, -4], [3, 5])).to.be.closeTo(26 * gamma(3, 2 ** -11) + 2 * 2 ** -24, 1e-9);
  });

  it('sums may pass the largest float16 on the way, but not in the end', () => {
    expect(conv(mixed, [60000, -60000], [2, 2])).to.be.closeTo(240_000 * gamma(3, 2 ** -24), 0.001);
    expect(conv(float16, [60000, -60000], [2, 2])).to.equal(Infinity);
    expect(conv(mixed, [60000, 60000], [2, 2])).to.equal(Infinity);
  });

  it('of many terms the bound stays near one rounding', () => {
    const many = new Array<number>(1000).fill(1);
    expect(conv(mixed, many, many)).to.be.lessThan(1);
    expect(conv(float16, many, many)).to.be.greaterThan(400);
  });
});

describe('units in the last place of powers and roots', () => {
  const pool = (precision: Precision, p: number): number => first(registry.lpPool.error(precision, line(3, 4), { window: [2], p }));

  it('square roots are within 3 where none are declared, powers in general within 16', () => {
    const base = pool({ ...float32, powerUlps: 3 }, 2) - pool(float32, 2);
    // A square within 3 ulps, for one rounding: 5 more of 25, of which the root keeps a tenth.
    expect(base / 2 ** -24).to.be.closeTo((5 * 25) / 10, 0.01);
    expect(pool({ ...float32, powerUlps: 16 }, 3)).to.equal(pool(float32, 3));
  });

  it('declared, they widen or narrow the bound', () => {
    expect(pool({ ...float32, powerUlps: 64 }, 3)).to.be.greaterThan(2 * pool(float32, 3));
    expect(pool({ ...float32, powerUlps: 1 }, 3)).to.be.lessThan(pool(float32, 3) / 2);
  });

  it('a sum of magnitudes has neither', () => {
    expect(pool({ ...float32, powerUlps: 64 }, 1)).to.equal(pool(float32, 1));
  });
});
