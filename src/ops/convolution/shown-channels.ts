/** What filters show of the choices that channels were drawn from. */
import type { Shape } from '../../tensor.js';
import type { Channels } from './conv-case.js';

/** @param filter `[...kernel, channels / groups, channelsOut]` */
export function shownChannels(filter: Shape, groups = 1): Channels {
  return { groups, channels: filter.at(-2)!, channelsOut: filter.at(-1)! / groups };
}

/** @param filter `[...kernel, channels, multiplier]`: each channel is a group */
export function shownDepthwiseChannels(filter: Shape): Channels {
  return { groups: filter.at(-2)!, channels: 1, channelsOut: filter.at(-1)! };
}
