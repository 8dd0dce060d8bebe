import type { Regime } from '../domain.js';
import type { Precision } from '../precision.js';
import type { Content } from './draw.js';
import type { FastRandom } from './random.js';

/** The largest magnitude of integers whose sums of `terms` products of `degree` factors stay exact. */
export function exactMagnitude(precision: Precision, terms: number, degree: number): number {
  return Math.max(1, Math.floor((precision.largestInteger / Math.max(1, terms)) ** (1 / degree)));
}

/** Fills `values` for a regime. */
export function fill(values: Float64Array, random: FastRandom, content: Content, regime: Regime, precision: Precision): void {
  const { terms = 1, degree = 1, without = [] } = content;
  const positive = without.includes('negative') || precision.least >= 0;
  const nonZero = without.includes('zero');
  const drawn = content.regime ?? regime;
  const magnitude = Math.min(exactMagnitude(precision, terms, degree), 9);
  for (let i = 0; i < values.length; i++) {
    let value: number;
    if (drawn === 'real') value = precision.round((random.unit() * 2 - 1) * 2 ** random.int(-6, 6));
    else value = random.int(-magnitude, magnitude);
    if (positive) value = Math.abs(value);
    if (nonZero && value === 0) value = 1;
    if (drawn === 'special' && random.unit() < 0.1) value = [Number.NaN, Infinity, positive ? 0 : -Infinity, -0][random.int(0, 3)]!;
    values[i] = value;
  }
}
