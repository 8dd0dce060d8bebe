/** Windows that lie elsewhere, and how many there are. Of every op with windows. */
import { effectiveKernel } from '../../../geometry.js';
import { InvalidArgument } from '../../../invalid-argument.js';
import type { Axis } from '../../../kernels/windows.js';
import type { OpRecord } from '../../../ops/index.js';
import type { Shape } from '../../../tensor.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { axesWhere } from '../edits/axes-where.js';
import { fitting } from '../edits/fitting.js';
import { axesOf, isWindowed, withAxes, withWindows, isForward } from '../../../ops/edited-windows.js';
import { completed } from '../../../ops/complete.js';

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

export const windowCountDeviations: readonly Deviation[] = [...countRules.map(countDeviation), clipped, shifted];
