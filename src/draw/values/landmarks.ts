import type { Precision } from '../../precision.js';

const fractions = [0.5, 0.1, 1.5, 2.5];
const powersOfTen = [10, 100, 1000, 10_000];
const powersOfTwo = Array.from({ length: 24 }, (_, i) => 2 ** (i + 1));
/** The largest number of float16. */
const half = 65504;

const made = new WeakMap<Precision, readonly number[]>();

/**
 * Values that kernels treat apart, as sentinels or at the end of what they hold, each representable: 0, 1, powers of two and of ten and
 * their neighbours, fractions, the least and the largest numbers; negative ones too where the precision has them.
 */
export function landmarksOf(precision: Precision): readonly number[] {
  let found = made.get(precision);
  if (found === undefined) {
    const around = [...powersOfTen, ...powersOfTwo].flatMap((power) => [power, power - 1, power + 1]);
    const ends = [half, precision.largest, precision.smallestNormal, precision.smallestSubnormal];
    const sizes = [1, ...fractions, ...around, ...ends].filter((size) => size <= precision.largest).map((size) => precision.round(size));
    const signed = sizes.flatMap((size) => [size, -size]).filter((value) => value >= precision.least && value !== 0);
    made.set(precision, (found = [...new Set([0, ...signed])]));
  }
  return found;
}
