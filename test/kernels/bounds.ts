/** Whether error bounds hold, and how sharp they are: honest evaluations of little precision against float64 and the bound. */
import { registry, type Bounded, type KernelName } from '../../src/ops/kernels.js';
import { float16, float32, type Precision } from '../../src/precision.js';
import { fromData, tensor, toArray, type Tensor } from '../../src/tensor.js';
import type { Grid } from '../definitions/grid.js';
import { cases, isGrid } from './cases.js';
import { Random } from './random-cases.js';
import { roundedArithmetic } from './rounded-arithmetic.js';

export interface Measured {
  readonly op: KernelName;
  readonly precision: string;
  readonly cases: number;
  readonly cells: number;
  /** Cells where the bound is infinite. */
  readonly unbounded: number;
  /** Calls with a cell outside its bound. */
  readonly violations: readonly string[];
  /** Median of error / bound, over cells that are not exact by their bound; NaN where there is none. */
  readonly median: number;
  /** The same over cells whose error is not 0: a library may well be exact where it need not be. */
  readonly medianInexact: number;
  readonly largest: number;
}

export const boundedPrecisions: readonly Precision[] = [
  float32,
  float16,
  { ...float16, name: 'float16 flushing', flushesSubnormals: true },
];

/** Wide exponents, either sign; now and then zero, one, tiny, or so large that sums, products or powers are about to overflow. */
function drawn(precision: Precision): (r: Random) => number {
  const wide = precision.unitRoundoff < 2 ** -20 ? 30 : 6;
  return (r) => {
    const kind = r.unit();
    if (kind < 0.1) return r.int(-1, 1);
    if (kind < 0.15) return precision.smallestSubnormal * r.int(-30, 30);
    if (kind < 0.155) return precision.round((precision.largest / 2) ** (1 / r.int(1, 3)) * (2 * r.unit() - 1) * 2);
    const exponent = kind < 0.5 ? r.int(-wide, wide) : r.int(-2, 2);
    return precision.round((2 * r.unit() - 1) * 2 ** exponent);
  };
}

/** What is exact, though the library has `found`: a little off, with an error that covers it. */
function blurred(found: Grid, r: Random): Bounded {
  const values = new Float64Array(found.values);
  const errors = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    if (r.unit() < 0.3) continue;
    values[i] = values[i]! + Math.abs(values[i]!) * (2 * r.unit() - 1) * 2 ** -r.int(2, 20);
    errors[i] = Math.abs(values[i]! - found.values[i]!) * (1 + (r.unit() < 0.5 ? 0 : r.unit()));
  }
  const shape = [...found.shape];
  return { value: fromData(values, shape), error: fromData(errors, [...shape]) };
}

export function measureBounds(op: KernelName, precision: Precision, count: number, seed: number): Measured {
  const r = new Random(seed, drawn(precision), true);
  const evaluate = registry[op].evaluate as unknown as (...args: unknown[]) => Tensor;
  const bound = registry[op].error as unknown as (precision: Precision, ...args: unknown[]) => Tensor;
  const violations: string[] = [];
  const ratios: number[] = [];
  let [cells, unbounded, largest] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const { args, define } = cases[op](r);
    const exactly = r.unit() < 0.5;
    const bounded = args.map((arg) => {
      if (!isGrid(arg)) return arg;
      // What a library that flushes makes of its arguments is in their errors already.
      if (!exactly) return blurred(arg, r);
      return { value: tensor(arg.values, [...arg.shape]), error: undefined };
    });
    const found = define(args.filter(isGrid), roundedArithmetic(precision, r)).values;
    const wanted = toArray(evaluate(...bounded.map((arg, k) => (isGrid(args[k]) ? (arg as Bounded).value : arg))));
    const allowed = toArray(bound(precision, ...bounded));
    for (const [cell, value] of wanted.entries()) {
      cells++;
      const error = Math.abs(found[cell]! - value);
      if (allowed[cell] === Infinity) unbounded++;
      else if (!(error <= allowed[cell]!) && !Object.is(found[cell], value) && found[cell] !== value) {
        violations.push(`${op} of ${JSON.stringify(args)}: cell ${cell} is ${found[cell]}, not ${value} within ${allowed[cell]}`);
        break;
      } else if (allowed[cell]! > 0) {
        const ratio = error / allowed[cell]!;
        largest = Math.max(largest, ratio);
        // Enough for a median.
        if (ratios.length < 200_000) ratios.push(ratio);
      }
    }
  }
  ratios.sort((a, b) => a - b);
  const middle = (list: readonly number[]): number => list[Math.floor(list.length / 2)] ?? Number.NaN;
  const medianInexact = middle(ratios.filter((ratio) => ratio > 0));
  return { op, precision: precision.name, cases: count, cells, unbounded, violations, median: middle(ratios), medianInexact, largest };
}
