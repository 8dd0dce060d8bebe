import { sizeOf, type Tensor } from '../../tensor.js';
import { within, type ConvCase, type ConvConstraints } from './conv-case.js';
import { drawDepthwise } from './depthwise-case.js';
import type { Draw } from '../../draw/draw.js';
import { drawWindows, type Windows } from '../../draw/windows/windows.js';

/** A case of `separableConv`. */
export interface SeparableCase extends ConvCase {
  /** `[1, ..., groups * channelsOut, mixed]` */
  readonly pointwise: Tensor;
  /** Output channels of the pointwise filter. */
  readonly mixed: number;
}

/** A case of `separableConv`: a depthwise case and a pointwise filter over its results. Shrinks as they do. */
export function drawSeparable(d: Draw, constraints: ConvConstraints = {}, windows: Windows = drawWindows(d, constraints)): SeparableCase {
  // Channels are drawn later: the bound holds for the most that there can be.
  const most = d.domain.channels.max ** 2;
  const c = drawDepthwise(d, { degree: 3, terms: (w) => sizeOf(w.kernel) * most, ...constraints }, windows);
  const mixed = within(d, 'mixed', d.domain.channels);
  const ones = windows.kernel.map(() => 1);
  return { ...c, mixed, pointwise: d.tensor('pointwise', [ones, c.groups * c.channelsOut, mixed], c.content) };
}
