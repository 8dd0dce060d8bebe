import { padsOf, validSize } from '../../geometry.js';
import { sizeOf, type Tensor } from '../../tensor.js';
import { within } from '../convolution/conv-case.js';
import type { Range } from '../../domain.js';
import type { Content, Draw } from '../../draw/draw.js';
import { drawWindows, limited, type WindowConstraints, type Windows } from '../../draw/windows/windows.js';
import type { ReduceWindowAttributes } from './reduce-window.js';
import { dilatedSize, type Reduction } from './reductions.js';

export interface ReduceConstraints extends Omit<WindowConstraints, 'ceilMode'> {
  /** Default: all four. */
  readonly reductions?: readonly Reduction[];
  /** false: every base dilation is 1. Default: true. */
  readonly apart?: boolean;
  /** Drawn values in a factor or a term. Default: 1. */
  readonly degree?: number;
  /** Terms, in cells of a window. Default: 1. */
  readonly terms?: number;
}

/** A case of `reduceWindow`. Its sizes are those of x with its cells apart, as windows lie on them. */
export interface ReduceCase extends Windows {
  /** `[batch, ...cells, channels]` */
  readonly x: Tensor;
  readonly batch: number;
  readonly cells: number[];
  readonly channels: number;
  readonly baseDilations: number[];
  readonly reduce: Reduction;
  /** Complete. */
  readonly attributes: Required<ReduceWindowAttributes>;
  /** How the values of x are drawn. */
  readonly content: Content;
}

/** Whether what a window without a cell gives is a number that the library has, or promises. */
function startIsTaken(d: Draw, reduce: Reduction): boolean {
  if (reduce === 'sum' || reduce === 'product') return true;
  return d.domain.precision.unitRoundoff !== 0 && d.limits.specialValues !== 'ignored';
}

/**
 * A case. Windows may have no cell where the library has what starts a reduction: of a maximum of integers, every one has a cell.
 *
 * Shrinks as windows do, to a sum of cells side by side.
 */
export function drawReduceWindow(d: Draw, constraints: ReduceConstraints = {}): ReduceCase {
  const { domain, limits } = d;
  const reduce = d.option(
    'reduce',
    (constraints.reductions ?? (['sum', 'max', 'min', 'product'] as const)).filter((each) => limits.reductions?.includes(each) ?? true),
  );
  const cells = constraints.cells === true || !startIsTaken(d, reduce);
  const windows = drawWindows(d, { ...constraints, cells });
  const free: Range = constraints.apart === false || cells ? { min: 1, max: 1 } : domain.dilation;
  const apart = limited(limits.baseDilations, free);
  const { kernel, strides, dilations, padding } = windows;
  const baseDilations = kernel.map((_, axis) =>
    d.int('baseDilations', apart.min, apart.max, { axis, classes: (value) => (value === 1 ? '1' : '>1') }),
  );
  // At least as large as drawn, so that a window fits.
  const own = windows.sizes.map((size, axis) => Math.ceil((size - 1) / baseDilations[axis]!) + 1);
  const sizes = own.map((size, axis) => dilatedSize(size, baseDilations[axis]!));
  const pads = sizes.map((size, axis) => padsOf(padding, axis, size, kernel[axis]!, strides[axis]!, dilations[axis]!));
  const out = sizes.map((size, axis) => validSize(size + pads[axis]![0] + pads[axis]![1], kernel[axis]!, strides[axis]!, dilations[axis]!));
  const batch = within(d, 'batch', domain.batch);
  const channels = within(d, 'channels', domain.channels);
  const { terms = 1, degree = 1 } = constraints;
  const taps = sizeOf(kernel);
  const content = reduce === 'product' ? { degree: taps * degree } : { terms: (reduce === 'sum' ? taps : 1) * terms, degree };
  return {
    ...windows,
    sizes,
    pads,
    out,
    batch,
    cells: own,
    channels,
    baseDilations,
    reduce,
    x: d.tensor('x', [batch, own, channels], content),
    attributes: { window: kernel, strides, dilations, baseDilations, padding, reduce },
    content,
  };
}
