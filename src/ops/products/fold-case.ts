import type { PatchAttributes } from '../index.js';
import { sizeOf, type Shape, type Tensor } from '../../tensor.js';
import { within } from '../convolution/conv-case.js';
import type { Content, Draw } from '../../draw/draw.js';
import { drawWindows, type WindowConstraints, type Windows } from '../../draw/windows/windows.js';

export interface FoldConstraints extends Omit<WindowConstraints, 'ceilMode'> {
  /** true: the law's sums run over all products of x and patches. Default: false. */
  readonly inner?: boolean;
}

/** A case of `fold`. */
export interface FoldCase extends Windows {
  /** `[batch, ...sizes, channels]` */
  readonly inputShape: Shape;
  /** `[batch, ...out, prod(window) * channels]` */
  readonly patches: Tensor;
  readonly batch: number;
  readonly channels: number;
  /** Complete. */
  readonly attributes: Required<PatchAttributes>;
  /** How the values of patches are drawn. */
  readonly content: Content;
}

/** A case of `fold`. Shrinks as windows do. */
export function drawFold(d: Draw, constraints: FoldConstraints = {}): FoldCase {
  const windows = drawWindows(d, constraints);
  const batch = within(d, 'batch', d.domain.batch);
  const channels = within(d, 'channels', d.domain.channels);
  const { kernel: window, strides, dilations, padding, sizes, out } = windows;
  // A cell is at most once in a window at each tap.
  const taps = sizeOf(window);
  const content = constraints.inner === true ? { terms: batch * sizeOf(out) * taps * channels, degree: 2 } : { terms: taps };
  return {
    ...windows,
    batch,
    channels,
    inputShape: [batch, ...sizes, channels],
    patches: d.tensor('patches', [batch, out, taps * channels], content),
    attributes: { window, strides, dilations, padding },
    content,
  };
}
