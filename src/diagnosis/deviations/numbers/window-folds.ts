/** Windows of which another number is taken than the largest, the smallest or the mean: by all of their cells at once. */
import { isPlainExtreme } from '../../../conventions/extremes.js';
import type { Bounded } from '../../../kernels/errors/bounded.js';
import type { Finish } from '../../../kernels/fold-windows.js';
import { tapsOf, type PoolPlan } from '../../../kernels/pool-plan.js';
import { tensorRecord, type OpRecord } from '../../../ops/index.js';
import { elements, type Tensor } from '../../../tensor.js';
import { defineDeviation, type Deviation, type Json } from '../../deviation.js';
import { fitting } from '../edits/fitting.js';
import { mapped } from '../edits/tensors.js';
import { isMean } from './divisors.js';

type Cells = readonly number[];

interface Folded {
  readonly op: OpRecord;
  /** Of a full window. */
  readonly taps: number;
  /** What a mean divides by. */
  readonly divisor: number;
}

interface Rule<Parameters extends Json> {
  readonly id: string;
  readonly sentence: string | ((parameters: Parameters) => string);
  readonly applies: (op: OpRecord) => boolean;
  /** Default: one without any, `null`. */
  readonly candidates?: readonly Parameters[];
  /** Of the cells of a window, in row-major order: at least one, and none of them NaN. */
  readonly of: (cells: Cells, parameters: Parameters, window: Folded) => number;
  /** How far it may be off. Default: as the op is. */
  readonly error?: (op: OpRecord) => OpRecord['error'];
}

/** The record that makes its result of the cells of each window. A window without a cell gives what it did; one with NaN, anything. */
function folding<Parameters extends Json>(op: OpRecord, { of, error }: Rule<Parameters>, parameters: Parameters): OpRecord {
  const seen = new WeakMap<Float64Array, number[][]>();
  const finish: Finish<PoolPlan> = (totals, at, channels, count, plan) => {
    const ofChannels = seen.get(totals) ?? [];
    seen.delete(totals);
    op.finish?.(totals, at, channels, count, plan);
    for (const [c, cells] of ofChannels.entries())
      totals[at + c] = cells.some(Number.isNaN) ? Number.NaN : of(cells, parameters, { op, taps: tapsOf(plan), divisor: count });
  };
  return {
    ...op,
    combine: (totals, at, values, from, channels, plan) => {
      op.combine!(totals, at, values, from, channels, plan);
      let ofChannels = seen.get(totals);
      if (ofChannels === undefined) seen.set(totals, (ofChannels = Array.from({ length: channels }, () => [])));
      for (let c = 0; c < channels; c++) ofChannels[c]!.push(values[from + c]!);
    },
    finish: finish as NonNullable<OpRecord['finish']>,
    error: (plan, precision, bounded) => {
      const of = (error?.(op) ?? ((...given) => op.error(...given)))(plan, precision, bounded) as Tensor;
      const x = (bounded as readonly Bounded[])[0]!.value;
      // Where NaN stands in an order is left open.
      return x.data.some(Number.isNaN) ? openWhereNan(of, op.evaluate(plan, [x]) as Tensor) : of;
    },
  };
}

function openWhereNan(error: Tensor, result: Tensor): Tensor {
  const values = elements(result);
  let i = 0;
  return mapped(error, (each) => (Number.isNaN(values[i++]!) ? Infinity : each));
}

const isExtremeOrMean = (op: OpRecord): boolean => isPlainExtreme(op) || isMean(op);

/** From the one that the op takes on. */
const inOrder = (cells: Cells, { start }: OpRecord): number[] => [...cells].sort((a, b) => (start === Infinity ? a - b : b - a));
const sum = (cells: Cells): number => cells.reduce((total, cell) => total + cell, 0);

/** Of a number that is one of the cells, or a mean of them. */
const errorOf = (name: 'maxPool' | 'averagePool') => (): OpRecord['error'] => {
  const record: OpRecord = tensorRecord(name);
  return (plan, precision, bounded) => record.error(plan, precision, bounded);
};

type Median = { readonly of: 'lower' | 'upper' | 'both' };

function medianOf(cells: Cells, { of }: Median): number {
  const rising = [...cells].sort((a, b) => a - b);
  const [lower, upper] = [rising[Math.ceil(rising.length / 2) - 1]!, rising[Math.floor(rising.length / 2)]!];
  return of === 'lower' ? lower : of === 'upper' ? upper : lower / 2 + upper / 2;
}

const medianInWords: Readonly<Record<Median['of'], string>> = {
  lower: 'takes the median of a window, of two the smaller',
  upper: 'takes the median of a window, of two the larger',
  both: 'takes the median of a window, of two their mean',
};

type Zeros = { readonly without: 0 | 'NaN' };

type First = { readonly count: number };

/** Cells that loops are unrolled to, or that a fixed store holds. */
const counts: readonly First[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 16, 25, 32, 64].map((count) => ({ count }));

function deviationOf<Parameters extends Json = null>(rule: Rule<Parameters>): Deviation {
  const { id, sentence, applies, candidates = [null as Parameters] } = rule;
  const to = (op: OpRecord, parameters: Parameters): OpRecord => folding(op, rule, parameters);
  return defineDeviation<Parameters>({
    id,
    kind: 'fault',
    sentence,
    applies: (op) => op.results === 1 && applies(op),
    infer: (op, strays) => fitting(op, strays, candidates, to),
    to,
  });
}

type Windows = { readonly windows: 'all' | 'full' };

export const windowFoldDeviations: readonly Deviation[] = [
  deviationOf({
    id: 'greatest-magnitude',
    sentence: 'takes the cell of the greatest magnitude',
    applies: isExtremeOrMean,
    of: (cells) => cells.reduce((most, cell) => (Math.abs(cell) > Math.abs(most) ? cell : most)),
    error: errorOf('maxPool'),
  }),
  deviationOf<Windows>({
    id: 'second-extreme',
    sentence: ({ windows }) => `takes the second cell of ${windows === 'all' ? 'a' : 'a full'} window in the order of size`,
    applies: isPlainExtreme,
    candidates: [{ windows: 'all' }, { windows: 'full' }],
    of: (cells, { windows }, { taps, op }) =>
      inOrder(cells, op)[windows === 'full' && cells.length < taps ? 0 : Math.min(1, cells.length - 1)]!,
  }),
  deviationOf<Median>({
    id: 'median',
    sentence: ({ of }) => medianInWords[of],
    applies: isExtremeOrMean,
    candidates: [{ of: 'lower' }, { of: 'upper' }, { of: 'both' }],
    of: medianOf,
    error: errorOf('averagePool'),
  }),
  deviationOf<First>({
    id: 'first-cells',
    sentence: ({ count }) => (count === 1 ? 'reads the first cell of a window alone' : `reads the first ${count} cells of a window alone`),
    applies: isExtremeOrMean,
    candidates: counts,
    of: (cells, { count }, { divisor, op }) => (isMean(op) ? sum(cells.slice(0, count)) / divisor : inOrder(cells.slice(0, count), op)[0]!),
  }),
  deviationOf({
    id: 'last-cell',
    sentence: 'takes the last cell of a window',
    applies: isExtremeOrMean,
    of: (cells) => cells.at(-1)!,
    error: errorOf('maxPool'),
  }),
  deviationOf({
    id: 'mean-for-extreme',
    sentence: 'takes the mean of a window for its extreme',
    applies: isPlainExtreme,
    of: (cells) => sum(cells) / cells.length,
    error: errorOf('averagePool'),
  }),
  deviationOf({
    id: 'largest-for-mean',
    sentence: 'takes the largest cell of a window for the mean',
    applies: isMean,
    of: (cells) => Math.max(...cells),
    error: errorOf('maxPool'),
  }),
  deviationOf<Zeros>({
    id: 'zeros-not-counted',
    sentence: ({ without }) => `divides by the cells that are not 0; where none is, gives ${without}`,
    applies: isMean,
    candidates: [{ without: 0 }, { without: 'NaN' }],
    of: (cells, { without }) => {
      const counted = cells.filter((cell) => cell !== 0);
      return counted.length === 0 ? Number(without) : sum(counted) / counted.length;
    },
    error: (op) => (plan, precision, bounded) => {
      const error = op.error(plan, precision, bounded) as Tensor;
      const most = tapsOf(plan as unknown as PoolPlan);
      return mapped(error, (each) => each * most);
    },
  }),
];
