import type { Range } from '../../domain.js';
import { convContent, within, type ChannelConstraints, type Channels, type ConvCase, type ConvConstraints } from './conv-case.js';
import type { Draw } from '../../draw/draw.js';
import { EmptyDomain } from '../../draw/empty-domain.js';
import { drawWindows, type Windows } from '../../draw/windows/windows.js';

/** An integer of a range, narrowed by a constraint, that a finished case shows as `field`. */
function ranged(d: Draw, name: string, whole: Range, part: Partial<Range> = {}, field: 'groups' | 'channelsOut'): number {
  const min = Math.max(whole.min, part.min ?? whole.min);
  return d.int(name, min, Math.max(min, Math.min(whole.max, part.max ?? whole.max)), {
    role: 'extent',
    classes: (v) => (v <= 1 ? String(v) : '>1'),
    from: (theCase) => theCase[field] as number | undefined,
  });
}

/** As many groups as channels, of one channel each. */
export function drawDepthwiseChannels(d: Draw, constraints: ChannelConstraints): Channels {
  const groups = ranged(d, 'channels', d.domain.channels, constraints.groups, 'groups');
  const single = d.limits.multiplier === false;
  if (single && (constraints.channelsOut?.min ?? 1) > 1) throw new EmptyDomain('multiplier', 'the library takes no multiplier');
  const multipliers = single ? { min: 1, max: 1 } : d.domain.channels;
  const channelsOut = ranged(d, 'multiplier', multipliers, constraints.channelsOut, 'channelsOut');
  return { groups, channels: 1, channelsOut };
}

/**
 * A case of `depthwiseConv`: as many groups as channels, one channel each, `channelsOut` being the multiplier. Shrinks to one window
 * of one cell, one batch element, one channel, multiplier 1.
 *
 * @param windows where the law makes its own; default: drawn
 */
export function drawDepthwise(d: Draw, constraints: ConvConstraints = {}, windows: Windows = drawWindows(d, constraints)): ConvCase {
  const batch = within(d, 'batch', d.domain.batch, constraints.batch);
  const { groups, channels, channelsOut } = drawDepthwiseChannels(d, constraints);
  const { content, filterContent } = convContent(d, constraints, windows, 1);
  return {
    ...windows,
    batch,
    groups,
    channels,
    channelsOut,
    x: d.tensor('x', [batch, windows.sizes, groups], content),
    filter: d.tensor('filter', [windows.kernel, groups, channelsOut], filterContent),
    attributes: { strides: windows.strides, dilations: windows.dilations, padding: windows.padding },
    outShape: [batch, ...windows.out, channelsOut * groups],
    content,
  };
}
