/** Which cells of an op's input feed one cell of its result, and with which weights. */
import { asFloat64 } from '../../judge/bind/operands.js';
import type { Stray } from '../../judge/judge.js';
import type { Pair } from '../../geometry.js';
import { evaluate, planOf } from '../../ops/call.js';
import { recordOf, type Feeding, type OpRecord, type WindowView } from '../../ops/index.js';
import { elements, fromData, indexOf, indices, isTensor, sizeOf, tensor, type Tensor } from '../../tensor.js';
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

/** Cells that are tried one by one. */
const mostTried = 512;

function windowTaps(view: WindowView, filter: Tensor | undefined, cell: readonly number[]): Tap[] {
  const { axes, feeds = sameChannel } = view;
  return Array.from(indices(axes.map(({ kernel }) => kernel)), (tap) => [...tap]).flatMap((tap) => {
    const at = axes.map(({ stride, dilation, before }, axis) => cell[axis + 1]! * stride + tap[axis]! * dilation - before);
    return feeds(tap, cell.at(-1)!).map(({ channel, weight }): Tap => ({
      index: [cell[0]!, ...at, channel],
      ...(weight !== undefined && filter !== undefined && { weight: elementAt(filter, weight)! }),
    }));
  });
}

function sameChannel(_tap: readonly number[], channel: number): readonly Feeding[] {
  return [{ channel }];
}

/** The cell of the result for each unit tensor in place of one argument: the weights of a linear op. */
function weights(record: OpRecord, args: readonly unknown[], at: number, cell: readonly number[]): number[] {
  const { shape } = args[at] as Tensor;
  const size = sizeOf(shape);
  const unit = new Float64Array(size);
  const given = args.map((arg, i) => (i === at ? fromData(unit, [...shape]) : isTensor(arg) ? asFloat64(arg) : arg));
  const value = (): number => elementAt(evaluate(record, given) as Tensor, cell)!;
  const none = value();
  return Array.from({ length: size }, (_, i) => {
    unit[i] = 1;
    const weight = value() - none;
    unit[i] = 0;
    return weight;
  });
}

/** The taps of a linear op, found by trying every cell. */
function triedTaps(record: OpRecord, args: readonly unknown[], at: number, cell: readonly number[]): Tap[] | undefined {
  const { shape } = args[at] as Tensor;
  if (!record.linearIn.includes(record.parameters[at]!.name) || sizeOf(shape) > mostTried) return undefined;
  const own = weights(record, args, at, cell);
  // A weight of 0 feeds the cell too: factors are tried as ones. What takes a maximum's gradient is in its data alone.
  const areFactors = record.parameters.every(({ name, kind }) => kind !== 'tensor' || record.linearIn.includes(name));
  const ones = args.map((arg, i) =>
    i !== at && isTensor(arg)
      ? tensor(
          elements(arg).map(() => 1),
          [...arg.shape],
        )
      : arg,
  );
  const feeds = areFactors ? weights(record, ones, at, cell) : own;
  return own.flatMap((weight, i) => (feeds[i] === 0 ? [] : [{ index: indexOf(i, shape), weight }]));
}

function windowFeed(record: OpRecord, args: readonly unknown[], at: number, view: WindowView, cell: readonly number[] | undefined): Feed {
  const input = args[at] as Tensor;
  const pads = view.axes.map(({ size, stride, dilation, kernel, before, after, out }): Pair => {
    const overhang = (out - 1) * stride + (kernel - 1) * dilation + 1 - size - before;
    return [before, Math.max(after, overhang)];
  });
  const feed: Feed = { name: view.of, input, pads: [[0, 0], ...pads, [0, 0]], ...(view.fill !== undefined && { fill: view.fill }) };
  if (cell === undefined) return feed;
  const filterAt = record.parameters.findIndex(({ name }) => name === view.weights);
  const taps = windowTaps(view, args[filterAt] as Tensor | undefined, cell);
  const tried = view.weights === undefined ? triedTaps(record, args, at, cell) : undefined;
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
  const record = recordOf(op);
  const plan = record.kind === 'tensors' ? planOf(record, args) : undefined;
  const view = plan && (record as OpRecord).window?.(plan);
  const at = record.parameters.findIndex(({ name, kind }) => (view === undefined ? kind === 'tensor' : name === view.of));
  const input = args[at];
  if (!isTensor(input)) return undefined;
  if (view?.result === 'window') return windowFeed(record as OpRecord, args, at, view, cell);
  const border = plan && (record as OpRecord).border?.(plan);
  const taps = cell === undefined || record.kind !== 'tensors' ? undefined : triedTaps(record, args, at, cell);
  return {
    name: record.parameters[at]!.name,
    input,
    pads: border ?? input.shape.map((): Pair => [0, 0]),
    ...(border && { fill: 0 }),
    ...(taps && { taps }),
  };
}
