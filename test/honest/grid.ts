/** Windows over one to three spatial axes, counted with arithmetic of its own; missing axes are of one cell. */
import type { Padding } from '../../src/ops/index.js';
import type { Shape } from '../../src/tensor.js';

interface Axis {
  readonly size: number;
  readonly out: number;
  readonly kernel: number;
  /** Whether a position, counted from the first cell of the input, is in the padded input. */
  readonly last: number;
  readonly at: (o: number, j: number) => number;
}

export interface Grid {
  readonly axes: readonly Axis[];
  readonly out: number[];
  /** Number of windows, of taps and of cells. */
  readonly windows: number;
  readonly taps: number;
  readonly cells: number;
  /** The cell that each tap of each window looks at, -1 in the padding: [window * taps + tap]. */
  readonly cell: Int32Array;
  /** Per window, its taps up to the end of the padding. */
  readonly padded: Float64Array;
}

export interface GridAttributes {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: Padding;
  readonly ceilMode?: boolean;
}

function padsAlong(padding: Padding, axis: number, size: number, stride: number, span: number): readonly [number, number] {
  if (padding === 'valid') return [0, 0];
  if (typeof padding !== 'string') return padding[axis]!;
  const all = Math.max(0, (Math.ceil(size / stride) - 1) * stride + span - size);
  const less = Math.floor(all / 2);
  return padding === 'same' ? [less, all - less] : [all - less, less];
}

function count(size: number, before: number, after: number, span: number, stride: number, ceilMode: boolean): number {
  const steps = (size + before + after - span) / stride;
  if (!ceilMode) return Math.floor(steps) + 1;
  const out = Math.ceil(steps) + 1;
  return (out - 1) * stride >= size + before ? out - 1 : out;
}

/** @param out numbers of windows where they are not to be derived, as those of a transposed convolution */
export function gridOf(sizes: Shape, kernel: Shape, attributes: GridAttributes, given?: Shape): Grid {
  const axes = sizes.map((size, i): Axis => {
    const [stride, rate, k] = [attributes.strides[i]!, attributes.dilations[i]!, kernel[i]!];
    const span = (k - 1) * rate + 1;
    const [before, after] = padsAlong(attributes.padding, i, size, stride, span);
    const out = given?.[i] ?? Math.max(0, count(size, before, after, span, stride, attributes.ceilMode ?? false));
    return { size, out, kernel: k, last: size + after, at: (o, j) => o * stride - before + j * rate };
  });
  const product = (values: readonly number[]): number => values.reduce((a, b) => a * b, 1);
  const windows = product(axes.map(({ out }) => out));
  const taps = product(kernel);
  const cell = new Int32Array(windows * taps);
  const padded = new Float64Array(windows);
  for (let w = 0; w < windows; w++) {
    for (let tap = 0; tap < taps; tap++) {
      let [restWindow, restTap, flat, step, inPadded] = [w, tap, 0, 1, true];
      for (let i = axes.length - 1; i >= 0; i--) {
        const axis = axes[i]!;
        const at = axis.at(restWindow % axis.out, restTap % axis.kernel);
        restWindow = Math.floor(restWindow / axis.out);
        restTap = Math.floor(restTap / axis.kernel);
        if (at < 0 || at >= axis.size) flat = -1;
        else if (flat >= 0) flat += at * step;
        if (at >= axis.last) inPadded = false;
        step *= axis.size;
      }
      cell[w * taps + tap] = flat;
      if (inPadded) padded[w]!++;
    }
  }
  return { axes, out: axes.map(({ out }) => out), windows, taps, cells: product(sizes), cell, padded };
}
