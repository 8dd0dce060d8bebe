/** Windows that are folded otherwise: maxima, minima, means and norms. */
import type { Bounded } from '../../kernels/errors/bounded.js';
import { foldWindows, type Combine, type Fold } from '../../kernels/fold-windows.js';
import { linearError } from '../../kernels/errors/linear-error.js';
import { cellsOfWindows, type PoolPlan } from '../../kernels/pool-plan.js';
import { float64Elements } from '../../kernels/products/products.js';
import { tapTable } from '../../kernels/windows.js';
import { tensorNames } from '../../ops/call.js';
import type { OpRecord } from '../../ops/index.js';
import { denseCopy, elements, fromData, type Tensor } from '../../tensor.js';
import { defineDeviation, type Deviation } from '../deviation.js';
import { cellsOf, onlyWrong } from './edits/cells.js';
import { fitting } from './edits/fitting.js';
import { deliver, mapped, resultOf } from './edits/tensors.js';
import { withValues } from './edits/values.js';

/** Folds of the largest and of the smallest cell. */
const isExtreme = ({ start }: OpRecord): boolean => start === -Infinity || start === Infinity;

type Start = { readonly value: number };

const startsAt = (op: OpRecord, { value }: Start): OpRecord =>
  // As if one more cell held it.
  withValues(op, 'result', { f: op.start === Infinity ? (y) => Math.min(y, value) : (y) => Math.max(y, value) });

const start = defineDeviation<Start>({
  id: 'start-of-an-extreme',
  kind: 'fault',
  sentence: ({ value }) => `starts its maximum or minimum at ${value}`,
  applies: isExtreme,
  infer: (op, strays) => {
    const values = strays.slice(0, 6).flatMap((stray) => {
      const cells = cellsOf(stray);
      const value = cells && onlyWrong(cells);
      return value !== undefined && Number.isFinite(value) ? [value] : [];
    });
    return fitting(
      op,
      strays,
      [...new Set(values)].map((value) => ({ value })),
      startsAt,
    );
  },
  to: startsAt,
});

const combining = <Plan extends PoolPlan>(op: OpRecord, combine: Combine<Plan>): OpRecord => ({
  ...op,
  combine: combine as NonNullable<OpRecord['combine']>,
});

const better = (op: OpRecord, value: number, total: number): boolean => (op.start === Infinity ? value < total : value > total);

const combineIf =
  (op: OpRecord, takes: (value: number, total: number) => boolean): Combine<PoolPlan> =>
  (totals, at, values, from, channels) => {
    for (let c = 0; c < channels; c++) {
      const value = values[from + c]!;
      if (takes(value, totals[at + c]!)) totals[at + c] = value;
    }
  };

const ignoringNan = (op: OpRecord): OpRecord =>
  combining(
    op,
    combineIf(op, (value, total) => better(op, value, total)),
  );

/** NaN where the first cell of a window is, for nothing is larger than NaN. */
const firstNanAlone = (op: OpRecord): OpRecord => {
  const ignoring = ignoringNan(op);
  return {
    ...ignoring,
    evaluate: (plan, tensors, out) => {
      const { channels, windows: axes } = plan as PoolPlan;
      const [values, y] = [elements((tensors as readonly Tensor[])[0]!), denseCopy(resultOf(ignoring, plan, tensors))];
      const { windows, cells, start: first, cell } = tapTable(axes);
      for (let i = 0; i < y.data.length; i++) {
        const [c, window, n] = [i % channels, Math.floor(i / channels) % windows, Math.floor(i / channels / windows)];
        const from = first[window]!;
        if (from < first[window + 1]! && Number.isNaN(values[(n * cells + cell[from]!) * channels + c]!)) y.data[i] = Number.NaN;
      }
      return deliver(y, out);
    },
  };
};

const lastNanAlone = (op: OpRecord): OpRecord =>
  combining(
    op,
    combineIf(op, (value, total) => !(op.start === Infinity ? value >= total : value <= total)),
  );

const nanRule = (id: string, sentence: string, to: (op: OpRecord) => OpRecord, applies = isExtreme): Deviation =>
  defineDeviation({
    id,
    kind: 'fault',
    sentence,
    applies,
    infer: (op, strays) => fitting(op, strays, [null], to),
    to,
  });

const oneTensor = (op: OpRecord): boolean => isExtreme(op) && tensorNames(op).length === 1;

/** The other extreme of the same cells. */
const otherExtreme = (op: OpRecord): OpRecord => {
  const wrong = { ...op, start: -op.start! };
  return combining(
    wrong,
    combineIf(op, (value, total) => better(wrong, value, total) || Number.isNaN(value)),
  );
};

const opposite = nanRule('other-extreme', 'takes the minimum for the maximum, or the maximum for the minimum', otherExtreme, oneTensor);

/** Of sums of powers. */
const isNorm = ({ attributes, finish }: OpRecord): boolean => 'p' in attributes && finish !== undefined;

interface NormPlan extends PoolPlan {
  readonly p: number;
}

const powersOf = (x: Tensor, p: number): Tensor => mapped(x, (value) => Math.abs(value) ** p);

const sums: Fold<PoolPlan> = {
  start: 0,
  combine: (totals, at, values, from, channels) => {
    for (let c = 0; c < channels; c++) totals[at + c]! += values[from + c]!;
  },
};

/** Roundings of a power, at most, in units of its last place. */
const powerRoundings = 32;

const withoutRoot = (op: OpRecord): OpRecord => ({
  ...op,
  finish: () => undefined,
  error: (plan, precision, bounded) => {
    const { p } = plan as NormPlan;
    const [x] = bounded as readonly Bounded[];
    const value = powersOf(x!.value, p);
    const reach =
      x!.error &&
      powersOf(
        fromData(
          Float64Array.from(elements(x!.value), (each, i) => Math.abs(each) + x!.error!.data[i]!),
          [...x!.value.shape],
        ),
        p,
      );
    const error =
      reach &&
      fromData(
        Float64Array.from(elements(reach), (each, i) => each - value.data[i]!),
        [...x!.value.shape],
      );
    const steps = { terms: cellsOfWindows(plan as PoolPlan), roundings: powerRoundings, underflows: true };
    const folded = (powers: Tensor): Tensor =>
      fromData(foldWindows(plan as PoolPlan, sums, float64Elements(powers)), [...(plan as PoolPlan).yShape]);
    return linearError(precision, steps, { value, error }, folded);
  },
});

const noRoot = defineDeviation({
  id: 'no-root',
  kind: 'fault',
  sentence: 'takes no root of its sum',
  applies: isNorm,
  infer: (op, strays) => fitting(op, strays, [null], withoutRoot),
  to: withoutRoot,
});

const withSigns = (op: OpRecord): OpRecord =>
  combining<NormPlan>(op, (totals, at, values, from, channels, { p }) => {
    for (let c = 0; c < channels; c++) totals[at + c]! += values[from + c]! ** p;
  });

const noAbsolute = defineDeviation({
  id: 'no-absolute-value',
  kind: 'fault',
  sentence: 'takes no absolute value before the power',
  applies: isNorm,
  infer: (op, strays) => fitting(op, strays, [null], withSigns),
  to: withSigns,
});

export const foldDeviations: readonly Deviation[] = [
  start,
  nanRule('nan-ignored-by-an-extreme', 'ignores NaN in its maximum or minimum', ignoringNan),
  nanRule('first-nan-alone', 'lets NaN win only as the first cell of a window', firstNanAlone, oneTensor),
  nanRule('last-nan-alone', 'forgets NaN at the next cell of a window', lastNanAlone),
  opposite,
  noRoot,
  noAbsolute,
];
