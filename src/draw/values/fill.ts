/** Values of drawn tensors, by regime. */
import type { Regime } from '../../domain.js';
import type { Precision } from '../../precision.js';
import type { TensorData } from '../../tensor.js';
import type { Content } from '../draw.js';
import { landmarksOf } from './landmarks.js';
import type { FastRandom } from '../builders/random.js';

/** The largest magnitude of integers whose sums of `terms` products of `degree` factors stay exact. */
export function exactMagnitude(precision: Precision, terms: number, degree: number): number {
  const most = (precision.largestInteger / Math.max(1, terms)) ** (1 / degree);
  // A root such as 125 ** (1 / 3) falls just short of its integer.
  const rounded = Math.round(most);
  return Math.max(1, rounded ** degree * Math.max(1, terms) <= precision.largestInteger ? rounded : Math.floor(most));
}

/** Whether even products of 1 can sum to more than the precision holds: then only some values are non-zero. */
export function mostNonZeros(precision: Precision, terms: number): number {
  return terms > precision.largestInteger ? precision.largestInteger : Infinity;
}

/** Fills `values` for a regime. Every value is representable in the precision. */
export function fill(values: TensorData, random: FastRandom, content: Content, regime: Regime, precision: Precision): void {
  const { terms = 1, degree = 1, without } = content;
  const positive = precision.least >= 0 || (without?.includes('negative') ?? false);
  const nonZero = without?.includes('zero') ?? false;
  const drawn = precision.unitRoundoff === 0 ? 'exact' : (content.regime ?? regime);
  if (drawn === 'real') fillReals(values, random, terms, degree, precision);
  else fillIntegers(values, random, exactMagnitude(precision, terms, degree), positive);
  if (random.unit() < landmarkShare) placeLandmarks(values, random, drawn, content, precision);
  const most = nonZero ? Infinity : mostNonZeros(precision, terms);
  if (values.length > most) values.fill(0, most);
  else if (drawn !== 'special' && !nonZero && random.unit() < 0.1) thin(values, random);
  if (positive && drawn === 'real') for (let i = 0; i < values.length; i++) values[i] = Math.abs(values[i]!);
  if (nonZero) for (let i = 0; i < values.length; i++) if (values[i] === 0) values[i] = 1;
  if (drawn === 'special') sprinkle(values, random, positive, nonZero);
}

/** Dense integers; small, medium, up to the largest, or tiny. */
function fillIntegers(values: TensorData, random: FastRandom, largest: number, positive: boolean): void {
  const kind = random.unit();
  const wanted = kind < 0.5 ? 3 : kind < 0.75 ? 9 : kind < 0.85 ? largest : kind < 0.93 ? 100 : 1;
  const magnitude = Math.min(largest, wanted);
  // An unsigned array would wrap negative values around.
  if (positive) random.integers(values, 0, magnitude + 1);
  else random.integers(values, -magnitude, 2 * magnitude + 1);
}

/** Most values become zero. */
function thin(values: TensorData, random: FastRandom): void {
  for (let i = 0; i < values.length; i++) if (random.unit() < 0.75) values[i] = 0;
}

/** How many of the tensors have values that kernels treat apart. */
const landmarkShare = 0.1;

/** Values that kernels treat apart, here and there: as large as sums may be of. */
function placeLandmarks(values: TensorData, random: FastRandom, regime: Regime, content: Content, precision: Precision): void {
  const { terms = 1, degree = 1, without } = content;
  const moved = terms === 1 && degree === 1;
  const largest =
    regime !== 'real' ? exactMagnitude(precision, terms, degree) : moved ? Infinity : 2 ** topExponent(precision, terms, degree);
  const least = without?.includes('negative') === true ? 0 : -largest;
  const fits = landmarksOf(precision).filter(
    (value) => value >= least && value <= largest && (regime === 'real' || Number.isInteger(value)),
  );
  const share = random.unit();
  for (let i = 0; i < values.length; i++) if (random.unit() < share) values[i] = fits[random.int(0, fits.length - 1)]!;
}

/** Products of `degree` values below two to this, `terms` of them, sum to less than the largest number. */
function topExponent(precision: Precision, terms: number, degree: number): number {
  return Math.floor((Math.log2(precision.largest) - Math.log2(Math.max(1, terms)) - 1) / degree) - 1;
}

/** Wide exponents, cancellation, subnormals; products of `degree` values, `terms` of them, rarely overflow. */
function fillReals(values: TensorData, random: FastRandom, terms: number, degree: number, precision: Precision): void {
  const kind = random.unit();
  const top = topExponent(precision, terms, degree);
  const bottom = Math.ceil(Math.log2(precision.smallestNormal));
  let low = -6;
  let high = 6;
  if (kind > 0.9) [low, high] = [Math.ceil(Math.log2(precision.smallestSubnormal)), bottom + 2];
  else if (kind > 0.75) [low, high] = [Math.max(bottom, -40), 40];
  else if (kind > 0.65) [low, high] = [bottom, top];
  high = Math.min(high, top);
  low = Math.min(low, high);
  const cancels = kind < 0.15;
  const span = high - low + 1;
  for (let i = 0; i < values.length; i++) {
    if (cancels && i % 2 === 1) values[i] = -values[i - 1]! * (1 + random.int(-2, 2) * precision.unitRoundoff);
    else values[i] = (random.unit() * 2 - 1) * powers[Math.floor(random.unit() * span) + low - leastPower]!;
  }
  // Stored in a Float32Array, a float32 is rounded already.
  if (precision.round !== Math.fround && precision.dtype !== 'float64')
    for (let i = 0; i < values.length; i++) values[i] = precision.round(values[i]!);
}

const leastPower = -1074;
const powers = Float64Array.from({ length: 1024 + 1074 }, (_, i) => 2 ** (i + leastPower));

/** NaN, infinities and -0 here and there. */
function sprinkle(values: TensorData, random: FastRandom, positive: boolean, nonZero: boolean): void {
  const specials = [Number.NaN, Infinity, positive ? Infinity : -Infinity, ...(nonZero ? [] : [-0])];
  const share = random.unit() < 0.5 ? 0.05 : 0.25;
  for (let i = 0; i < values.length; i++) if (random.unit() < share) values[i] = specials[random.int(0, specials.length - 1)]!;
}

/** The value of a regime nearest to `value`: what shrinking keeps when the regime or the number of terms changes. */
export function coerce(
  value: number,
  regime: Regime,
  magnitude: number,
  positive: boolean,
  nonZero: boolean,
  precision: Precision,
): number {
  let kept = value;
  if (regime !== 'real') {
    if (Number.isFinite(kept)) kept = Math.min(magnitude, Math.max(-magnitude, Math.trunc(kept)));
    else if (regime === 'exact') kept = Number.isNaN(kept) ? 1 : Math.sign(kept);
    // A real below 1 is as good as 1 for most purposes, and never zero.
    if (kept === 0 && value !== 0) kept = Math.sign(value);
  } else if (!Number.isFinite(kept)) kept = 1;
  if (positive) kept = Math.abs(kept);
  if (nonZero && kept === 0) kept = 1;
  return regime === 'real' ? precision.round(kept) : kept;
}
