import { transposedSize } from '../../geometry.js';
import type { AveragePoolAttributes, ConvTransposeAttributes } from '../index.js';
import { sizeOf, type Shape, type Tensor } from '../../tensor.js';
import { drawChannels, within, type ChannelConstraints } from './conv-case.js';
import { drawDepthwiseChannels } from './depthwise-case.js';
import { distinct } from '../../draw/distinct.js';
import type { Content, Draw } from '../../draw/draw.js';
import { drawAveragePool, drawPool } from '../pooling/pool-case.js';
import { drawWindows, type WindowConstraints, type Windows } from '../../draw/windows.js';

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

/** Cells of x are multiplied with dy, over all of it. */
const products = (d: Draw): { degree: number; terms: number } => ({ degree: 2, terms: d.domain.elements });

/** A case of `averagePoolGradient`. */
export function drawAverageGradient(d: Draw, constraints: GradientConstraints = {}): GradientCase & { readonly x: Tensor } {
  const c = drawAveragePool(d, { ...constraints, ...products(d) });
  const content = { terms: sizeOf(c.x.shape) * (constraints.summands ?? 1), degree: 2 };
  const dy = d.tensor('dy', [c.batch, c.out, c.channels], content);
  return { ...c, dy, inputShape: [...c.x.shape], filterShape: [], content };
}

/** A case of `maxPoolGradient`. */
export function drawMaxGradient(d: Draw, constraints: GradientConstraints = {}): GradientCase & { readonly x: Tensor } {
  const narrow = d.domain.precision.largestInteger < 2 ** 11;
  // Few cells where the precision holds few different numbers.
  const small = constraints.distinct === true && narrow ? { kernel: { max: 2 }, strides: { max: 1 }, dilations: { max: 1 } } : {};
  const c = drawPool(d, { ...constraints, ...small, ...products(d) });
  const content = { terms: sizeOf(c.x.shape) * (constraints.summands ?? 1), degree: 2 };
  const dy = d.tensor('dy', [c.batch, c.out, c.channels], content);
  const x = constraints.distinct === true ? distinct(c.x, d.domain.precision) : c.x;
  return { ...c, x, dy, inputShape: [...c.x.shape], filterShape: [], content };
}
