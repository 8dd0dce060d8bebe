/** Where the cells of a resized tensor read. */
import type { ArgumentCode } from '../../argument-codes.js';
import { InvalidArgument } from '../../invalid-argument.js';
import type { Shape } from '../../tensor.js';
import { integers, oneOf, readAttributes, spatialAxes } from '../../kernels/arguments.js';

const op = 'resize';

export interface ResizeAttributes {
  /** One per spatial axis, >= 1. */
  readonly size: readonly number[];
  /** Default: 'nearest'. */
  readonly mode?: 'nearest' | 'bilinear';
  /** First and last cells' centres are kept: source = i * (in - 1) / (out - 1). Default: false. */
  readonly alignCorners?: boolean;
  /** source = (i + 0.5) * in / out - 0.5. Not together with alignCorners. Default: false: source = i * in / out. */
  readonly halfPixelCenters?: boolean;
}

export interface ResizePlan {
  readonly mode: 'nearest' | 'bilinear';
  readonly inputShape: Shape;
  readonly outputShape: number[];
  /** Whether `nearest` takes the cell that is nearest to a place, halves up, and not the one below. */
  readonly rounds: boolean;
  /** Per spatial axis, whether places are computed without rounding, in whatever order: the ratio of the sizes is a power of two. */
  readonly exact: readonly boolean[];
  /** Per spatial axis and result index, the place in the argument that it reads, in cells. */
  readonly places: readonly Float64Array[];
}

export function planResize(x: Shape, given: ResizeAttributes | undefined): ResizePlan {
  const attributes = readAttributes(op, given) as ResizeAttributes;
  const axes = spatialAxes(op, 'x', x);
  const size = integers(op, 'size', attributes.size, axes, 1);
  const mode = oneOf(op, 'mode', attributes.mode, ['nearest', 'bilinear']);
  const { alignCorners = false, halfPixelCenters = false } = attributes;
  requireFlag('alignCorners', alignCorners, 'align-corners-flag');
  requireFlag('halfPixelCenters', halfPixelCenters, 'half-pixel-centers-flag');
  if (alignCorners && halfPixelCenters) {
    throw new InvalidArgument(op, 'halfPixelCenters', true, 'it must not be given together with alignCorners', 'flags-exclusive');
  }
  const places = size.map((out, i) => {
    const cells = x[i + 1]!;
    if (cells < 1) throw new InvalidArgument(op, `x.shape[${i + 1}]`, cells, 'every spatial axis must have a cell to read', 'source-cell');
    return Float64Array.from({ length: out }, (_, o) => placeOf(o, cells, out, alignCorners, halfPixelCenters));
  });
  const less = alignCorners ? 1 : 0;
  const exact = size.map((out, i) => isExact(x[i + 1]! - less, out - less));
  return { mode, inputShape: x, outputShape: [x[0]!, ...size, x[axes + 1]!], places, rounds: alignCorners || halfPixelCenters, exact };
}

function requireFlag(name: string, value: boolean, code: ArgumentCode): void {
  if (typeof value !== 'boolean') throw new InvalidArgument(op, name, value, 'it must be true or false', code);
}

function placeOf(o: number, cells: number, out: number, alignCorners: boolean, halfPixelCenters: boolean): number {
  if (alignCorners) return out > 1 ? (o * (cells - 1)) / (out - 1) : 0;
  if (halfPixelCenters) return ((2 * o + 1) * cells) / (2 * out) - 0.5;
  return (o * cells) / out;
}

function isExact(cells: number, out: number): boolean {
  return cells === 0 || out === 0 || Number.isInteger(Math.log2(out / cells));
}

/** The cell of `cells` that `nearest` reads at a place. */
export function nearestCell({ rounds }: ResizePlan, place: number, cells: number): number {
  return clamp(Math.floor(rounds ? place + 0.5 : place), cells);
}

export function clamp(cell: number, cells: number): number {
  return Math.max(0, Math.min(cells - 1, cell));
}
