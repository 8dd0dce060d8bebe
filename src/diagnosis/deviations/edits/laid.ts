/** Records whose windows read cells of x in place of padding: x with these laid around it, and windows that lie in it without padding. */
import type { Axis } from '../../../kernels/windows.js';
import { axesOf, withAxes } from '../../../ops/edited-windows.js';
import { tensorNames } from '../../../ops/call.js';
import type { OpRecord } from '../../../ops/index.js';
import type { Shape, Tensor } from '../../../tensor.js';
import { isOfTwo, sumWithout } from './sums.js';
import { deliver, mapped, moved, type PlanOf } from './tensors.js';

/** The index of x that is read at a place, whose spatial numbers may lie outside x; `undefined` where a value is. */
export type ReadAt = (place: readonly number[], shape: Shape) => readonly number[] | undefined;

/** As far as windows reach. */
const reach = ({ out, stride, kernel, dilation, before }: Axis): number => (out - 1) * stride + (kernel - 1) * dilation + 1 - before;

const padsOf = (axis: Axis): readonly [before: number, size: number] => {
  const before = Math.max(0, axis.before);
  return [before, before + Math.max(axis.size, reach(axis))];
};

function laid(x: Tensor, axes: readonly Axis[], readAt: ReadAt, fill: number): Tensor {
  const pads = axes.map(padsOf);
  const shape = x.shape.map((size, at) => pads[at - 1]?.[1] ?? size);
  return moved(
    x,
    shape,
    (index) =>
      readAt(
        index.map((i, at) => i - (pads[at - 1]?.[0] ?? 0)),
        x.shape,
      ),
    fill,
  );
}

/** The plan of windows over a tensor whose padding is laid around it. */
function laidPlan(op: OpRecord, plan: PlanOf, axes: readonly Axis[]): PlanOf {
  return withAxes(
    op,
    plan,
    axes.map((axis) => ({ ...axis, size: padsOf(axis)[1], before: Math.min(0, axis.before), after: 0 })),
  );
}

/**
 * The record of windows over x that reads cells in place of padding.
 *
 * @param fill what is read where there is none. Default: such terms are no part of a sum, and 0 elsewhere.
 */
export function withLaid(op: OpRecord, readAt: ReadAt, fill?: number): OpRecord {
  const at = tensorNames(op).indexOf('x');
  return {
    ...op,
    evaluate: (plan, tensors, out) => {
      const axes = axesOf(op, plan)!;
      const given = tensors as readonly Tensor[];
      const around = given.with(at, laid(given[at]!, axes, readAt, fill ?? 0));
      if (fill !== undefined || !isOfTwo(op)) return op.evaluate(laidPlan(op, plan, axes), around, out);
      const present = laid(
        mapped(given[at]!, () => 1),
        axes,
        readAt,
        0,
      );
      return deliver(sumWithout(op, laidPlan(op, plan, axes), around, { at, present }), out);
    },
    error: (plan, precision, bounded) => {
      const axes = axesOf(op, plan)!;
      const { value, error } = bounded[at]! as { readonly value: Tensor; readonly error: Tensor | undefined };
      const x = { value: laid(value, axes, readAt, fill ?? 0), error: error && laid(error, axes, readAt, 0) };
      return op.error(laidPlan(op, plan, axes), precision, bounded.with(at, x));
    },
  };
}
