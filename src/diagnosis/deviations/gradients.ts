/** Gradients of maxima that go to other cells. */
import { resultFrom } from '../../kernels/arguments.js';
import { linearError } from '../../kernels/errors/linear-error.js';
import { windowsOfCells, type PoolPlan } from '../../kernels/pool-plan.js';
import { float64Elements } from '../../kernels/products/products.js';
import { tapTable } from '../../kernels/windows.js';
import type { Bounded } from '../../kernels/errors/bounded.js';
import type { OpRecord } from '../../ops/index.js';
import { dtypeOf, type Tensor } from '../../tensor.js';
import { defineDeviation, type Deviation } from '../deviation.js';
import { fitting } from './edits/fitting.js';

/** Which of a window's cells get its dy. */
interface Rule {
  readonly id: string;
  readonly sentence: string;
  /** The places, of the values of a window's cells in row-major order. */
  readonly winners: (values: readonly number[]) => readonly number[];
  /** Default: added. */
  readonly written?: 'shared' | 'over';
}

/** The places of all maxima: of NaN alone where there is one. */
function maxima(values: readonly number[]): readonly number[] {
  if (values.some(Number.isNaN)) return values.flatMap((value, i) => (Number.isNaN(value) ? [i] : []));
  const most = Math.max(...values);
  return values.flatMap((value, i) => (value === most ? [i] : []));
}

const rules: readonly Rule[] = [
  { id: 'tie-to-the-last', sentence: 'gives dy to the last of equal maxima', winners: (values) => maxima(values).slice(-1) },
  { id: 'tie-to-all', sentence: 'gives dy to each of equal maxima', winners: maxima },
  { id: 'tie-shared', sentence: 'shares dy among equal maxima', winners: maxima, written: 'shared' },
  {
    id: 'overlaps-overwritten',
    sentence: 'overwrites the gradients of overlapping windows, where it should add them',
    winners: (values) => maxima(values).slice(0, 1),
    written: 'over',
  },
  {
    id: 'nan-gets-no-gradient',
    sentence: 'gives dy to the largest number beside NaN',
    winners: (values) => maxima(values.map((value) => (Number.isNaN(value) ? -Infinity : value))).slice(0, 1),
  },
  {
    id: 'gradient-to-the-minimum',
    sentence: 'gives dy to the smallest cell',
    winners: (values) => maxima(values.map((value) => -value)).slice(0, 1),
  },
  { id: 'gradient-to-the-first-cell', sentence: "gives dy to a window's first cell", winners: () => [0] },
  { id: 'gradient-to-every-cell', sentence: 'gives dy to every cell of a window', winners: (values) => [...values.keys()] },
];

function route({ winners, written }: Rule, plan: PoolPlan, x: Tensor, dy: Tensor): Float64Array {
  const { batch, channels } = plan;
  const { windows, cells, start, cell } = tapTable(plan.windows);
  const [values, gradients] = [float64Elements(x), float64Elements(dy)];
  const dx = new Float64Array(values.length);
  for (let n = 0; n < batch; n++) {
    for (let window = 0; window < windows; window++) {
      const covered = [...cell.subarray(start[window], start[window + 1])];
      if (covered.length === 0) continue;
      for (let c = 0; c < channels; c++) {
        const places = covered.map((each) => (n * cells + each) * channels + c);
        const gradient = gradients[(n * windows + window) * channels + c]!;
        const won = winners(places.map((at) => values[at]!));
        for (const i of won) {
          const at = places[i]!;
          if (written === 'over') dx[at] = gradient;
          else dx[at]! += written === 'shared' ? gradient / won.length : gradient;
        }
      }
    }
  }
  return dx;
}

const routed = (op: OpRecord, rule: Rule): OpRecord => {
  const evaluate = (plan: PoolPlan, x: Tensor, dy: Tensor, out?: Tensor): Tensor =>
    resultFrom(op.name, route(rule, plan, x, dy), plan.outputShape, dtypeOf(x), out);
  return {
    ...op,
    evaluate: (plan, tensors, out) => {
      const [x, dy] = tensors as readonly Tensor[];
      return evaluate(plan as PoolPlan, x!, dy!, out as Tensor | undefined);
    },
    // Arguments are the library's own numbers: which cell wins is sure.
    error: (plan, precision, bounded) => {
      const [x, dy] = bounded as readonly Bounded[];
      const steps = { terms: windowsOfCells(plan as PoolPlan), roundings: 2, underflows: rule.written === 'shared' };
      return linearError(precision, steps, dy!, (value) => evaluate(plan as PoolPlan, x!.value, value));
    },
  };
};

/** Of a maximum. */
const isRouted = ({ attributes, tensors }: OpRecord): boolean => 'ceilMode' in attributes && 'x' in tensors && 'dy' in tensors;

export const gradientDeviations: readonly Deviation[] = rules.map((rule) =>
  defineDeviation({
    id: rule.id,
    kind: 'fault',
    sentence: rule.sentence,
    applies: isRouted,
    infer: (op, strays) => fitting(op, strays, [null], (record) => routed(record, rule)),
    to: (op) => routed(op, rule),
  }),
);
