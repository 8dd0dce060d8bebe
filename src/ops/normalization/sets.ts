/** Which elements are normalised together. */
import type { Shape } from '../../tensor.js';

/** A division of the elements of `[batch, ...spatial, channels]` into sets of one size. */
export interface Sets {
  readonly count: number;
  /** Elements of each. */
  readonly size: number;
  /** Axes that each goes along: so many steps a mean may be taken in. */
  readonly axes: number;
  /** By element in row-major order, the set that it is in. */
  readonly of: Int32Array;
}

/**
 * @param per what a set is of: the channels of one cell; the cells of one channel; cells and channels of one group of channels
 * @param groups of the channels. Default: 1, so that a group is all of an item
 */
export function setsOf(x: Shape, per: 'cell' | 'channel' | 'group', groups = 1): Sets {
  const [batch, channels] = [x[0]!, x.at(-1)!];
  const spatial = x.slice(1, -1);
  const cells = spatial.reduce((product, size) => product * size, 1);
  const elements = batch * cells * channels;
  const group = channels / groups;
  const number = {
    cell: (i: number): number => Math.floor(i / channels),
    channel: (i: number): number => Math.floor(i / (cells * channels)) * channels + (i % channels),
    group: (i: number): number => Math.floor(i / (cells * channels)) * groups + Math.floor((i % channels) / group),
  }[per];
  return {
    count: { cell: batch * cells, channel: batch * channels, group: batch * groups }[per],
    size: { cell: channels, channel: cells, group: cells * group }[per],
    axes: { cell: 1, channel: spatial.length, group: spatial.length + 1 }[per],
    of: Int32Array.from({ length: elements }, (_, i) => number(i)),
  };
}

/** Each channel is a set of its own, over the whole batch. */
export function channelsOf(x: Shape): Int32Array {
  const channels = x.at(-1)!;
  return Int32Array.from({ length: x.reduce((product, size) => product * size, 1) }, (_, i) => i % channels);
}
