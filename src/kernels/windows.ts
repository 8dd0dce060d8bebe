/** Windows over up to three spatial axes, and which input cell each of their taps reads. */
import { ceilSize, padsOf, validSize, type Padding, type WindowAttributes } from '../geometry.js';
import { InvalidArgument } from '../invalid-argument.js';
import type { Shape } from '../tensor.js';
import { integers, readPadding } from './arguments.js';

/** One spatial axis, in cells. Output o reads, by tap t, the input cell o * stride + t * dilation - before. */
export interface Axis {
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
  readonly after: number;
  readonly out: number;
}

/** The spatial axes in order; absent ones come first, with a single cell and a single tap. */
export type Windows = readonly [Axis, Axis, Axis];

const absent: Axis = { size: 1, kernel: 1, stride: 1, dilation: 1, before: 0, after: 0, out: 1 };

/** The axes of windows over `[batch, ...spatial, channels]` that are not absent. */
export function spatialOf(windows: Windows, inputShape: Shape): readonly Axis[] {
  return windows.slice(5 - inputShape.length);
}

export function threeAxes(axes: readonly Axis[]): Windows {
  if (axes.length === 3) return axes as unknown as Windows;
  if (axes.length === 2) return [absent, axes[0]!, axes[1]!];
  return [absent, absent, axes[0]!];
}

/**
 * The windows of an op, one axis per entry of `kernel`.
 *
 * @param sizes sizes of the spatial axes
 * @throws InvalidArgument on bad strides, dilations or padding, and where no window fits
 */
export function readWindows(op: string, sizes: Shape, kernel: Shape, attributes: WindowAttributes, ceilMode = false): Axis[] {
  const count = sizes.length;
  const strides = integers(op, 'strides', attributes.strides, count, 1, 1);
  const dilations = integers(op, 'dilations', attributes.dilations, count, 1, 1);
  const padding = readPadding(op, attributes.padding, count);
  const axes = new Array<Axis>(count);
  for (let i = 0; i < count; i++) axes[i] = readAxis(op, i, sizes[i]!, kernel[i]!, strides[i]!, dilations[i]!, padding, ceilMode);
  return axes;
}

function readAxis(
  op: string,
  i: number,
  size: number,
  kernel: number,
  stride: number,
  dilation: number,
  padding: Padding,
  ceilMode: boolean,
): Axis {
  if (kernel < 1) throw new InvalidArgument(op, `kernel[${i}]`, kernel, 'every kernel must have at least one cell', 'kernel-positive');
  const pads = padsOf(padding, i, size, kernel, stride, dilation);
  const [before, after] = pads;
  const named = padding === 'same' || padding === 'same-lower';
  const out = named
    ? Math.ceil(size / stride)
    : ceilMode
      ? ceilSize(size, pads, kernel, stride, dilation)
      : validSize(size + before + after, kernel, stride, dilation);
  if (out < 1 && !named) {
    const expected = `a window of ${kernel} cells at dilation ${dilation} must fit, with pads ${before} and ${after}`;
    throw new InvalidArgument(op, `size of spatial axis ${i}`, size, expected, 'window-fits');
  }
  return { size, kernel, stride, dilation, before, after, out };
}

/** `[batch, ...out, channels]` */
export function windowedShape(batch: number, axes: readonly Axis[], channels: number): number[] {
  const shape = new Array<number>(axes.length + 2);
  shape[0] = batch;
  for (let i = 0; i < axes.length; i++) shape[i + 1] = axes[i]!.out;
  shape[axes.length + 1] = channels;
  return shape;
}

/** For every window, its taps that read a cell: those from `start[window]` up to `start[window + 1]`, in row-major order. */
export interface TapTable {
  readonly windows: number;
  /** Input cells per batch item. */
  readonly cells: number;
  /** Taps per window, padding included. */
  readonly taps: number;
  readonly start: Int32Array;
  /** Row-major index of the input cell. */
  readonly cell: Int32Array;
  /** Row-major index of the tap. */
  readonly tap: Int32Array;
}

export function tapTable([a, b, c]: Windows): TapTable {
  const windows = a.out * b.out * c.out;
  const taps = a.kernel * b.kernel * c.kernel;
  const start = new Int32Array(windows + 1);
  const cell = new Int32Array(windows * taps);
  const tap = new Int32Array(windows * taps);
  let window = 0;
  let next = 0;
  for (let i = 0; i < a.out; i++) {
    for (let j = 0; j < b.out; j++) {
      for (let k = 0; k < c.out; k++) {
        for (let p = 0; p < a.kernel; p++) {
          const x = i * a.stride + p * a.dilation - a.before;
          if (x < 0 || x >= a.size) continue;
          for (let q = 0; q < b.kernel; q++) {
            const y = j * b.stride + q * b.dilation - b.before;
            if (y < 0 || y >= b.size) continue;
            for (let r = 0; r < c.kernel; r++) {
              const z = k * c.stride + r * c.dilation - c.before;
              if (z < 0 || z >= c.size) continue;
              cell[next] = (x * b.size + y) * c.size + z;
              tap[next++] = (p * b.kernel + q) * c.kernel + r;
            }
          }
        }
        start[++window] = next;
      }
    }
  }
  return { windows, cells: a.size * b.size * c.size, taps, start, cell, tap };
}
