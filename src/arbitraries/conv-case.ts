import type { Range } from '../domain.js';
import { sizeOf, type Tensor } from '../tensor.js';
import type { Draw } from './draw.js';
import { drawWindows, type WindowConstraints, type Windows } from './windows.js';

export interface ConvConstraints extends WindowConstraints {
  /** Number of groups. Default: the domain's. */
  readonly groups?: Partial<Range>;
  readonly batch?: Partial<Range>;
  /** Input channels per group. */
  readonly channels?: Partial<Range>;
  /** Output channels per group. */
  readonly channelsOut?: Partial<Range>;
  /** Values in a product, for the exact regime. Default: 2. */
  readonly degree?: number;
  /** Products in a sum. Default: taps * channels per group. */
  readonly terms?: (windows: Windows, channels: number) => number;
}

/** A case of `conv`. */
export interface ConvCase extends Windows {
  /** `[batch, ...sizes, channels * groups]` */
  readonly x: Tensor;
  /** `[...kernel, channels, channelsOut * groups]` */
  readonly filter: Tensor;
  readonly batch: number;
  readonly groups: number;
  /** Input channels per group. */
  readonly channels: number;
  /** Output channels per group. */
  readonly channelsOut: number;
}

/** An integer of the domain's range, narrowed by a constraint. */
export function within(d: Draw, name: string, whole: Range, part: Partial<Range> = {}): number {
  const min = Math.max(whole.min, part.min ?? whole.min);
  return d.int(name, min, Math.max(min, Math.min(whole.max, part.max ?? whole.max)), { classes: (v) => (v <= 1 ? String(v) : '>1') });
}

export function drawConv(d: Draw, constraints: ConvConstraints = {}): ConvCase {
  const windows = drawWindows(d, constraints);
  const batch = within(d, 'batch', d.domain.batch, constraints.batch);
  const groups = d.limits.groups === false ? 1 : within(d, 'groups', d.domain.groups, constraints.groups);
  const channels = within(d, 'channels', d.domain.channels, constraints.channels);
  const channelsOut = within(d, 'channelsOut', d.domain.channels, constraints.channelsOut);
  const terms = constraints.terms?.(windows, channels) ?? sizeOf(windows.kernel) * channels;
  const content = { terms, degree: constraints.degree ?? 2 };
  return {
    ...windows,
    batch,
    groups,
    channels,
    channelsOut,
    x: d.tensor('x', [batch, windows.sizes, channels * groups], content),
    filter: d.tensor('filter', [windows.kernel, channels, channelsOut * groups], content),
  };
}
