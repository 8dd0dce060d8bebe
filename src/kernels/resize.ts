import { InvalidArgument } from '../invalid-argument.js';
import { gamma, type Precision } from '../precision.js';
import type { ResizeAttributes } from '../ops.js';
import { fromData, sizeOf, type Shape, type Tensor } from '../tensor.js';
import { elementsOf, integers, oneOf, readAttributes, resultFrom, resultOf, sharedDType, spatialAxes } from './arguments.js';
import { factorOf } from './factor.js';
import type { Bounded, Kernel } from './kernel.js';
import { moveError } from './move-error.js';
import { gather } from './moves.js';
import { doubleRoundoff } from './product-error.js';
import { float64Elements } from './products.js';

const op = 'resize';

interface Plan {
  readonly mode: 'nearest' | 'bilinear';
  readonly shape: number[];
  /** Per spatial axis and result index, the place in the argument that it reads, in cells. */
  readonly places: readonly Float64Array[];
}

function planOf(x: Shape, given: ResizeAttributes): Plan {
  const attributes = readAttributes(op, given) as ResizeAttributes;
  const axes = spatialAxes(op, 'x', x);
  const size = integers(op, 'size', attributes.size, axes, 1);
  const mode = oneOf(op, 'mode', attributes.mode, ['nearest', 'bilinear']);
  const { alignCorners = false, halfPixelCenters = false } = attributes;
  for (const [name, value] of Object.entries({ alignCorners, halfPixelCenters })) {
    if (typeof value !== 'boolean') throw new InvalidArgument(op, name, value, 'it is true or false');
  }
  if (alignCorners && halfPixelCenters) {
    throw new InvalidArgument(op, 'halfPixelCenters', true, 'it is not given together with alignCorners');
  }
  const places = size.map((out, i) => {
    const cells = x[i + 1]!;
    if (cells < 1) throw new InvalidArgument(op, `x.shape[${i + 1}]`, cells, 'every spatial axis has a cell to read');
    return Float64Array.from({ length: out }, (_, o) => placeOf(o, cells, out, alignCorners, halfPixelCenters));
  });
  return { mode, shape: [x[0]!, ...size, x[axes + 1]!], places };
}

function placeOf(o: number, cells: number, out: number, alignCorners: boolean, halfPixelCenters: boolean): number {
  if (alignCorners) return out > 1 ? (o * (cells - 1)) / (out - 1) : 0;
  if (halfPixelCenters) return ((2 * o + 1) * cells) / (2 * out) - 0.5;
  return (o * cells) / out;
}

/**
 * Resamples the spatial axes. Without a flag a result cell o reads the place o * in / out; alignCorners: o * (in - 1) / (out - 1);
 * halfPixelCenters: (o + 0.5) * in / out - 0.5.
 *
 * `nearest` takes the cell below the place; the nearest one, halves up, with either flag. `bilinear` blends the two cells around it on
 * every axis (linear in 1-D, trilinear in 3-D); places beyond the first and last cells read those.
 *
 * @param x `[batch, ...spatial, channels]`, without an empty spatial axis
 * @param out where to write the result: dense, `[batch, ...size, channels]`
 * @throws InvalidArgument
 */
export function resize(x: Tensor, attributes: ResizeAttributes, out?: Tensor): Tensor {
  const dtype = sharedDType(op, 'x', x);
  const plan = planOf(x.shape, attributes);
  if (plan.mode === 'bilinear') return resultFrom(op, blend(float64Elements(x), x.shape, plan), plan.shape, dtype, out);
  const result = resultOf(op, plan.shape, dtype, out);
  const rounds = attributes.alignCorners === true || attributes.halfPixelCenters === true;
  const tables = plan.places.map((places, i) =>
    Array.from(places, (place) => clamp(Math.floor(rounds ? place + 0.5 : place), x.shape[i + 1]!)),
  );
  gather(x, [range(x.shape[0]!), ...tables, range(x.shape.at(-1)!)], 0, elementsOf(result));
  return result;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

function clamp(cell: number, cells: number): number {
  return Math.max(0, Math.min(cells - 1, cell));
}

/** Axis by axis: (1 - f) * below + f * above. */
function blend(values: Float64Array, shape: Shape, { places }: Plan): Float64Array {
  const current = [...shape];
  for (const [i, axisPlaces] of places.entries()) {
    const [outer, cells, inner] = [sizeOf(current.slice(0, i + 1)), current[i + 1]!, sizeOf(current.slice(i + 2))];
    const next = new Float64Array(outer * axisPlaces.length * inner);
    let to = 0;
    for (let n = 0; n < outer; n++) {
      for (const place of axisPlaces) {
        const below = Math.floor(place);
        const fraction = place - below;
        const from = (n * cells + clamp(below, cells)) * inner;
        // A place on a cell reads that cell alone: a neighbour's NaN or infinity is not its own.
        const other = fraction === 0 ? from : (n * cells + clamp(below + 1, cells)) * inner;
        for (let c = 0; c < inner; c++) {
          const low = values[from + c]!;
          next[to++] = other === from ? low : low * (1 - fraction) + values[other + c]! * fraction;
        }
      }
    }
    values = next;
    current[i + 1] = axisPlaces.length;
  }
  return values;
}

/** The largest of the elements that a place moved by at most `slack` cells can read, per result cell. */
function largestNear(values: Float64Array, shape: Shape, { places }: Plan, slack: readonly number[]): Float64Array {
  const current = [...shape];
  for (const [i, axisPlaces] of places.entries()) {
    const [outer, cells, inner] = [sizeOf(current.slice(0, i + 1)), current[i + 1]!, sizeOf(current.slice(i + 2))];
    const next = new Float64Array(outer * axisPlaces.length * inner);
    let to = 0;
    for (let n = 0; n < outer; n++) {
      for (const place of axisPlaces) {
        const first = clamp(Math.floor(place - slack[i]!), cells);
        const last = clamp(Math.ceil(place + slack[i]!), cells);
        for (let c = 0; c < inner; c++, to++) {
          for (let cell = first; cell <= last; cell++) {
            next[to] = Math.max(next[to]!, values[(n * cells + cell) * inner + c]!);
          }
        }
      }
    }
    values = next;
    current[i + 1] = axisPlaces.length;
  }
  return values;
}

/** A library may take axes that are missing as axes of one cell, and blend that with itself: a subnormal then loses as in 3 axes. */
const mostAxes = 3;

/**
 * bilinear: a place is computed in the library's arithmetic, 4 roundings of numbers up to the size; a blend has 8 roundings an axis. Both
 * move the result in proportion to the elements nearby.
 */
function error(precision: Precision, x: Bounded, attributes: ResizeAttributes): Tensor {
  const plan = planOf(x.value.shape, attributes);
  if (plan.mode === 'nearest') return moveError(x, plan.shape, (errors) => resize(errors, attributes));
  const shape = x.value.shape;
  const factor = factorOf(x);
  const exact = blend(float64Elements(x.value), shape, plan);
  const base = blend(float64Elements(factor.magnitude), shape, plan);
  const reached = blend(float64Elements(factor.reach), shape, plan);
  const integer = precision.unitRoundoff === 0;
  const u = integer ? float32Roundoff : precision.unitRoundoff;
  const slack = plan.places.map((places, i) => gamma(4, u) * (Math.max(shape[i + 1]!, places.length) + 1));
  const near = largestNear(float64Elements(factor.reach), shape, plan, slack);
  const axes = plan.places.length;
  const moved = slack.reduce((sum, each) => sum + 2 * each, 0) + gamma(8 * axes, u) + gamma(16 * axes, doubleRoundoff);
  const tiny = 3 * mostAxes * (precision.flushesSubnormals ? precision.smallestNormal : precision.smallestSubnormal);
  const result = new Float64Array(exact.length);
  const special = factor.special && largestNear(float64Elements(factor.special.notFinite), shape, plan, slack);
  const wild = factor.special && largestNear(float64Elements(factor.special.unbounded), shape, plan, slack);
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
  return fromData(result, [...plan.shape]);
}

/** Whether every place is on a cell, so that nothing is blended. */
function onCells({ places }: Plan): boolean {
  return places.every((axis) => axis.every((place) => Number.isInteger(place)));
}

const float32Roundoff = 2 ** -24;

export const resizeKernel: Kernel<'resize'> = {
  shape: (x, attributes) => planOf(x, attributes).shape,
  evaluate: resize,
  error,
};
