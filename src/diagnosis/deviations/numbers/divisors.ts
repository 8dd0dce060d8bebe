/** Means that divide by another number, and their gradients. */
import { divisorsOf, tapsOf, type MeanPlan } from '../../../kernels/pool-plan.js';
import type { Finish } from '../../../kernels/fold-windows.js';
import { effectiveKernel } from '../../../geometry.js';
import { spatialOf, threeAxes, type Axis, type Windows } from '../../../kernels/windows.js';
import type { OpRecord } from '../../../ops/index.js';
import { mean } from '../../../ops/pooling/mean.js';
import { elements, fromData, indices, sizeOf, type Tensor } from '../../../tensor.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { fitting } from '../edits/fitting.js';
import { withTensor } from '../edits/tensors.js';

/** Whether a record gives the mean of a window. */
export const isMean = ({ finish }: OpRecord): boolean => finish === (mean.finish as OpRecord['finish']);
const isGradient = ({ attributes, tensors }: OpRecord): boolean => 'countPadding' in attributes && 'dy' in tensors;

interface Rule {
  readonly id: string;
  readonly sentence: string;
  /** Of each window, from those that are right. */
  readonly divisors: (plan: MeanPlan, right: Float64Array) => Float64Array;
}

const everyWindow = (right: Float64Array, divisor: number): Float64Array => new Float64Array(right.length).fill(divisor);
const product = ({ windows }: MeanPlan, of: (axis: Axis) => number): number => sizeOf(windows.map(of));

/** Windows to which padding on one side is cells. */
const padded = (windows: Windows, side: 'before' | 'after'): Windows =>
  threeAxes(
    windows.map((axis) =>
      side === 'before'
        ? { ...axis, size: axis.size + Math.max(0, axis.before), before: Math.min(0, axis.before) }
        : { ...axis, size: axis.size + Math.max(0, axis.after), after: Math.min(0, axis.after) },
    ),
  );

type Ends = { readonly id: string; readonly in: string; readonly isIn: (index: readonly number[], axes: readonly Axis[]) => boolean };

const ends: readonly Ends[] = [
  { id: 'first-on-an-axis', in: 'where it is the first on an axis', isIn: (index) => index.includes(0) },
  { id: 'last-on-an-axis', in: 'where it is the last on an axis', isIn: (index, axes) => index.some((i, k) => i === axes[k]!.out - 1) },
  { id: 'first', in: 'where it is the first', isIn: (index) => index.every((i) => i === 0) },
  { id: 'last', in: 'where it is the last', isIn: (index, axes) => index.every((i, k) => i === axes[k]!.out - 1) },
];

const rules: readonly Rule[] = [
  { id: 'sum-for-mean', sentence: 'divides by nothing: gives the sum for the mean', divisors: (_, right) => everyWindow(right, 1) },
  {
    id: 'divisor-of-the-whole-window',
    sentence: 'divides by the whole window',
    divisors: (plan, right) => everyWindow(right, tapsOf(plan)),
  },
  ...ends.map(({ id, in: where, isIn }): Rule => ({
    id: `divisor-of-the-whole-window-${id}`,
    sentence: `divides by the whole window ${where}`,
    divisors: (plan, right) => {
      const axes = spatialOf(plan.windows, plan.inputShape);
      const divisors = Float64Array.from(right);
      let window = 0;
      for (const index of indices(axes.map(({ out }) => out))) {
        if (isIn(index, axes)) divisors[window] = tapsOf(plan);
        window++;
      }
      return divisors;
    },
  })),
  {
    id: 'divisor-of-a-power-of-two',
    sentence: 'divides by the power of two that is nearest',
    divisors: (_, right) => right.map((count) => 2 ** Math.round(Math.log2(count))),
  },
  ...[8, 15, 16].map((bits): Rule => ({
    id: `divisor-by-a-reciprocal-of-${bits}-bits`,
    sentence: `multiplies by the reciprocal of the number of cells in fixed point, rounded to ${bits} bits`,
    divisors: (_, right) => right.map((count) => 2 ** bits / Math.round(2 ** bits / count)),
  })),
  {
    id: 'divisor-of-cells',
    sentence: 'divides by the cells that exist, padding left out',
    divisors: (plan) => divisorsOf({ ...plan, countPadding: false }),
  },
  {
    id: 'divisor-of-cells-and-padding',
    sentence: 'divides by the cells and the padding',
    divisors: (plan) => divisorsOf({ ...plan, countPadding: true }),
  },
  ...(['before', 'after'] as const).map((side): Rule => ({
    id: `divisor-of-cells-and-padding-${side}`,
    sentence: `divides by the cells and the padding ${side}`,
    divisors: (plan) => divisorsOf({ ...plan, countPadding: false, windows: padded(plan.windows, side) }),
  })),
  ...[
    { which: 'first', at: 0 },
    { which: 'last', at: -1 },
  ].flatMap(({ which, at }): Rule[] => [
    {
      id: `divisor-of-the-${which}-window`,
      sentence: `divides every window by the divisor of the ${which}`,
      divisors: (_, right) => everyWindow(right, right.at(at) ?? 1),
    },
    {
      id: `divisor-of-the-cells-of-the-${which}-window`,
      sentence: `divides every window by the cells that exist in the ${which}`,
      divisors: (plan, right) => everyWindow(right, divisorsOf({ ...plan, countPadding: false }).at(at) ?? 1),
    },
  ]),
  {
    id: 'divisor-of-the-dilated-span',
    sentence: 'divides by the cells that the dilated window spans',
    divisors: (plan, right) =>
      everyWindow(
        right,
        product(plan, ({ kernel, dilation }) => effectiveKernel(kernel, dilation)),
      ),
  },
  { id: 'divisor-one-less', sentence: 'divides by one less than it should', divisors: (_, right) => right.map((count) => count - 1) },
  { id: 'divisor-one-more', sentence: 'divides by one more than it should', divisors: (_, right) => right.map((count) => count + 1) },
  {
    id: 'divisor-of-strides',
    sentence: 'divides by the product of its strides',
    divisors: (plan, right) =>
      everyWindow(
        right,
        product(plan, ({ stride }) => stride),
      ),
  },
  {
    id: 'divisor-of-the-last-axis',
    sentence: "divides by the window's size on the last axis",
    divisors: ({ windows }, right) => everyWindow(right, windows[2].kernel),
  },
];

/** The divisors of a plan, made once. */
function divisorsBy({ divisors }: Rule): (plan: MeanPlan) => Float64Array {
  const kept = new WeakMap<MeanPlan, Float64Array>();
  return (plan) => {
    let found = kept.get(plan);
    if (found === undefined) kept.set(plan, (found = divisors(plan, divisorsOf(plan))));
    return found;
  };
}

const dividing = (op: OpRecord, rule: Rule): OpRecord => (isMean(op) ? meanBy(op, divisorsBy(rule)) : gradientBy(op, divisorsBy(rule)));

function meanBy(op: OpRecord, divisors: (plan: MeanPlan) => Float64Array): OpRecord {
  const finish: Finish<MeanPlan> = (totals, at, channels, _count, plan) => {
    const ofWindows = divisors(plan);
    const divisor = ofWindows[(at / channels) % ofWindows.length]!;
    for (let c = 0; c < channels; c++) totals[at + c]! /= divisor;
  };
  return { ...op, finish: finish as NonNullable<OpRecord['finish']> };
}

/** What is divided by the right number must be made larger before. */
function gradientBy(op: OpRecord, divisors: (plan: MeanPlan) => Float64Array): OpRecord {
  return withTensor(op, 'dy', (dy, given) => {
    const plan = given as MeanPlan;
    const [right, wrong] = [divisorsOf(plan), divisors(plan)];
    const window = (i: number): number => Math.floor(i / plan.channels) % right.length;
    return fromData(
      Float64Array.from(elements(dy), (value, i) => (value * right[window(i)]!) / wrong[window(i)]!),
      [...dy.shape],
    ) as Tensor;
  });
}

export const divisorDeviations: readonly Deviation[] = rules.map((rule) =>
  defineDeviation({
    id: rule.id,
    kind: 'fault',
    sentence: rule.sentence,
    applies: (op) => isMean(op) || isGradient(op),
    infer: (op, strays) => fitting(op, strays, [null], (record) => dividing(record, rule)),
    to: (op) => dividing(op, rule),
  }),
);
