/** Which cells of an op's input feed one cell of its result, and with which weights. */
import { asFloat64 } from '../../judge/operands.js';
import type { Stray } from '../../judge/judge.js';
import type { Pair } from '../../geometry.js';
import * as kernels from '../../ops/kernels.js';
import { readWindows, type Axis } from '../../kernels/windows.js';
import type { OpName, PoolAttributes, SpaceToBatchAttributes } from '../../ops/index.js';
import { elements, fromData, indexOf, indices, isTensor, sizeOf, tensor, type Tensor } from '../../tensor.js';
import { parameters } from '../../ops/index.js';
import { elementAt } from './planes.js';

export interface Tap {
  /** In the input; outside of it, in the padding. */
  readonly index: readonly number[];
  readonly weight?: number;
}

export interface Feed {
  /** Of the parameter. */
  readonly name: string;
  readonly input: Tensor;
  /** Per axis of the input. */
  readonly pads: readonly Pair[];
  /** What a padding cell counts as; undefined where it counts as nothing. */
  readonly fill?: number;
  /** Left out where they could not be found. */
  readonly taps?: readonly Tap[];
}

/** Position of the tensor that is drawn among the arguments, where it is not the first. */
const drawn: { readonly [K in OpName]?: number } = {
  convInputGradient: 2,
  depthwiseConvInputGradient: 2,
  maxPoolGradient: 1,
  averagePoolGradient: 1,
};

/** Ops that are linear in the tensor that is drawn. */
const linear = new Set<OpName>([
  'separableConv',
  'convTranspose',
  'convInputGradient',
  'convFilterGradient',
  'depthwiseConvInputGradient',
  'depthwiseConvFilterGradient',
  'averagePool',
  'maxPoolGradient',
  'averagePoolGradient',
  'pad',
  'spaceToBatch',
  'batchToSpace',
  'spaceToDepth',
  'depthToSpace',
  'matmul',
  'resize',
]);

/** Cells that are tried one by one. */
const mostTried = 512;

/** The windows of an op whose output cells look at a window of its input. */
function windowsOf(op: OpName, args: readonly unknown[]): Axis[] | undefined {
  const [x, filter] = args;
  const attributes = args[parameters[op].findIndex(({ kind }) => kind === 'attributes')] as PoolAttributes | undefined;
  if (!isTensor(x)) return undefined;
  const sizes = x.shape.slice(1, -1);
  if (op === 'maxPool' || op === 'averagePool' || op === 'lpPool' || op === 'extractPatches') {
    const window = attributes?.window ?? sizes.map(() => 1);
    return readWindows(op, sizes, window, attributes ?? {}, attributes?.ceilMode);
  }
  const filtered = ['conv', 'depthwiseConv', 'separableConv', 'morphologicalDilation', 'morphologicalErosion'];
  if (!filtered.includes(op) || !isTensor(filter)) return undefined;
  return readWindows(op, sizes, filter.shape.slice(0, sizes.length), attributes ?? {});
}

/** Channels of the input that feed channel c of the result at one tap, with their weights where the filter alone gives them. */
function channelsAt(
  op: OpName,
  args: readonly unknown[],
  tap: readonly number[],
  kernel: readonly number[],
  c: number,
): [number, number?][] {
  const [x, filter] = args as [Tensor, Tensor];
  const channels = x.shape.at(-1)!;
  if (op === 'conv') {
    const perGroup = filter.shape.at(-2)!;
    const outPerGroup = filter.shape.at(-1)! / (channels / perGroup);
    const first = Math.floor(c / outPerGroup) * perGroup;
    return Array.from({ length: perGroup }, (_, i) => [first + i, elementAt(filter, [...tap, i, c])!]);
  }
  if (op === 'depthwiseConv') {
    const multiplier = filter.shape.at(-1)!;
    return [[Math.floor(c / multiplier), elementAt(filter, [...tap, Math.floor(c / multiplier), c % multiplier])!]];
  }
  if (op === 'separableConv') return Array.from({ length: channels }, (_, i) => [i]);
  if (op !== 'extractPatches') return [[c]];
  const position = tap.reduce((sum, t, axis) => sum * kernel[axis]! + t, 0);
  return Math.floor(c / channels) === position ? [[c % channels, 1]] : [];
}

function windowTaps(op: OpName, args: readonly unknown[], axes: readonly Axis[], cell: readonly number[]): Tap[] {
  const kernel = axes.map((axis) => axis.kernel);
  return Array.from(indices(kernel), (tap) => [...tap]).flatMap((tap) => {
    const at = axes.map(({ stride, dilation, before }, axis) => cell[axis + 1]! * stride + tap[axis]! * dilation - before);
    return channelsAt(op, args, tap, kernel, cell.at(-1)!).map(([channel, weight]): Tap => ({
      index: [cell[0]!, ...at, channel],
      ...(weight !== undefined && { weight }),
    }));
  });
}

/** The cell of the result for each unit tensor in place of the input: the weights of a linear op. */
function weights(op: OpName, args: readonly unknown[], at: number, cell: readonly number[]): number[] {
  const kernel = kernels[op] as unknown as (...args: unknown[]) => Tensor;
  const { shape } = args[at] as Tensor;
  const size = sizeOf(shape);
  const unit = new Float64Array(size);
  const given = args.map((arg, i) => (i === at ? fromData(unit, [...shape]) : isTensor(arg) ? asFloat64(arg) : arg));
  const value = (): number => elementAt(kernel(...given), cell)!;
  const none = value();
  return Array.from({ length: size }, (_, i) => {
    unit[i] = 1;
    const weight = value() - none;
    unit[i] = 0;
    return weight;
  });
}

/** The taps of a linear op, found by trying every cell. */
function triedTaps(op: OpName, args: readonly unknown[], at: number, cell: readonly number[]): Tap[] | undefined {
  const { shape } = args[at] as Tensor;
  if (!linear.has(op) || sizeOf(shape) > mostTried) return undefined;
  const own = weights(op, args, at, cell);
  // A weight of 0 feeds the cell too: other tensors are tried as ones. What takes a maximum's gradient is in its data alone.
  const ones = args.map((arg, i) =>
    i !== at && isTensor(arg)
      ? tensor(
          elements(arg).map(() => 1),
          [...arg.shape],
        )
      : arg,
  );
  const feeds = op === 'maxPoolGradient' ? own : weights(op, ones, at, cell);
  return own.flatMap((weight, i) => (feeds[i] === 0 ? [] : [{ index: indexOf(i, shape), weight }]));
}

function windowFeed(op: OpName, args: readonly unknown[], axes: readonly Axis[], cell: readonly number[] | undefined): Feed {
  const input = args[0] as Tensor;
  const pads = axes.map(({ size, stride, dilation, kernel, before, after, out }): Pair => {
    const overhang = (out - 1) * stride + (kernel - 1) * dilation + 1 - size - before;
    return [before, Math.max(after, overhang)];
  });
  const fill = ['conv', 'depthwiseConv', 'separableConv', 'extractPatches'].includes(op) ? { fill: 0 } : {};
  const feed: Feed = { name: 'x', input, pads: [[0, 0], ...pads, [0, 0]], ...fill };
  if (cell === undefined) return feed;
  const taps = windowTaps(op, args, axes, cell);
  const tried = linear.has(op) ? triedTaps(op, args, 0, cell) : undefined;
  if (tried === undefined) return { ...feed, taps };
  const weightAt = new Map(tried.map(({ index, weight }) => [index.join(), weight]));
  return {
    ...feed,
    taps: taps.map((tap): Tap => {
      const weight = weightAt.get(tap.index.join());
      return weight === undefined ? tap : { ...tap, weight };
    }),
  };
}

/**
 * The input of a call, and what of it feeds a cell of the result.
 *
 * @param cell of the reference's result; undefined for none
 * @returns undefined where the call has no input tensor
 */
export function feedOf({ op, args }: Stray, cell: readonly number[] | undefined): Feed | undefined {
  const axes = windowsOf(op, args);
  if (axes !== undefined) return windowFeed(op, args, axes, cell);
  const at = drawn[op] ?? 0;
  const input = args[at];
  if (!isTensor(input)) return undefined;
  const feed: Feed = { name: parameters[op][at]!.name, input, pads: input.shape.map((): Pair => [0, 0]) };
  const taps = cell === undefined || op === 'withSpaceToBatch' ? undefined : triedTaps(op, args, at, cell);
  const found = taps === undefined ? {} : { taps };
  if (op !== 'spaceToBatch') return { ...feed, ...found };
  const { paddings = [] } = args[1] as SpaceToBatchAttributes;
  return { ...feed, pads: input.shape.map((_, axis): Pair => paddings[axis - 1] ?? [0, 0]), fill: 0, ...found };
}
