/** The p-norm of a window: its fold, its exponent and its error. */
import { InvalidArgument } from '../../invalid-argument.js';
import type { Bounded } from '../../kernels/errors/bounded.js';
import { factorOf } from '../../kernels/errors/factor.js';
import { foldOf, foldWindows, type Fold } from '../../kernels/fold-windows.js';
import { cellsOfWindows, type PoolPlan } from '../../kernels/pool-plan.js';
import { doubleRoundoff, underflowOf } from '../../kernels/errors/product-error.js';
import { float64Elements } from '../../kernels/products/products.js';
import { accumulationOf, gamma, roundingsOf, type Precision } from '../../precision.js';
import { fromData, type Tensor } from '../../tensor.js';

/** The plan of a pool by norms. */
export interface LpPoolPlan extends PoolPlan {
  readonly p: number;
}

/** The exponent of a call. */
export function exponentOf(op: string, attributes: { readonly p?: number } | undefined): number {
  const p = attributes?.p ?? 2;
  if (typeof p !== 'number' || !(p >= 1 && p < Infinity))
    throw new InvalidArgument(op, 'p', p, 'it must be a finite number >= 1', 'exponent-range');
  return p;
}

function power(value: number, p: number): number {
  const magnitude = Math.abs(value);
  return p === 1 ? magnitude : p === 2 ? magnitude * magnitude : magnitude ** p;
}

function root(value: number, p: number): number {
  return p === 1 ? value : p === 2 ? Math.sqrt(value) : value ** (1 / p);
}

/** Roundings of |x|^p, of the root and of 1 / p: an ulp is two. */
function stepsOf(p: number, ulps: number | undefined): { readonly power: number; readonly root: number; readonly exponent: number } {
  if (p === 1) return { power: 0, root: 0, exponent: 0 };
  if (p === 2) return { power: ulps === undefined ? 1 : 2 * ulps, root: 2 * (ulps ?? 3), exponent: 0 };
  return { power: 2 * (ulps ?? 16), root: 2 * (ulps ?? 16), exponent: 1 };
}

/** |log s|, of a sum no smaller than the precision's least. */
function logarithm(sum: number, { smallestSubnormal }: Precision): number {
  return Math.abs(Math.log(Math.max(sum, smallestSubnormal)));
}

/**
 * The error of norms, each step in turn: the powers, their sum, its root.
 *
 * A norm taken axis by axis, of norms, has the roundings of each stage: of all n terms, and of a power and a root for every stage.
 *
 * @param stages how many norms of norms an honest library may take. Default: 1
 */
export function normError(plan: LpPoolPlan, parts: Partial<Fold<LpPoolPlan>>, precision: Precision, x: Bounded, stages = 1): Tensor {
  const { p } = plan;
  const { start, combine } = foldOf(parts);
  const powerSums = (values: Tensor): Float64Array => foldWindows(plan, { start, combine }, float64Elements(values));
  const one = stepsOf(p, precision.powerUlps);
  const steps = { power: stages * one.power, root: stages * one.root, exponent: stages * one.exponent };
  const cells = cellsOfWindows(plan);
  const factor = factorOf(x);
  const base = powerSums(factor.magnitude);
  const big = factor.reach === factor.magnitude ? base : powerSums(factor.reach);
  const result = new Float64Array(big.length);
  const integer = precision.unitRoundoff === 0;
  const format = accumulationOf(precision);
  // A rounded root may be the root of a slightly larger or smaller sum; of the reference's own arithmetic too.
  const rootRounding = roundingsOf(precision, steps.root);
  const exponentRounding = format.unitRoundoff * precision.factor + doubleRoundoff;
  const tiny = p === 1 ? 0 : precision.flushesSubnormals ? precision.smallestNormal : precision.smallestSubnormal;
  for (let i = 0; i < result.length; i++) {
    const most = big[i]!;
    const terms = cells[i]!;
    if (terms === 0) continue;
    const own = integer ? 0 : gamma(2 * terms + 64, doubleRoundoff);
    const rounding = (roundingsOf(precision, terms + stages + steps.power) + own) * most;
    if (!(most + rounding <= format.largest)) {
      result[i] = Infinity;
      continue;
    }
    const uncertainty = most - base[i]! + rounding + stages * underflowOf(precision, terms);
    // 1 / p is rounded too: s ** e changes by s ** e * |log s| for each unit of e.
    const exponent = (steps.exponent * logarithm(base[i]! + uncertainty, precision)) / p;
    const middle = root(base[i]!, p);
    const high = root(base[i]! + uncertainty, p);
    const low = root(Math.max(0, base[i]! - uncertainty), p);
    result[i] = Math.max(high - middle, middle - low) + (rootRounding + own + exponent * exponentRounding) * high + stages * tiny;
    if (!(middle + result[i]! <= precision.largest)) result[i] = Infinity;
    if (integer) result[i] = Number.isInteger(middle) ? high - middle : high - middle + 1;
  }
  if (factor.special !== undefined) {
    const wild = powerSums(factor.special.unbounded);
    const special = powerSums(factor.special.notFinite);
    for (let i = 0; i < result.length; i++) {
      if (wild[i]! > 0) result[i] = Infinity;
      else if (special[i]! > 0) result[i] = 0;
    }
  }
  return fromData(result, [...plan.outputShape]);
}

/** Sums of powers, and their root. */
export const norm = {
  start: 0,
  combine: (totals, at, values, from, channels, { p }) => {
    if (p === 2) for (let c = 0; c < channels; c++) totals[at + c]! += values[from + c]! * values[from + c]!;
    else for (let c = 0; c < channels; c++) totals[at + c]! += power(values[from + c]!, p);
  },
  finish: (totals, at, channels, _count, { p }) => {
    for (let c = 0; c < channels; c++) totals[at + c] = root(totals[at + c]!, p);
  },
} satisfies Fold<LpPoolPlan>;
