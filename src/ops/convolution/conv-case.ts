import type { Range } from '../../domain.js';
import type { ConvAttributes } from '../index.js';
import { sizeOf, type Tensor } from '../../tensor.js';
import type { Content, Draw, IntOptions } from '../../draw/draw.js';
import { EmptyDomain } from '../../draw/empty-domain.js';
import { drawWindows, type WindowConstraints, type Windows } from '../../draw/windows/windows.js';

export interface ConvConstraints extends WindowConstraints {
  /** Number of groups; of channels, for depthwise convolution. Default: the domain's. */
  readonly groups?: Partial<Range>;
  readonly batch?: Partial<Range>;
  /** Input channels per group. */
  readonly channels?: Partial<Range>;
  /** Output channels per group; the multiplier, for depthwise convolution. */
  readonly channelsOut?: Partial<Range>;
  /** Values in a product, for the exact regime. Default: 2. */
  readonly degree?: number;
  /** Products in a sum. Default: taps * channels per group. */
  readonly terms?: (windows: Windows, channels: number) => number;
  /** How many results the law adds up: multiplies `terms`. Default: 1. */
  readonly summands?: number;
  /** true: no NaN and no infinity in the filter, in any regime. Default: false. */
  readonly finiteFilter?: boolean;
  /** true: no NaN and no infinity in x, in any regime. Default: false. */
  readonly finiteInput?: boolean;
}

/** A case of `conv`, or of `depthwiseConv`: then each channel is a group of one channel. */
export interface ConvCase extends Windows {
  /** `[batch, ...sizes, channels * groups]` */
  readonly x: Tensor;
  /** `[...kernel, channels, channelsOut * groups]`; depthwise: `[...kernel, groups, channelsOut]` */
  readonly filter: Tensor;
  readonly batch: number;
  readonly groups: number;
  /** Input channels per group. */
  readonly channels: number;
  /** Output channels per group. */
  readonly channelsOut: number;
  /** Strides, dilations and padding; groups too, for `conv`. */
  readonly attributes: ConvAttributes;
  /** `[batch, ...out, channelsOut * groups]` */
  readonly outShape: readonly number[];
  /** How the values of x are drawn. */
  readonly content: Content;
}

const extentOptions: IntOptions = { role: 'extent', classes: (v: number): string => (v <= 1 ? String(v) : '>1') };

/** How a number of groups is drawn. */
export const groupOptions: IntOptions = { ...extentOptions, role: 'group' };

/** An integer of the domain's range, narrowed by a constraint. */
export function within(d: Draw, name: string, whole: Range, part: Partial<Range> = {}, options = extentOptions): number {
  const min = Math.max(whole.min, part.min ?? whole.min);
  return d.int(name, min, Math.max(min, Math.min(whole.max, part.max ?? whole.max)), options);
}

/** The values of x and of the filter, so that the sums of the law stay exact in the exact regime. */
export function convContent(
  d: Draw,
  constraints: ConvConstraints,
  windows: Windows,
  channels: number,
): { readonly content: Content; readonly filterContent: Content } {
  const products = constraints.terms?.(windows, channels) ?? sizeOf(windows.kernel) * channels;
  const free: Content = { terms: products * (constraints.summands ?? 1), degree: constraints.degree ?? 2 };
  const finite: Content = d.regime === 'special' ? { ...free, regime: 'exact' } : free;
  return {
    content: constraints.finiteInput === true ? finite : free,
    filterContent: constraints.finiteFilter === true ? finite : free,
  };
}

/** The number of groups that the domain and the library's limits allow. */
export function drawGroups(d: Draw, constraint: Partial<Range> = {}): number {
  if (d.limits.groups === false) {
    if ((constraint.min ?? 1) > 1) throw new EmptyDomain('groups', 'the library takes no groups');
    return 1;
  }
  const { groups } = d.limits;
  if (typeof groups !== 'object') return within(d, 'groups', d.domain.groups, constraint, groupOptions);
  const { min, max } = d.domain.groups;
  const taken = { min: Math.max(min, groups.min ?? min), max: Math.min(max, groups.max ?? max) };
  return within(d, 'groups', taken, constraint, groupOptions);
}

/** Groups, and channels in and out of each. */
export interface Channels {
  readonly groups: number;
  readonly channels: number;
  readonly channelsOut: number;
}

export type ChannelConstraints = Pick<ConvConstraints, 'groups' | 'channels' | 'channelsOut'>;

export function drawChannels(d: Draw, constraints: ChannelConstraints): Channels {
  const groups = drawGroups(d, constraints.groups);
  const channels = within(d, 'channels', d.domain.channels, constraints.channels);
  return { groups, channels, channelsOut: within(d, 'channelsOut', d.domain.channels, constraints.channelsOut) };
}

/**
 * A case of `conv`. Shrinks to one window of one cell, one batch element, one group, one channel.
 *
 * @param windows where the law makes its own; default: drawn
 */
export function drawConv(d: Draw, constraints: ConvConstraints = {}, windows: Windows = drawWindows(d, constraints)): ConvCase {
  const batch = within(d, 'batch', d.domain.batch, constraints.batch);
  const { groups, channels, channelsOut } = drawChannels(d, constraints);
  const { content, filterContent } = convContent(d, constraints, windows, channels);
  return {
    // Spread into so many fields, the object would take as long as its data.
    n: windows.n,
    kernel: windows.kernel,
    strides: windows.strides,
    dilations: windows.dilations,
    padding: windows.padding,
    pads: windows.pads,
    sizes: windows.sizes,
    out: windows.out,
    batch,
    groups,
    channels,
    channelsOut,
    x: d.tensor('x', [batch, windows.sizes, channels * groups], content),
    filter: d.tensor('filter', [windows.kernel, channels, channelsOut * groups], filterContent),
    attributes: { strides: windows.strides, dilations: windows.dilations, padding: windows.padding, groups },
    outShape: [batch, ...windows.out, channelsOut * groups],
    content,
  };
}

/** Another tensor like x of the same case. */
export function drawLikeInput(d: Draw, name: string, c: ConvCase, content: Content = c.content): Tensor {
  return d.tensor(name, [c.batch, c.sizes, c.channels * c.groups], content);
}

/** A tensor like the result. */
export function drawLikeResult(d: Draw, name: string, c: ConvCase, content: Content = c.content): Tensor {
  return d.tensor(name, [c.batch, c.out, c.channelsOut * c.groups], content);
}
