import type { PatchAttributes } from '../index.js';
import type { Tensor } from '../../tensor.js';
import { within } from '../convolution/conv-case.js';
import type { Content, Draw } from '../../draw/draw.js';
import { drawWindows, type WindowConstraints, type Windows } from '../../draw/windows/windows.js';

export interface PatchConstraints extends Omit<WindowConstraints, 'ceilMode'> {
  /** Default: a pure move's. */
  readonly content?: (windows: Windows) => Content;
}

/** A case of `extractPatches`. */
export interface PatchCase extends Windows {
  /** `[batch, ...sizes, channels]` */
  readonly x: Tensor;
  readonly batch: number;
  readonly channels: number;
  /** Complete. */
  readonly attributes: Required<PatchAttributes>;
}

/** A case of `extractPatches`. Shrinks as windows do. */
export function drawPatches(d: Draw, constraints: PatchConstraints = {}): PatchCase {
  const windows = drawWindows(d, constraints);
  const batch = within(d, 'batch', d.domain.batch);
  const channels = within(d, 'channels', d.domain.channels);
  const { kernel: window, strides, dilations, padding } = windows;
  return {
    ...windows,
    batch,
    channels,
    x: d.tensor('x', [batch, windows.sizes, channels], constraints.content?.(windows)),
    attributes: { window, strides, dilations, padding },
  };
}
