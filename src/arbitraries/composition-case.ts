import type { ConvAttributes } from '../ops/index.js';
import { sizeOf, type Tensor } from '../tensor.js';
import { within } from '../ops/convolution/conv-case.js';
import type { Draw } from '../draw/draw.js';
import { drawWindows, type WindowConstraints, type Windows } from '../draw/windows/windows.js';

/** Two convolutions, one after the other. The windows are those of the first. */
export interface CompositionCase extends Windows {
  /** `[batch, ...sizes, channels]` */
  readonly x: Tensor;
  /** `[...kernel, channels, middle]` */
  readonly first: Tensor;
  /** `[...secondKernel, middle, channelsOut]` */
  readonly second: Tensor;
  readonly secondKernel: number[];
  readonly attributes: ConvAttributes;
}

/** How the channels and the values of two convolutions are drawn: sums of sums of products of three. */
function drawFilters(d: Draw, windows: Windows, sizes: readonly number[], kernels: readonly [readonly number[], readonly number[]]) {
  const batch = within(d, 'batch', d.domain.batch);
  const channels = within(d, 'channels', d.domain.channels);
  const middle = within(d, 'middle', d.domain.channels);
  const channelsOut = within(d, 'channelsOut', d.domain.channels);
  const content = { terms: sizeOf(kernels[0]) * sizeOf(kernels[1]) * channels * middle, degree: 3 };
  const { strides, dilations, padding } = windows;
  return {
    x: d.tensor('x', [batch, sizes, channels], content),
    first: d.tensor('first', [kernels[0], channels, middle], content),
    second: d.tensor('second', [kernels[1], middle, channelsOut], content),
    attributes: { strides, dilations, padding },
  };
}

/** Two valid convolutions of one dilation, on an input that fits both; the strides are the second's. Shrinks to kernels of 1. */
export function drawComposition(d: Draw): CompositionCase {
  const windows = drawWindows(d, { padding: ['valid'] });
  const secondKernel = windows.kernel.map((_, axis) =>
    d.int('secondKernel', d.domain.kernel.min, d.domain.kernel.max, { axis, role: 'window' }),
  );
  const sizes = windows.sizes.map((size, axis) => size + (secondKernel[axis]! - 1) * windows.dilations[axis]!);
  return { ...windows, sizes, secondKernel, ...drawFilters(d, windows, sizes, [windows.kernel, secondKernel]) };
}

/** Two convolutions whose kernels have extent along different axes: the first along `axis` alone, the second along the others. */
export interface SplitKernelCase extends CompositionCase {
  readonly axis: number;
}

/** A case of a kernel that is a product of one along an axis and one along the others. Shrinks to the first axis. */
export function drawSplitKernel(d: Draw, constraints: WindowConstraints): SplitKernelCase {
  const windows = drawWindows(d, { axes: [2, 3], ...constraints });
  const axis = d.int('splitAxis', 0, windows.n - 1);
  const along = windows.kernel.map((k, i) => (i === axis ? k : 1));
  const across = windows.kernel.map((k, i) => (i === axis ? 1 : k));
  return { ...windows, axis, secondKernel: across, ...drawFilters(d, windows, windows.sizes, [along, across]) };
}
