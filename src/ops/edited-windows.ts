/** Plans whose windows lie otherwise. */
import type { ConvPlan } from '../kernels/conv-plan.js';
import { threeAxes, type Axis, type Windows } from '../kernels/windows.js';
import type { OpRecord } from './index.js';
import type { Shape } from '../tensor.js';

type Plan = ReturnType<OpRecord['plan']>;

interface WindowedPlan extends Plan {
  readonly windows: Windows;
  readonly inputShape: Shape;
  readonly yShape: number[];
  readonly outputShape: number[];
}

/** Of a convolution in two steps. */
interface TwoSteps extends Plan {
  readonly depthwise: WindowedPlan;
  readonly pointwise: ConvPlan;
}

/** The spatial axes of a plan's windows; `undefined` where it has none. */
export function axesOf(op: OpRecord, plan: Plan): readonly Axis[] | undefined {
  return op.window?.(plan)?.axes;
}

/** Whether a record has windows that lie by strides and padding. */
export const isWindowed = (op: OpRecord): boolean => op.window !== undefined && 'strides' in op.attributes;

/** Whether an op reads windows of x, and is no gradient. */
export const isForward = (op: OpRecord): boolean => 'x' in op.tensors && !('dy' in op.tensors);

const resized = (shape: readonly number[], axes: readonly Axis[]): number[] => [
  shape[0]!,
  ...axes.map(({ out }) => out),
  ...shape.slice(axes.length + 1),
];

function windowed(plan: WindowedPlan, axes: readonly Axis[], isResult: boolean): WindowedPlan {
  const yShape = resized(plan.yShape, axes);
  return { ...plan, windows: threeAxes(axes), yShape, outputShape: isResult ? resized(plan.outputShape, axes) : plan.outputShape };
}

/** A plan with other windows, and the sizes of the result that follow from their number. */
export function withAxes(op: OpRecord, plan: Plan, axes: readonly Axis[]): Plan {
  // Of an adjoint, the result is no window.
  if ('windows' in plan) return windowed(plan as WindowedPlan, axes, op.window?.(plan)?.result === 'window');
  if (!('depthwise' in plan)) throw new TypeError('a plan of windows has them');
  const { depthwise, pointwise } = plan as TwoSteps;
  const first = windowed(depthwise, axes, true);
  const cells = axes.map(({ out }): Axis => ({ size: out, kernel: 1, stride: 1, dilation: 1, before: 0, after: 0, out }));
  const second = { ...pointwise, inputShape: first.outputShape, windows: threeAxes(cells), yShape: resized(pointwise.yShape, cells) };
  return { depthwise: first, pointwise: { ...second, outputShape: second.yShape }, outputShape: second.yShape } as TwoSteps;
}

/** The record whose windows lie otherwise. */
export function withWindows(op: OpRecord, change: (axis: Axis, i: number, axes: readonly Axis[]) => Axis): OpRecord {
  return {
    ...op,
    plan: (shapes, given) => {
      const plan = op.plan(shapes, given);
      const axes = axesOf(op, plan);
      return axes === undefined ? plan : withAxes(op, plan, axes.map(change));
    },
  };
}
