import { convContent, within, type ConvCase, type ConvConstraints } from './conv-case.js';
import type { Draw } from './draw.js';
import { drawWindows, type Windows } from './windows.js';

/**
 * A case of `depthwiseConv`: as many groups as channels, one channel each, `channelsOut` being the multiplier. Shrinks to one window
 * of one cell, one batch element, one channel, multiplier 1.
 *
 * @param windows where the law makes its own; default: drawn
 */
export function drawDepthwise(d: Draw, constraints: ConvConstraints = {}, windows: Windows = drawWindows(d, constraints)): ConvCase {
  const batch = within(d, 'batch', d.domain.batch, constraints.batch);
  const groups = within(d, 'channels', d.domain.channels, constraints.groups);
  const single = d.limits.multiplier === false;
  const channelsOut =
    single && (constraints.channelsOut?.min ?? 1) > 1
      ? d.option('multiplier', [])
      : within(d, 'multiplier', single ? { min: 1, max: 1 } : d.domain.channels, constraints.channelsOut);
  const { content, filterContent } = convContent(d, constraints, windows, 1);
  return {
    ...windows,
    batch,
    groups,
    channels: 1,
    channelsOut,
    x: d.tensor('x', [batch, windows.sizes, groups], content),
    filter: d.tensor('filter', [windows.kernel, groups, channelsOut], filterContent),
    attributes: { strides: windows.strides, dilations: windows.dilations, padding: windows.padding },
    outShape: [batch, ...windows.out, channelsOut * groups],
    content,
  };
}
