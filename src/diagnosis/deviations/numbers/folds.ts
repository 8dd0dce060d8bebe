/** Windows that are folded otherwise: maxima, minima, means and norms. */
import { better, combineIf, combining, isExtreme, isPlainExtreme } from '../../../conventions/extremes.js';
import type { Bounded } from '../../../kernels/errors/bounded.js';
import { foldWindows, type Fold } from '../../../kernels/fold-windows.js';
import { linearError } from '../../../kernels/errors/linear-error.js';
import { cellsOfWindows, type PoolPlan } from '../../../kernels/pool-plan.js';
import { float64Elements } from '../../../kernels/products/products.js';
import type { OpRecord } from '../../../ops/index.js';
import { elements, fromData, type Tensor } from '../../../tensor.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { cellsOf, onlyWrong } from '../edits/cells.js';
import { fitting } from '../edits/fitting.js';
import { mapped } from '../edits/tensors.js';
import { withValues } from '../edits/values.js';

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

/** The other extreme of the same cells. */
const otherExtreme = (op: OpRecord): OpRecord => {
  const wrong = { ...op, start: -op.start! };
  return combining(
    wrong,
    combineIf((value, total) => better(wrong, value, total) || Number.isNaN(value)),
  );
};

const opposite = defineDeviation({
  id: 'other-extreme',
  kind: 'fault',
  sentence: 'takes the minimum for the maximum, or the maximum for the minimum',
  applies: isPlainExtreme,
  infer: (op, strays) => fitting(op, strays, [null], otherExtreme),
  to: otherExtreme,
});

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

export const foldDeviations: readonly Deviation[] = [start, opposite, noRoot, noAbsolute];
