import { transposedSize } from '../../geometry.js';
import type { AveragePoolAttributes, ConvTransposeAttributes } from '../index.js';
import { sizeOf, type Shape, type Tensor } from '../../tensor.js';
import { drawChannels, within, type ChannelConstraints } from './conv-case.js';
import { drawDepthwiseChannels } from './depthwise-case.js';
import type { Content, Draw } from '../../draw/draw.js';
import { drawWindows, type WindowConstraints, type Windows } from '../../draw/windows/windows.js';

/** Attributes of any op that is linear in a gradient. */
export type GradientAttributes = ConvTransposeAttributes & AveragePoolAttributes;

/** A case of an op that is linear in `dy`: a transposed convolution or a gradient. */
export interface GradientCase extends Windows {
  readonly batch: number;
  /** `[batch, ...out, channels out]` */
  readonly dy: Tensor;
  /** `[batch, ...sizes, channels in]`, where the op takes it. */
  readonly x?: Tensor;
  /** Where the op takes it. */
  readonly filter?: Tensor;
  readonly inputShape: Shape;
  /** Empty for pools. */
  readonly filterShape: Shape;
  readonly attributes: GradientAttributes;
  /** How the values of dy are drawn. */
  readonly content: Content;
}

/** A case of a gradient of a convolution. */
export interface ConvGradientCase extends GradientCase {
  readonly groups: number;
  /** Input channels per group. */
  readonly channels: number;
  /** Output channels per group. */
  readonly channelsOut: number;
}

export interface GradientConstraints extends Omit<WindowConstraints, 'ceilMode'>, ChannelConstraints {
  /** How many results the law adds up. Default: 1. */
  readonly summands?: number;
  /** true: the law's sums run over all products of x, filter and dy. Default: false. */
  readonly inner?: boolean;
  /** true: no two cells of one element and channel of x are equal. Default: false. */
  readonly distinct?: boolean;
}

/**
 * A case of a gradient of a convolution: windows, channels, dy, and those of x and the filter that `has` names. Shrinks as convolutions do.
 *
 * @param kind whether the convolution is depthwise: then each channel is a group
 * @param windows where the law makes its own; default: drawn
 */
export function drawConvGradient(
  d: Draw,
  kind: 'conv' | 'depthwise',
  has: readonly ('x' | 'filter')[],
  constraints: GradientConstraints = {},
  windows: Windows = drawWindows(d, constraints),
): ConvGradientCase {
  const batch = within(d, 'batch', d.domain.batch);
  const { groups, channels, channelsOut } = kind === 'conv' ? drawChannels(d, constraints) : drawDepthwiseChannels(d, constraints);
  const { kernel, sizes, out, strides, dilations, padding } = windows;
  const taps = sizeOf(kernel);
  const results = batch * sizeOf(out);
  const products = constraints.inner === true ? taps * results * channels * channelsOut * groups : Math.max(taps * channelsOut, results);
  const content = { terms: products * (constraints.summands ?? 1), degree: constraints.inner === true ? 3 : 2 };
  const filterDims = kind === 'conv' ? [channels, channelsOut * groups] : [groups, channelsOut];
  const attributes = { strides, dilations, padding };
  return {
    ...windows,
    batch,
    groups,
    channels,
    channelsOut,
    ...(has.includes('x') && { x: d.tensor('x', [batch, sizes, channels * groups], content) }),
    ...(has.includes('filter') && { filter: d.tensor('filter', [kernel, ...filterDims], content) }),
    dy: d.tensor('dy', [batch, out, channelsOut * groups], content),
    inputShape: [batch, ...sizes, channels * groups],
    filterShape: [...kernel, ...filterDims],
    attributes: kind === 'conv' ? { ...attributes, groups } : attributes,
    content,
  };
}

/** The output padding that gives each axis its size back. */
export function outputPaddingOf({ out, pads, padding, kernel, strides, dilations, sizes }: Windows): number[] {
  const same = padding === 'same' || padding === 'same-lower';
  return sizes.map(
    (size, axis) => size - transposedSize(out[axis]!, same ? 'same' : pads[axis]!, kernel[axis]!, strides[axis]!, dilations[axis]!),
  );
}
