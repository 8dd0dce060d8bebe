/** The pads of 'same' by another rule. Of every op with windows. */
import { effectiveKernel, sameTotal, type Pair } from '../../../geometry.js';
import type { Axis } from '../../../kernels/windows.js';
import type { OpRecord } from '../../../ops/index.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { axesWhere, whereInWords, type Where } from '../edits/axes-where.js';
import { fitting } from '../edits/fitting.js';
import { axesOf, isWindowed, withAxes, isForward } from '../../../ops/edited-windows.js';
import { completed } from '../../../ops/complete.js';

type Sides = 'after' | 'before';

/** Another rule for the pads of 'same', in all. */
interface SameRule {
  readonly id: string;
  readonly sentence: string;
  readonly total: (axis: Axis) => number;
  /** Where the odd pad goes, by the padding that is named. */
  readonly odd?: (named: string) => Sides;
  /** How half of a total is rounded to the smaller side. Default: down. */
  readonly halved?: (half: number) => number;
  /** The pads, where they are no halves of a total. */
  readonly pair?: (axis: Axis, axes: readonly Axis[]) => Pair;
}

const half = (total: number): number => Math.floor(total / 2);
const right = ({ size, kernel, stride, dilation }: Axis): number => sameTotal(size, kernel, stride, dilation);
/** Below 0 where the stride is larger than the window. */
const unclamped = ({ size, kernel, stride, dilation }: Axis): number =>
  (Math.ceil(size / stride) - 1) * stride + effectiveKernel(kernel, dilation) - size;
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
    total: unclamped,
  },
  {
    id: 'same-pads-unclamped-towards-0',
    sentence: "does not clamp 'same' pads at 0 where the stride is larger than the window, and halves them towards 0",
    total: unclamped,
    halved: Math.trunc,
  },
  {
    id: 'same-pads-undilated-unclamped',
    sentence: "computes 'same' pads for the undilated window, and does not clamp them at 0",
    total: (axis) => unclamped({ ...axis, dilation: 1 }),
  },
  {
    id: 'same-pads-undilated-unclamped-towards-0',
    sentence: "computes 'same' pads for the undilated window, does not clamp them at 0, and halves them towards 0",
    total: (axis) => unclamped({ ...axis, dilation: 1 }),
    halved: Math.trunc,
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

function pairOf({ total, odd = asNamed, halved = Math.floor, pair }: SameRule, axis: Axis, axes: readonly Axis[], named: string): Pair {
  if (pair !== undefined) return pair(axis, axes);
  const all = total(axis);
  const less = halved(all / 2);
  return odd(named) === 'after' ? [less, all - less] : [all - less, less];
}

type Sized = { readonly sizes: 'kept' | 'follow'; readonly axes?: Where };

function withSamePads(op: OpRecord, rule: SameRule, { sizes, axes: where = 'every' }: Sized): OpRecord {
  const isIn = axesWhere(where);
  return {
    ...op,
    plan: (shapes, given) => {
      const plan = op.plan(shapes, given);
      const named = (completed(op.attributes, shapes[0], given) as { readonly padding?: unknown }).padding;
      if (typeof named !== 'string' || named === 'valid') return plan;
      const axes = axesOf(op, plan)?.map((axis, i, all): Axis => {
        if (!isIn(axis, i, all)) return axis;
        const [before, after] = pairOf(rule, axis, all, named);
        const span = effectiveKernel(axis.kernel, axis.dilation);
        const out = sizes === 'kept' ? axis.out : Math.max(0, Math.floor((axis.size + before + after - span) / axis.stride) + 1);
        return { ...axis, before, after, out };
      });
      return axes === undefined ? plan : withAxes(op, plan, axes);
    },
  };
}

/** Axes that pads go wrong on alone. */
const some = [
  'even-stride',
  'odd-stride',
  'strided',
  'even-window',
  'odd-window',
  'dilated',
  'first',
  'last',
] as const satisfies readonly Where[];

const candidatesOf = (op: OpRecord): readonly Sized[] => [
  { sizes: 'kept' },
  ...(isForward(op) ? [{ sizes: 'follow' } as const] : []),
  ...some.map((axes) => ({ sizes: 'kept', axes }) as const),
];

const sameDeviation = (rule: SameRule): Deviation =>
  defineDeviation<Sized>({
    id: rule.id,
    kind: 'fault',
    sentence: ({ sizes, axes = 'every' }) => rule.sentence + whereInWords(axes) + (sizes === 'kept' ? '' : ', and its sizes follow'),
    applies: isWindowed,
    infer: (op, strays) => fitting(op, strays, candidatesOf(op), (record, parameters) => withSamePads(record, rule, parameters)),
    to: (op, parameters) => withSamePads(op, rule, parameters),
  });

export const samePadDeviations: readonly Deviation[] = sameRules.map(sameDeviation);
