/** Honest arithmetics: every step rounded to a format, in an order of one's own. */
import type { Precision } from '../../src/precision.js';

/** In what order a sum is taken. */
export type Order = 'forward' | 'reverse' | 'pairwise' | 'blocked' | 'shuffled';

export interface Arithmetic {
  readonly precision: Precision;
  /** To the format; subnormals to zero where the precision flushes them. */
  readonly round: (value: number) => number;
  /** The sum of a[i] * b[i], start <= i < end. */
  readonly dot: (a: Float64Array, b: Float64Array, start: number, end: number) => number;
  /** sum / count */
  readonly mean: (sum: number, count: number) => number;
  /** |x|^p */
  readonly power: (x: number, p: number) => number;
}

export interface ArithmeticOptions {
  readonly precision: Precision;
  readonly order: Order;
  /** Products are not rounded before they are added. Default: false. */
  readonly fused?: boolean;
  /** Means are taken by a rounded reciprocal. Default: false. */
  readonly reciprocal?: boolean;
  /** Whole powers are chains of products. Default: false. */
  readonly chained?: boolean;
}

/** The exact error of a product of float64 numbers, by Dekker's splitting; 0 where it would overflow. */
function productError(a: number, b: number, product: number): number {
  const split = 134217729;
  const [ah, bh] = [a * split - (a * split - a), b * split - (b * split - b)];
  const [al, bl] = [a - ah, b - bh];
  const error = al * bl - (product - ah * bh - al * bh - ah * bl);
  return Number.isFinite(error) ? error : 0;
}

export function arithmeticOf({ precision, order, fused = false, reciprocal = false, chained = false }: ArithmeticOptions): Arithmetic {
  const tiny = precision.flushesSubnormals ? precision.smallestNormal : 0;
  const round = (value: number): number => {
    const rounded = precision.round(value);
    return Math.abs(rounded) < tiny ? 0 : rounded;
  };
  const double = precision.name === 'float64';
  // The product of two float32 numbers is exact in float64, so that one rounding of the sum is what a fused step gives.
  const step = (sum: number, a: number, b: number): number => {
    if (!fused) return round(sum + round(a * b));
    const product = a * b;
    return round(double ? sum + product + productError(a, b, product) : sum + product);
  };

  const inOrder = (a: Float64Array, b: Float64Array, start: number, end: number): number => {
    let sum = 0;
    for (let i = start; i < end; i++) sum = step(sum, a[i]!, b[i]!);
    return sum;
  };
  const pairwise = (a: Float64Array, b: Float64Array, start: number, end: number): number => {
    if (end - start <= 2) return inOrder(a, b, start, end);
    const middle = (start + end) >> 1;
    return round(pairwise(a, b, start, middle) + pairwise(a, b, middle, end));
  };
  const dots: Record<Order, Arithmetic['dot']> = {
    forward: inOrder,
    reverse: (a, b, start, end) => {
      let sum = 0;
      for (let i = end - 1; i >= start; i--) sum = step(sum, a[i]!, b[i]!);
      return sum;
    },
    pairwise,
    // Four accumulators, as a vector unit has them, added up in pairs.
    blocked: (a, b, start, end) => {
      const lanes = [0, 0, 0, 0];
      for (let i = start; i < end; i++) lanes[i & 3] = step(lanes[i & 3]!, a[i]!, b[i]!);
      return round(round(lanes[0]! + lanes[2]!) + round(lanes[1]! + lanes[3]!));
    },
    // i -> i * 7919 mod n visits each once, as 7919 is prime and above every n here.
    shuffled: (a, b, start, end) => {
      const n = end - start;
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const at = start + ((i * 7919 + 3) % n);
        sum = step(sum, a[at]!, b[at]!);
      }
      return sum;
    },
  };
  return {
    precision,
    round,
    dot: dots[order],
    mean: (sum, count) => (reciprocal ? round(sum * round(1 / count)) : round(sum / count)),
    power: (x, p) => {
      let result = Math.abs(x);
      if (!chained || !Number.isInteger(p)) return round(result ** p);
      for (let i = 1; i < p; i++) result = round(result * Math.abs(x));
      return result;
    },
  };
}
