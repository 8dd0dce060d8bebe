/** The bounds that generators stay in, with a library's limits. */
import { InvalidArgument } from './invalid-argument.js';
import type { LimitsByOp } from './limits.js';
import { float64, type Precision } from './precision.js';

/** Both ends inclusive. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/**
 * How values are drawn. `exact`: integers whose sums stay exact in the precision. `real`: wide exponents, cancellation, subnormals.
 * `special`: NaN, infinities and -0 among integers.
 */
export type Regime = 'exact' | 'real' | 'special';

export const regimes: readonly Regime[] = ['exact', 'real', 'special'];

export interface Domain {
  /** Number of spatial axes. Default: 1 to 3. */
  readonly spatialAxes: Range;
  /** Default: 1 to 3. */
  readonly batch: Range;
  /** Channels per group, and of the result per group. Default: 1 to 9, rarely above 4. */
  readonly channels: Range;
  /** Default: 1 to 3. */
  readonly groups: Range;
  /** Windows per spatial axis, or cells where there is no window. Default: 1 to 9, rarely above 4. */
  readonly size: Range;
  /** Cells of a kernel or window per axis. Default: 1 to 7, rarely above 4. */
  readonly kernel: Range;
  /** Default: 1 to 4. */
  readonly stride: Range;
  /** Default: 1 to 3. */
  readonly dilation: Range;
  /** Explicit pads, each. Default: 0 to 4. */
  readonly pad: Range;
  /** Blocks of space-to-batch and space-to-depth. Default: 1 to 3. */
  readonly block: Range;
  /** Largest number of elements that a generator aims at, per tensor. Default: 2000. */
  readonly elements: number;
  /**
   * Sizes at which the library's own kernels branch, such as the edges of its tiles: wide cases have extents at, just below and just above
   * them too. Each an integer >= 1. Default: none.
   */
  readonly sizes: readonly number[];
  /** Elements that the tensors of a case have together, at most. Wide cases come up to an eighth of it, or to 8192. Default: 65536. */
  readonly largest: number;
  /** The regimes to draw from, where the law holds in them. Default: all. */
  readonly regimes: readonly Regime[];
  /** Whether to draw transposed, reversed, stepped and offset views. Default: true. */
  readonly layouts: boolean;
  /** Caps the distinct shapes that a law draws, for backends that compile a kernel per shape. Default: no cap. */
  readonly distinctShapes: number;
  /** The precision that values are drawn for. Default: float64. */
  readonly precision: Precision;
  /** A library's limits; generators never leave them. */
  readonly limits: LimitsByOp;
}

/** What is left out of a domain. */
export const usualDomain: Domain = {
  spatialAxes: { min: 1, max: 3 },
  batch: { min: 1, max: 3 },
  channels: { min: 1, max: 9 },
  groups: { min: 1, max: 3 },
  size: { min: 1, max: 9 },
  kernel: { min: 1, max: 7 },
  stride: { min: 1, max: 4 },
  dilation: { min: 1, max: 3 },
  pad: { min: 0, max: 4 },
  block: { min: 1, max: 3 },
  elements: 2000,
  sizes: [],
  largest: 2 ** 16,
  regimes,
  layouts: true,
  distinctShapes: Infinity,
  precision: float64,
  limits: {},
};

const least: Readonly<Partial<Record<keyof Domain, number>>> = {
  spatialAxes: 1,
  batch: 0,
  channels: 0,
  groups: 1,
  size: 0,
  kernel: 1,
  stride: 1,
  dilation: 1,
  pad: 0,
  block: 1,
};

/**
 * A domain; what is left out is the default.
 *
 * @throws InvalidArgument on a range that is empty, not of integers, or below what the quantity allows; on other numbers that are none
 */
export function defineDomain(given: Partial<Domain> = {}): Domain {
  const domain = { ...usualDomain, ...given };
  for (const key of Object.keys(least) as (keyof typeof least)[]) {
    const { min, max } = domain[key] as Range;
    const floor = least[key]!;
    if (!Number.isInteger(min) || min < floor) throw new InvalidArgument('domain', `${key}.min`, min, `it must be an integer >= ${floor}`);
    if (!Number.isInteger(max) || max < min)
      throw new InvalidArgument('domain', `${key}.max`, max, `it must be an integer >= ${key}.min = ${min}`);
  }
  if (!(domain.elements >= 1)) throw new InvalidArgument('domain', 'elements', domain.elements, 'it must be a number >= 1');
  if (!Number.isInteger(domain.largest) || domain.largest < 1)
    throw new InvalidArgument('domain', 'largest', domain.largest, 'it must be an integer >= 1');
  if (!Array.isArray(domain.sizes)) throw new InvalidArgument('domain', 'sizes', domain.sizes, 'it must be a list of integers >= 1');
  domain.sizes.forEach((size, i) => {
    if (!Number.isInteger(size) || size < 1) throw new InvalidArgument('domain', `sizes[${i}]`, size, 'it must be an integer >= 1');
  });
  if (!(domain.distinctShapes >= 1))
    throw new InvalidArgument('domain', 'distinctShapes', domain.distinctShapes, 'it must be a number >= 1');
  for (const regime of domain.regimes) {
    if (!regimes.includes(regime)) throw new InvalidArgument('domain', 'regimes', regime, `the regimes are ${regimes.join(', ')}`);
  }
  if (domain.regimes.length === 0) throw new InvalidArgument('domain', 'regimes', [], 'at least one regime is needed');
  return domain;
}
