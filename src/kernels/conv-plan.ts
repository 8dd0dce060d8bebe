/** What the ops of the convolution family share: one trilinear form, solved for its output, its input or its filter. */
import { padsOf, transposedSize, type WindowAttributes } from '../geometry.js';
import { InvalidArgument } from '../invalid-argument.js';
import type { Shape } from '../tensor.js';
import { integers, readAttributes, readPadding, requireInteger, requireRank, requireShape, spatialAxes } from './arguments.js';
import { readWindows, threeAxes, windowedShape, type Axis, type Windows } from './windows.js';

/**
 * sum over batch n, output o, tap t, group g, channels i and j of  x[n, o*s + t*d - before, g, i] * filter[t, i, g, j] * y[n, o, g, j].
 *
 * A depthwise filter `[...kernel, channels, multiplier]` is a grouped one, `[...kernel, 1, channels * multiplier]`, element by element.
 */
export interface ConvPlan {
  readonly batch: number;
  readonly windows: Windows;
  readonly groups: number;
  /** Input channels per group. */
  readonly channels: number;
  /** Output channels per group. */
  readonly channelsOut: number;
  readonly inputShape: number[];
  readonly filterShape: number[];
  readonly yShape: number[];
  /** The shape that is solved for: one of the three. */
  readonly outputShape: number[];
}

interface GroupedAttributes extends WindowAttributes {
  readonly groups?: number;
}

interface TransposedAttributes extends GroupedAttributes {
  readonly outputPadding?: readonly number[];
}

const filterAxes = 'kernel per spatial axis, channelsIn / groups, channelsOut';
const depthwiseAxes = 'kernel per spatial axis, channels, multiplier';

/** The plan of a convolution of `x` with `filter`. */
export function planConv(
  op: string,
  x: Shape,
  filter: Shape,
  given: GroupedAttributes | undefined,
  names: { readonly x: string; readonly filter: string } = { x: 'x', filter: 'filter' },
): ConvPlan {
  const attributes: GroupedAttributes = readAttributes(op, given);
  const axes = spatialAxes(op, names.x, x);
  requireRank(op, names.filter, filter, axes + 2, filterAxes);
  const groups = requireInteger(op, 'groups', attributes.groups ?? 1, 1, 'groups-positive');
  const channels = filter[axes]!;
  const all = filter[axes + 1]!;
  const channelsIn = x[axes + 1]!;
  if (channelsIn % groups !== 0)
    throw new InvalidArgument(op, 'groups', groups, `it must divide the ${channelsIn} input channels`, 'groups-divide');
  if (all % groups !== 0) throw new InvalidArgument(op, 'groups', groups, `it must divide the ${all} output channels`, 'groups-divide');
  if (channels * groups !== channelsIn) {
    const expected = `it must be the channels of ${names.x} per group, ${channelsIn} / ${groups}`;
    throw new InvalidArgument(op, `${names.filter}.shape[${axes}]`, channels, expected, 'channels-match');
  }
  const windows = readWindows(op, x.slice(1, -1), filter.slice(0, axes), attributes);
  return plan(x[0]!, windows, groups, channels, all / groups, [...x], [...filter], windowedShape(x[0]!, windows, all));
}

/** The plan of a depthwise convolution of `x` with `filter`. */
export function planDepthwise(
  op: string,
  x: Shape,
  filter: Shape,
  given: WindowAttributes | undefined,
  names: { readonly x: string; readonly filter: string } = { x: 'x', filter: 'filter' },
): ConvPlan {
  const attributes: WindowAttributes = readAttributes(op, given);
  const axes = spatialAxes(op, names.x, x);
  requireRank(op, names.filter, filter, axes + 2, depthwiseAxes);
  const channels = x[axes + 1]!;
  const multiplier = filter[axes + 1]!;
  if (filter[axes] !== channels) {
    throw new InvalidArgument(
      op,
      `${names.filter}.shape[${axes}]`,
      filter[axes],
      `it must be the channels of ${names.x}, ${channels}`,
      'channels-match',
    );
  }
  const windows = readWindows(op, x.slice(1, -1), filter.slice(0, axes), attributes);
  const outputShape = windowedShape(x[0]!, windows, channels * multiplier);
  return plan(x[0]!, windows, channels, 1, multiplier, [...x], [...filter], outputShape);
}

/** The plan whose input is the result of a transposed convolution of `y`. */
export function planTranspose(op: string, y: Shape, filter: Shape, given: TransposedAttributes | undefined): ConvPlan {
  const attributes: TransposedAttributes = readAttributes(op, given);
  const axes = spatialAxes(op, 'y', y);
  requireRank(op, 'filter', filter, axes + 2, filterAxes);
  const groups = requireInteger(op, 'groups', attributes.groups ?? 1, 1, 'groups-positive');
  const channels = filter[axes]!;
  const all = filter[axes + 1]!;
  if (y[axes + 1] !== all)
    throw new InvalidArgument(op, `filter.shape[${axes + 1}]`, all, `it must be the channels of y, ${y[axes + 1]}`, 'channels-match');
  if (all % groups !== 0) throw new InvalidArgument(op, 'groups', groups, `it must divide the ${all} channels of y`, 'groups-divide');
  const windows = transposedWindows(op, y.slice(1, -1), filter.slice(0, axes), attributes);
  const inputShape = [y[0]!, ...windows.map((axis) => axis.size), channels * groups];
  return { ...plan(y[0]!, windows, groups, channels, all / groups, inputShape, [...filter], [...y]), outputShape: inputShape };
}

function transposedWindows(op: string, outs: Shape, kernel: Shape, attributes: TransposedAttributes): Axis[] {
  const count = outs.length;
  const strides = integers(op, 'strides', attributes.strides, count, 1, 1);
  const dilations = integers(op, 'dilations', attributes.dilations, count, 1, 1);
  const extra = integers(op, 'outputPadding', attributes.outputPadding, count, 0, 0);
  const padding = readPadding(op, attributes.padding, count);
  const named = padding === 'same' || padding === 'same-lower';
  return outs.map((out, i) => {
    const [k, stride, dilation] = [kernel[i]!, strides[i]!, dilations[i]!];
    if (k < 1) throw new InvalidArgument(op, `kernel[${i}]`, k, 'every kernel must have at least one cell', 'kernel-positive');
    const smallest = transposedSize(out, named ? 'same' : padsOf(padding, i, 0, k, stride, dilation), k, stride, dilation);
    const size = (named ? Math.max(0, smallest) : smallest) + extra[i]!;
    if (size < 0)
      throw new InvalidArgument(op, `padding[${i}]`, padding, `it must leave a size of at least 0, not ${size}`, 'padding-leaves-size');
    if (named && Math.ceil(size / stride) !== out) {
      throw new InvalidArgument(
        op,
        `outputPadding[${i}]`,
        extra[i],
        `with padding '${padding}' it must be below the stride, ${stride}`,
        'output-padding-below-stride',
      );
    }
    const [before, after] = padsOf(padding, i, size, k, stride, dilation);
    return { size, kernel: k, stride, dilation, before, after, out };
  });
}

/** A plan solved for its input or its filter, from the gradient of y. */
export function gradientOf(op: string, dy: Shape, given: ConvPlan, solved: 'inputShape' | 'filterShape'): ConvPlan {
  requireShape(op, 'dy', dy, given.yShape);
  return { ...given, outputShape: given[solved] };
}

function plan(
  batch: number,
  windows: readonly Axis[],
  groups: number,
  channels: number,
  channelsOut: number,
  inputShape: number[],
  filterShape: number[],
  yShape: number[],
): ConvPlan {
  return { batch, windows: threeAxes(windows), groups, channels, channelsOut, inputShape, filterShape, yShape, outputShape: yShape };
}
