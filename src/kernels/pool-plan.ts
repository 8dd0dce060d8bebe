/** What pools share: their windows, and the table of the cells that each window covers. */
import type { ArgumentCode } from '../argument-codes.js';
import type { WindowAttributes } from '../geometry.js';
import { InvalidArgument } from '../invalid-argument.js';
import { sizeOf, type Shape } from '../tensor.js';
import { integers, readAttributes, spatialAxes } from './arguments.js';
import { readWindows, tapTable, threeAxes, windowedShape, type Axis, type Windows } from './windows.js';

export interface PoolPlan {
  readonly batch: number;
  readonly channels: number;
  readonly windows: Windows;
  readonly inputShape: number[];
  /** `[batch, ...windows, channels]` */
  readonly yShape: number[];
  readonly outputShape: number[];
}

interface PooledAttributes extends WindowAttributes {
  readonly window?: readonly number[];
  readonly ceilMode?: boolean;
}

/** The plan of a pool over `[batch, ...spatial, channels]`. */
export function planPool(op: string, x: Shape, given: PooledAttributes | undefined, name = 'x'): PoolPlan {
  const attributes: PooledAttributes = readAttributes(op, given);
  const count = spatialAxes(op, name, x);
  const window = integers(op, 'window', attributes.window, count, 1, 1);
  const ceilMode = readFlag(op, 'ceilMode', attributes.ceilMode);
  const axes = readWindows(op, x.slice(1, -1), window, attributes, ceilMode);
  const [batch, channels] = [x[0]!, x[count + 1]!];
  const yShape = windowedShape(batch, axes, channels);
  return { batch, channels, windows: threeAxes(axes), inputShape: [...x], yShape, outputShape: yShape };
}

const flags = { ceilMode: 'ceil-mode-flag', countPadding: 'count-padding-flag' } as const satisfies Readonly<Record<string, ArgumentCode>>;

/** A boolean attribute; false where it is left out. */
export function readFlag(op: string, name: keyof typeof flags, value: boolean | undefined): boolean {
  if (value !== undefined && typeof value !== 'boolean')
    throw new InvalidArgument(op, name, value, 'it must be true or false', flags[name]);
  return value ?? false;
}

/** The plan of a mean. */
export interface MeanPlan extends PoolPlan {
  readonly countPadding: boolean;
}

export function planMean(
  op: string,
  x: Shape,
  attributes: (PooledAttributes & { readonly countPadding?: boolean }) | undefined,
  name = 'x',
): MeanPlan {
  // Made afresh for this call: it may be added to.
  return Object.assign(planPool(op, x, attributes, name), { countPadding: readFlag(op, 'countPadding', attributes?.countPadding) });
}

/** What the mean of each window divides by: the cells that exist, or all but the overhang of ceil mode. */
export function divisorsOf({ windows, countPadding }: MeanPlan): Float64Array {
  if (!countPadding) {
    const { start } = tapTable(windows);
    return Float64Array.from({ length: start.length - 1 }, (_, window) => start[window + 1]! - start[window]!);
  }
  const divisors = new Float64Array(windows.reduce((count, { out }) => count * out, 1));
  const [a, b, c] = windows.map(paddedTaps) as [number[], number[], number[]];
  let window = 0;
  for (const x of a) for (const y of b) for (const z of c) divisors[window++] = x * y * z;
  return divisors;
}

/** Per window of an axis, its taps up to the end of the padding. */
function paddedTaps(axis: Axis): number[] {
  const end = axis.size + axis.before + axis.after;
  return Array.from({ length: axis.out }, (_, o) => {
    let taps = 0;
    while (taps < axis.kernel && o * axis.stride + taps * axis.dilation < end) taps++;
    return taps;
  });
}

/** Taps of a window, padding included. */
export function tapsOf({ windows }: PoolPlan): number {
  return sizeOf(windows.map(({ kernel }) => kernel));
}

/** Per result cell, the cells that its window covers. */
export function cellsOfWindows({ batch, channels, windows: axes }: PoolPlan): Float64Array {
  const { windows, start } = tapTable(axes);
  const counts = new Float64Array(batch * windows * channels);
  for (let i = 0; i < counts.length; i++) {
    const window = Math.floor(i / channels) % windows;
    counts[i] = start[window + 1]! - start[window]!;
  }
  return counts;
}

/** Per cell of the input, the windows that cover it. */
export function windowsOfCells({ batch, channels, windows: axes }: PoolPlan): Float64Array {
  const { cells, cell, start, windows } = tapTable(axes);
  const once = new Float64Array(cells);
  for (let t = 0; t < start[windows]!; t++) once[cell[t]!]!++;
  return Float64Array.from({ length: batch * cells * channels }, (_, i) => once[Math.floor(i / channels) % cells]!);
}
