/** How far a resized tensor may be from the truth. */
import { gamma, type Precision } from '../../precision.js';
import { fromData, sizeOf, type Shape, type Tensor } from '../../tensor.js';
import { blend } from './blend.js';
import { factorOf } from '../../kernels/errors/factor.js';
import type { Bounded } from '../../kernels/errors/bounded.js';
import { doubleRoundoff } from '../../kernels/errors/product-error.js';
import { float64Elements } from '../../kernels/products/products.js';
import { clamp, nearestCell, type ResizePlan } from './resize-plan.js';

const float32Roundoff = 2 ** -24;

/** Integers have no rounding of their own for places. */
function roundoffOf({ unitRoundoff }: Precision): number {
  return unitRoundoff === 0 ? float32Roundoff : unitRoundoff;
}

/** Per axis, how far off a place may be that is computed in the library's arithmetic: 4 roundings of numbers up to the size. */
function slackOf(precision: Precision, shape: Shape, { places }: ResizePlan): number[] {
  return places.map((each, i) => gamma(4, roundoffOf(precision)) * (Math.max(shape[i + 1]!, each.length) + 1));
}

/** Per spatial axis and result index, the first and the last cell that may be read. */
type Reach = readonly (readonly (readonly [first: number, last: number])[])[];

/** The largest of the elements that may be read, per result cell; 0 where none is above it. */
function largestWithin(values: Float64Array, shape: Shape, reach: Reach): Float64Array {
  const current = [...shape];
  for (const [i, ranges] of reach.entries()) {
    const [outer, cells, inner] = [sizeOf(current.slice(0, i + 1)), current[i + 1]!, sizeOf(current.slice(i + 2))];
    const next = new Float64Array(outer * ranges.length * inner);
    let to = 0;
    for (let n = 0; n < outer; n++) {
      for (const [first, last] of ranges) {
        for (let c = 0; c < inner; c++, to++) {
          for (let cell = first; cell <= last; cell++) {
            next[to] = Math.max(next[to]!, values[(n * cells + cell) * inner + c]!);
          }
        }
      }
    }
    values = next;
    current[i + 1] = ranges.length;
  }
  return values;
}

/**
 * Where a rounded place may fall on either side of the border of two cells, the library may read either.
 *
 * @param chosen what the reference reads, and the error of that
 */
function nearestError(precision: Precision, x: Bounded, plan: ResizePlan, chosen: Bounded): Tensor {
  const { shape } = x.value;
  const slack = slackOf(precision, shape, plan).map((each, i) => (plan.exact[i]! ? 0 : each));
  const reach = plan.places.map((places, i) => {
    const cell = (place: number): number => nearestCell(plan, place, shape[i + 1]!);
    return Array.from(places, (place) => [cell(place - slack[i]!), cell(place + slack[i]!)] as const);
  });
  const result = chosen.error === undefined ? new Float64Array(sizeOf(plan.outputShape)) : float64Elements(chosen.error).slice();
  const steps = plan.places.map((_, i) => sizeOf(plan.outputShape.slice(i + 2)));
  const isOpen = (i: number): boolean =>
    reach.some((ranges, axis) => {
      const [first, last] = ranges[Math.floor(i / steps[axis]!) % ranges.length]!;
      return first !== last;
    });
  const open = [...result.keys()].filter(isOpen);
  if (open.length === 0) return fromData(result, [...plan.outputShape]);
  const values = float64Elements(x.value);
  const finite = values.filter((value) => Number.isFinite(value));
  const [least, most] = [finite.reduce((a, b) => Math.min(a, b), Infinity), finite.reduce((a, b) => Math.max(a, b), -Infinity)];
  const within = (f: (value: number, i: number) => number): Float64Array => largestWithin(Float64Array.from(values, f), shape, reach);
  const above = within((value) => (Number.isFinite(value) ? value - least : 0));
  const below = within((value) => (Number.isFinite(value) ? most - value : 0));
  const special = within((value) => (Number.isFinite(value) ? 0 : 1));
  const errors = x.error === undefined ? undefined : largestWithin(float64Elements(x.error), shape, reach);
  const read = float64Elements(chosen.value);
  for (const i of open) {
    const apart = Math.max(above[i]! - (read[i]! - least), below[i]! - (most - read[i]!));
    result[i] = special[i] === 1 ? Infinity : apart * (1 + 2 ** -50) + (errors?.[i] ?? 0);
  }
  return fromData(result, [...plan.outputShape]);
}

/** A library may take axes that are missing as axes of one cell, and blend that with itself: a subnormal then loses as in 3 axes. */
const mostAxes = 3;

/** A blend has 8 roundings an axis; they and the rounding of its place move the result in proportion to the elements nearby. */
function bilinearError(precision: Precision, x: Bounded, plan: ResizePlan): Tensor {
  const shape = x.value.shape;
  const factor = factorOf(x);
  const exact = blend(float64Elements(x.value), shape, plan);
  const base = blend(float64Elements(factor.magnitude), shape, plan);
  const reached = blend(float64Elements(factor.reach), shape, plan);
  const integer = precision.unitRoundoff === 0;
  const u = roundoffOf(precision);
  const slack = slackOf(precision, x.value.shape, plan);
  const reach = plan.places.map((places, i) => {
    const cell = (place: number): number => clamp(place, shape[i + 1]!);
    return Array.from(places, (place) => [cell(Math.floor(place - slack[i]!)), cell(Math.ceil(place + slack[i]!))] as const);
  });
  const near = largestWithin(float64Elements(factor.reach), shape, reach);
  const axes = plan.places.length;
  const moved = slack.reduce((sum, each) => sum + 2 * each, 0) + gamma(8 * axes, u) + gamma(16 * axes, doubleRoundoff);
  const tiny = 3 * mostAxes * (precision.flushesSubnormals ? precision.smallestNormal : precision.smallestSubnormal);
  const result = new Float64Array(exact.length);
  const special = factor.special && largestWithin(float64Elements(factor.special.notFinite), shape, reach);
  const wild = factor.special && largestWithin(float64Elements(factor.special.unbounded), shape, reach);
  for (let i = 0; i < result.length; i++) {
    const most = near[i]!;
    // A difference of two elements may overflow where they do not.
    if (wild?.[i] === 1 || !(2 * most * (1 + moved * precision.factor) <= precision.largest)) result[i] = Infinity;
    else if (special?.[i] === 1) result[i] = Number.isFinite(exact[i]!) || !onCells(plan) ? Infinity : 0;
    else {
      result[i] = reached[i]! - base[i]! + moved * precision.factor * most + tiny * precision.factor;
      if (integer) result[i] = Number.isInteger(exact[i]!) ? Math.floor(result[i]!) : result[i]! + 1;
    }
  }
  return fromData(result, [...plan.outputShape]);
}

/** Whether every place is on a cell, so that nothing is blended. */
function onCells({ places }: ResizePlan): boolean {
  return places.every((axis) => axis.every((place) => Number.isInteger(place)));
}

/** The error rule of resize: `chosen` is what `nearest` reads, and the errors of that. */
export function resizeError(precision: Precision, x: Bounded, plan: ResizePlan, chosen: () => Bounded): Tensor {
  return plan.mode === 'nearest' ? nearestError(precision, x, plan, chosen()) : bilinearError(precision, x, plan);
}
