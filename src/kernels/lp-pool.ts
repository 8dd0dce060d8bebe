import { InvalidArgument } from '../invalid-argument.js';
import { gamma, type Precision } from '../precision.js';
import type { LpPoolAttributes } from '../ops/index.js';
import { fromData, sizeOf, type Tensor } from '../tensor.js';
import { resultFrom, sharedDType } from './arguments.js';
import { factorOf } from './factor.js';
import type { Bounded, Kernel } from './kernel.js';
import { cellsOfWindows, planPool } from './pool-plan.js';
import { doubleRoundoff, roundingOf, underflowOf } from './product-error.js';
import { float64Elements } from './products.js';
import { tapTable } from './windows.js';

const op = 'lpPool';

/**
 * (sum |x|^p)^(1/p) over each window's cells; 0 where there is none.
 *
 * @param x `[batch, ...spatial, channels]`
 * @param out where to write the result: dense, `[batch, ...out, channels]`
 * @throws InvalidArgument
 */
export function lpPool(x: Tensor, attributes?: LpPoolAttributes, out?: Tensor): Tensor {
  const dtype = sharedDType(op, 'x', x);
  const p = exponentOf(attributes);
  const plan = planPool(op, x.shape, attributes);
  const sums = powerSums(x, attributes, p);
  for (let i = 0; i < sums.length; i++) sums[i] = root(sums[i]!, p);
  return resultFrom(op, sums, plan.outputShape, dtype, out);
}

function exponentOf(attributes: LpPoolAttributes | undefined): number {
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

/** sum |x|^p over each window, in float64. */
function powerSums(x: Tensor, attributes: LpPoolAttributes | undefined, p: number): Float64Array {
  const plan = planPool(op, x.shape, attributes);
  const { batch, channels } = plan;
  const { windows, cells, start, cell } = tapTable(plan.windows);
  const values = float64Elements(x);
  const sums = new Float64Array(sizeOf(plan.outputShape));
  for (let n = 0; n < batch; n++) {
    for (let window = 0; window < windows; window++) {
      const to = (n * windows + window) * channels;
      for (let t = start[window]!; t < start[window + 1]!; t++) {
        const from = (n * cells + cell[t]!) * channels;
        for (let c = 0; c < channels; c++) sums[to + c]! += power(values[from + c]!, p);
      }
    }
  }
  return sums;
}

/** Roundings of |x|^p, of the root and of 1 / p. Powers in general: 16 ulp, square roots: 3 ulp, as OpenCL asks of its devices. */
function roundingsOf(p: number): { readonly power: number; readonly root: number; readonly exponent: number } {
  if (p === 1) return { power: 0, root: 0, exponent: 0 };
  if (p === 2) return { power: 1, root: 6, exponent: 0 };
  return { power: 32, root: 32, exponent: 1 };
}

/** |log s|, of a sum no smaller than the precision's least. */
function logarithm(sum: number, { smallestSubnormal }: Precision): number {
  return Math.abs(Math.log(Math.max(sum, smallestSubnormal)));
}

/** Each step in turn: the powers, their sum, its root. */
function error(precision: Precision, x: Bounded, attributes: LpPoolAttributes | undefined): Tensor {
  const p = exponentOf(attributes);
  const exact = lpPool(x.value, attributes);
  const steps = roundingsOf(p);
  const cells = cellsOfWindows(planPool(op, x.value.shape, attributes));
  const factor = factorOf(x);
  const base = powerSums(factor.magnitude, attributes, p);
  const big = factor.reach === factor.magnitude ? base : powerSums(factor.reach, attributes, p);
  const result = new Float64Array(big.length);
  const integer = precision.unitRoundoff === 0;
  // A rounded root may be the root of a slightly larger or smaller sum; of the reference's own arithmetic too.
  const rootRounding = gamma(steps.root, precision.unitRoundoff) * precision.factor;
  const exponentRounding = precision.unitRoundoff * precision.factor + doubleRoundoff;
  const tiny = p === 1 ? 0 : precision.flushesSubnormals ? precision.smallestNormal : precision.smallestSubnormal;
  for (let i = 0; i < result.length; i++) {
    const most = big[i]!;
    const terms = cells[i]!;
    if (terms === 0) continue;
    const own = integer ? 0 : gamma(2 * terms + 64, doubleRoundoff);
    const rounding = (roundingOf(precision, terms + steps.power) + own) * most;
    if (!(most + rounding <= precision.largest)) {
      result[i] = Infinity;
      continue;
    }
    const uncertainty = most - base[i]! + rounding + underflowOf(precision, terms);
    // 1 / p is rounded too: s ** e changes by s ** e * |log s| for each unit of e.
    const exponent = (steps.exponent * logarithm(base[i]! + uncertainty, precision)) / p;
    const middle = root(base[i]!, p);
    const high = root(base[i]! + uncertainty, p);
    const low = root(Math.max(0, base[i]! - uncertainty), p);
    result[i] = Math.max(high - middle, middle - low) + (rootRounding + own + exponent * exponentRounding) * high + tiny;
    if (integer) result[i] = Number.isInteger(middle) ? high - middle : high - middle + 1;
  }
  if (factor.special !== undefined) {
    const wild = powerSums(factor.special.unbounded, attributes, p);
    const special = powerSums(factor.special.notFinite, attributes, p);
    for (let i = 0; i < result.length; i++) {
      if (wild[i]! > 0) result[i] = Infinity;
      else if (special[i]! > 0) result[i] = 0;
    }
  }
  return fromData(result, [...exact.shape]);
}

export const lpPoolKernel: Kernel<'lpPool'> = {
  shape: (x, attributes) => {
    exponentOf(attributes);
    return planPool(op, x, attributes).outputShape;
  },
  evaluate: lpPool,
  error,
};
