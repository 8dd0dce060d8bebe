import { completePrecision, type Precision } from '../../src/precision.js';
import type { Arithmetic } from '../definitions/grid.js';
import type { Random } from './random-cases.js';

/**
 * The arithmetic of an honest library: every step rounded to `precision`, sums in random order and shape, products fused or not, quotients
 * by division or by a rounded reciprocal, powers a few units off.
 */
export function roundedArithmetic(given: Partial<Precision>, r: Random): Arithmetic {
  const precision = completePrecision(given);
  const round = (value: number): number => {
    const rounded = precision.round(value);
    return precision.flushesSubnormals && Math.abs(rounded) < precision.smallestNormal ? 0 : rounded;
  };

  const sum = (values: readonly number[]): number => {
    const rest = [...values];
    if (rest.length === 0) return 0;
    const tree = r.unit() < 0.5;
    while (rest.length > 1) {
      // Two that are picked at random, or one at random to a running sum.
      const a = rest.splice(tree ? r.int(0, rest.length - 1) : 0, 1)[0]!;
      const i = r.int(0, rest.length - 1);
      const total = round(a + rest.splice(i, 1)[0]!);
      rest.unshift(total);
    }
    return round(rest[0]!);
  };

  const fused = (pairs: readonly (readonly [number, number])[]): number => {
    const rest = [...pairs];
    let total = 0;
    while (rest.length > 0) {
      const [a, b] = rest.splice(r.int(0, rest.length - 1), 1)[0]!;
      total = round(total + a * b);
    }
    return total;
  };

  const unit = (): number => 2 * r.unit() - 1;
  return {
    dot: (pairs) => (r.unit() < 0.4 ? fused(pairs) : sum(pairs.map(([a, b]) => round(a * b)))),
    sum,
    add: (a, b) => round(a + b),
    multiply: (a, b) => round(a * b),
    quotient: (a, divisor) => (r.unit() < 0.5 ? round(a / divisor) : round(a * round(1 / divisor))),
    power: (a, p) => {
      if (p === 1) return Math.abs(a);
      if (p === 2) return round(a * a);
      return round(Math.abs(a) ** p * (1 + 15 * 2 * precision.unitRoundoff * unit()));
    },
    root: (a, p) => {
      if (p === 1) return a;
      return round(a ** (1 / p) * (1 + (p === 2 ? 2 : 15) * 2 * precision.unitRoundoff * unit()));
    },
  };
}
