/** Windows that lie elsewhere: the pads of 'same', and how many windows there are. Of every op with windows. */
import { effectiveKernel, sameTotal, type Pair } from '../../geometry.js';
import { InvalidArgument } from '../../invalid-argument.js';
import type { Axis } from '../../kernels/windows.js';
import type { OpRecord } from '../../ops/index.js';
import type { Shape } from '../../tensor.js';
import { defineDeviation, type Deviation } from '../deviation.js';
import { axesWhere } from './edits/axes-where.js';
import { fitting } from './edits/fitting.js';
import { axesOf, isWindowed, withAxes, withWindows } from '../../ops/edited-windows.js';
import { completed } from '../../ops/complete.js';

type Sides = 'after' | 'before';

/** Another rule for the pads of 'same', in all. */
interface SameRule {
  readonly id: string;
  readonly sentence: string;
  readonly total: (axis: Axis) => number;
  /** Where the odd pad goes, by the padding that is named. */
  readonly odd?: (named: string) => Sides;
  /** The pads, where they are no halves of a total. */
  readonly pair?: (axis: Axis, axes: readonly Axis[]) => Pair;
}

const half = (total: number): number => Math.floor(total / 2);
const right = ({ size, kernel, stride, dilation }: Axis): number => sameTotal(size, kernel, stride, dilation);
const asNamed = (named: string): Sides => (named === 'same' ? 'after' : 'before');

const sameRules: readonly SameRule[] = [
  {
    id: 'same-pads-undilated',
    sentence: "computes 'same' pads for the undilated window",
    total: ({ size, kernel, stride }) => sameTotal(size, kernel, stride, 1),
  },
  {
    id: 'same-pads-for-stride-1',
    sentence: "computes 'same' pads for stride 1",
    total: ({ size, kernel, dilation }) => sameTotal(size, kernel, 1, dilation),
  },
  {
    id: 'same-pads-of-the-window-alone',
    sentence: "computes 'same' pads for stride 1 and the undilated window",
    total: ({ size, kernel }) => sameTotal(size, kernel, 1, 1),
  },
  {
    id: 'same-pads-unclamped',
    sentence: "does not clamp 'same' pads at 0 where the stride is larger than the window",
    total: ({ size, kernel, stride, dilation }) => (Math.ceil(size / stride) - 1) * stride + effectiveKernel(kernel, dilation) - size,
  },
  {
    id: 'same-pads-of-a-size-that-the-stride-divides',
    sentence: "computes 'same' pads as if the stride divided the size",
    total: ({ kernel, stride, dilation }) => Math.max(0, effectiveKernel(kernel, dilation) - stride),
  },
  {
    id: 'same-pads-of-a-size-rounded-down',
    sentence: "computes 'same' pads for a size rounded down",
    total: ({ size, kernel, stride, dilation }) =>
      Math.max(0, (Math.floor(size / stride) - 1) * stride + effectiveKernel(kernel, dilation) - size),
  },
  {
    id: 'same-pads-of-a-window-of-k-times-d',
    sentence: "computes 'same' pads for a window of kernel times dilation cells",
    total: ({ size, kernel, stride, dilation }) => Math.max(0, (Math.ceil(size / stride) - 1) * stride + kernel * dilation - size),
  },
  { id: 'same-pads-odd-cell-before', sentence: "puts the odd cell of 'same' pads before", total: right, odd: () => 'before' },
  { id: 'same-lower-as-same', sentence: "puts the odd cell of 'same-lower' pads after", total: right, odd: () => 'after' },
  {
    id: 'same-pads-exchanged',
    sentence: "puts the odd cell of 'same' pads before and that of 'same-lower' after",
    total: right,
    odd: (named) => (named === 'same' ? 'before' : 'after'),
  },
  { id: 'same-pads-all-after', sentence: "puts all 'same' pads after", total: right, pair: (axis) => [0, right(axis)] },
  { id: 'same-pads-all-before', sentence: "puts all 'same' pads before", total: right, pair: (axis) => [right(axis), 0] },
  {
    id: 'same-pads-odd-cell-lost',
    sentence: "leaves out the odd cell of 'same' pads",
    total: right,
    pair: (axis) => [half(right(axis)), half(right(axis))],
  },
  {
    id: 'same-pads-odd-cell-twice',
    sentence: "puts the odd cell of 'same' pads on both sides",
    total: right,
    pair: (axis) => [right(axis) - half(right(axis)), right(axis) - half(right(axis))],
  },
  {
    id: 'same-pads-of-half-the-window',
    sentence: "pads half of the window on both sides for 'same'",
    total: right,
    pair: ({ kernel, dilation }) => [half(effectiveKernel(kernel, dilation)), half(effectiveKernel(kernel, dilation))],
  },
  {
    id: 'same-pads-of-half-the-undilated-window',
    sentence: "pads half of the undilated window on both sides for 'same'",
    total: right,
    pair: ({ kernel }) => [half(kernel), half(kernel)],
  },
  {
    id: 'same-pads-of-the-first-axis',
    sentence: "pads every axis for 'same' as the first",
    total: right,
    pair: (_, [first]) => [first!.before, first!.after],
  },
  {
    id: 'same-pads-of-the-last-axis',
    sentence: "pads every axis for 'same' as the last",
    total: right,
    pair: (_, axes) => [axes.at(-1)!.before, axes.at(-1)!.after],
  },
  { id: 'same-pads-none', sentence: "pads nothing for 'same'", total: right, pair: () => [0, 0] },
];

function pairOf({ total, odd = asNamed, pair }: SameRule, axis: Axis, axes: readonly Axis[], named: string): Pair {
  if (pair !== undefined) return pair(axis, axes);
  const all = total(axis);
  return odd(named) === 'after' ? [half(all), all - half(all)] : [all - half(all), half(all)];
}

type Sized = { readonly sizes: 'kept' | 'follow' };

function withSamePads(op: OpRecord, rule: SameRule, { sizes }: Sized): OpRecord {
  return {
    ...op,
    plan: (shapes, given) => {
      const plan = op.plan(shapes, given);
      const named = (completed(op.attributes, shapes[0], given) as { readonly padding?: unknown }).padding;
      if (typeof named !== 'string' || named === 'valid') return plan;
      const axes = axesOf(op, plan)?.map((axis, _, all): Axis => {
        const [before, after] = pairOf(rule, axis, all, named);
        const span = effectiveKernel(axis.kernel, axis.dilation);
        const out = sizes === 'kept' ? axis.out : Math.max(0, Math.floor((axis.size + before + after - span) / axis.stride) + 1);
        return { ...axis, before, after, out };
      });
      return axes === undefined ? plan : withAxes(op, plan, axes);
    },
  };
}

const isForward = (op: OpRecord): boolean => 'x' in op.tensors && !('dy' in op.tensors);

const sameDeviation = (rule: SameRule): Deviation =>
  defineDeviation<Sized>({
    id: rule.id,
    kind: 'fault',
    sentence: ({ sizes }) => rule.sentence + (sizes === 'kept' ? '' : ', and its sizes follow'),
    applies: isWindowed,
    infer: (op, strays) =>
      fitting(op, strays, isForward(op) ? [{ sizes: 'kept' }, { sizes: 'follow' }] : [{ sizes: 'kept' }], (record, parameters) =>
        withSamePads(record, rule, parameters),
      ),
    to: (op, parameters) => withSamePads(op, rule, parameters),
  });

/** How quotients are rounded to a number of windows: in ceil mode up, without those that would begin beyond the cells, or with them. */
type Rounding = 'down' | 'ceil' | 'ceil-kept';

/** Another number of windows along an axis. */
interface CountRule {
  readonly id: string;
  readonly sentence: string;
  readonly out: (axis: Axis, axes: readonly Axis[], rounding: Rounding) => number;
  /** Whether it has a say in ceil mode. */
  readonly isRounded?: true;
}

/** Whether windows that begin beyond the cells stay in ceil mode; `null` for not. */
type Kept = null | { readonly beyond: 'kept' };

const beyond = ({ size, before, after, kernel, dilation }: Axis): number => size + before + after - effectiveKernel(kernel, dilation);

/** Windows along an axis, by the window and stride of another. */
function windowsBy({ kernel, stride, dilation }: Axis, { size, before, after }: Axis, rounding: Rounding): number {
  const steps = (size + before + after - effectiveKernel(kernel, dilation)) / stride;
  if (rounding === 'down') return Math.floor(steps) + 1;
  const out = Math.ceil(steps) + 1;
  return rounding === 'ceil' && (out - 1) * stride >= size + before ? out - 1 : out;
}

const countRules: readonly CountRule[] = [
  { id: 'windows-rounded-up', sentence: 'rounds the number of windows up', out: (axis) => Math.ceil(beyond(axis) / axis.stride) + 1 },
  { id: 'windows-rounded-down', sentence: 'rounds the number of windows down', out: (axis) => Math.floor(beyond(axis) / axis.stride) + 1 },
  {
    id: 'windows-of-a-size-divided',
    sentence: 'makes size / stride windows, rounded down',
    out: ({ size, stride }) => Math.floor(size / stride),
  },
  {
    id: 'windows-of-k-times-d',
    sentence: 'counts windows as if each spanned kernel times dilation cells',
    out: ({ size, before, after, kernel, stride, dilation }) => Math.floor((size + before + after - kernel * dilation) / stride) + 1,
  },
  {
    id: 'windows-undilated',
    sentence: 'counts windows as if they were not dilated',
    out: ({ size, before, after, kernel, stride }) => Math.floor((size + before + after - kernel) / stride) + 1,
  },
  {
    id: 'windows-counted-as-on-the-first-axis',
    sentence: 'counts the windows of every axis by the window and stride of the first',
    out: (axis, [first], rounding) => windowsBy(first!, axis, rounding),
    isRounded: true,
  },
  {
    id: 'windows-counted-as-on-the-first-of-two-axes',
    sentence: 'counts the windows of every axis by the window and stride of the first, of one axis by those of an axis of 1 before it',
    out: (axis, axes, rounding) => windowsBy(axes.length === 1 ? { ...axis, kernel: 1, dilation: 1, stride: 1 } : axes[0]!, axis, rounding),
    isRounded: true,
  },
  { id: 'one-window-fewer', sentence: 'makes one window too few', out: ({ out }) => out - 1 },
  { id: 'one-window-more', sentence: 'makes one window too many', out: ({ out }) => out + 1 },
];

/** The numbers of windows along the axes of a call. */
function counts(
  op: OpRecord,
  { out }: CountRule,
  kept: Kept,
  axes: readonly Axis[],
  inputShape: Shape | undefined,
  given: object | undefined,
): number[] {
  const { ceilMode } = completed(op.attributes, inputShape, given) as { readonly ceilMode?: boolean };
  const rounding = ceilMode !== true ? 'down' : kept === null ? 'ceil' : 'ceil-kept';
  return axes.map((axis) => Math.max(0, out(axis, axes, rounding)));
}

function withCounts(op: OpRecord, rule: CountRule, kept: Kept): OpRecord {
  return {
    ...op,
    plan: (shapes, given) => {
      const plan = op.plan(shapes, given);
      const axes = axesOf(op, plan);
      if (axes === undefined) return plan;
      const sizes = counts(op, rule, kept, axes, shapes[0], given);
      return withAxes(
        op,
        plan,
        axes.map((axis, i) => ({ ...axis, out: sizes[i]! })),
      );
    },
  };
}

/** A gradient takes `dy` of the size that its op gives: where that is another one, the right one is refused. */
function refusingDy(op: OpRecord, rule: CountRule, kept: Kept): OpRecord {
  return {
    ...op,
    plan: (shapes, given) => {
      const plan = op.plan(shapes, given);
      const axes = axesOf(op, plan) ?? [];
      const sizes = counts(op, rule, kept, axes, shapes[0], given);
      if (sizes.some((size, i) => size !== axes[i]!.out))
        throw new InvalidArgument(
          op.name,
          'dy',
          `of ${axes.map((axis) => axis.out).join(' x ')} windows`,
          `it must have ${sizes.join(' x ')}`,
        );
      return plan;
    },
  };
}

const withRule = (op: OpRecord, rule: CountRule, kept: Kept): OpRecord =>
  isForward(op) ? withCounts(op, rule, kept) : refusingDy(op, rule, kept);

const countDeviation = (rule: CountRule): Deviation =>
  defineDeviation<Kept>({
    id: rule.id,
    kind: 'fault',
    sentence: (kept) => rule.sentence + (kept === null ? '' : ', with those that begin beyond the cells in ceil mode'),
    applies: (op) => isWindowed(op) && (isForward(op) || 'dy' in op.tensors),
    ...(rule.isRounded === true && {
      infer: (op: OpRecord): Kept[] => ('ceilMode' in op.attributes && isForward(op) ? [null, { beyond: 'kept' }] : [null]),
    }),
    to: (op, kept) => withRule(op, rule, kept),
  });

const clipped = defineDeviation({
  id: 'pads-clipped-to-the-window',
  kind: 'fault',
  sentence: 'clips pads to the window less one cell',
  applies: isWindowed,
  to: (op) =>
    withWindows(op, (axis) => {
      const most = effectiveKernel(axis.kernel, axis.dilation) - 1;
      const [before, after] = [Math.min(axis.before, most), Math.min(axis.after, most)];
      if (!isForward(op)) return { ...axis, before, after };
      const lost = axis.before - before + axis.after - after;
      return { ...axis, before, after, out: lost === 0 ? axis.out : Math.max(0, Math.floor((beyond(axis) - lost) / axis.stride) + 1) };
    }),
});

/** Along which axes windows lie elsewhere, and by how many cells towards the end. */
type Shifted = { readonly axes: 'every' | 'first' | 'last'; readonly by: number };

const shift = (op: OpRecord, { axes: where, by }: Shifted): OpRecord => {
  const isIn = axesWhere(where);
  return withWindows(op, (axis, i, axes) => (isIn(axis, i, axes) ? { ...axis, before: axis.before - by, after: axis.after + by } : axis));
};

const shifted = defineDeviation<Shifted>({
  id: 'windows-shifted',
  kind: 'fault',
  sentence: ({ axes, by }) =>
    `reads every window ${Math.abs(by) === 1 ? 'a cell' : `${Math.abs(by)} cells`} too ${by > 0 ? 'late' : 'early'}${axes === 'every' ? '' : ` along the ${axes} spatial axis`}`,
  applies: isWindowed,
  infer: (op, strays) =>
    fitting(
      op,
      strays,
      (['every', 'first', 'last'] as const).flatMap((axes) => [1, -1].map((by): Shifted => ({ axes, by }))),
      shift,
    ),
  to: shift,
});

export const geometryDeviations: readonly Deviation[] = [
  ...sameRules.map(sameDeviation),
  ...countRules.map(countDeviation),
  clipped,
  shifted,
];
