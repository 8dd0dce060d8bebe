import { indices, zeros, type Tensor } from '../tensor.js';
import { drawGroups, within, type ConvConstraints } from '../ops/convolution/conv-case.js';
import type { Draw } from '../draw/draw.js';
import { drawWindows, type Windows } from '../draw/windows/windows.js';
import type { ConvAttributes } from '../ops/index.js';

/** A convolution with a filter that takes one tap of each channel as it is. */
export interface DeltaCase extends Windows {
  /** `[batch, ...sizes, channels * groups]` */
  readonly x: Tensor;
  /** `[...kernel, channels, channels * groups]`: 1 where the tap is `tap` and channel = own channel, else 0 */
  readonly filter: Tensor;
  /** One tap per spatial axis. */
  readonly tap: readonly number[];
  readonly attributes: ConvAttributes;
}

/**
 * A case of a delta filter. Shrinks as convolutions do, to the first tap.
 *
 * @param tapOf the tap along an axis; default: drawn
 */
export function drawDelta(
  d: Draw,
  constraints: ConvConstraints = {},
  tapOf: (kernel: number, axis: number) => number = (kernel, axis) => d.int('tap', 0, kernel - 1, { axis }),
): DeltaCase {
  const windows = drawWindows(d, constraints);
  const { kernel, strides, dilations, padding } = windows;
  const batch = within(d, 'batch', d.domain.batch);
  const groups = drawGroups(d);
  const channels = within(d, 'channels', d.domain.channels);
  const tap = kernel.map((k, axis) => tapOf(k, axis));
  const shape = [...kernel, channels, channels * groups];
  d.makes('filter', shape);
  const filter = zeros(shape);
  let position = 0;
  for (const index of indices(filter.shape)) {
    const onTap = tap.every((j, axis) => index[axis] === j);
    if (onTap && index.at(-1)! % channels === index.at(-2)!) filter.data[position] = 1;
    position++;
  }
  const x = d.tensor('x', [batch, windows.sizes, channels * groups]);
  return { ...windows, x, filter, tap, attributes: { strides, dilations, padding, groups } };
}
