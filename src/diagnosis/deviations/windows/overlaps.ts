/** Sums over overlapping windows that are no sums: the last window's part is all that is left. Of adjoints. */
import { tensorNames } from '../../../ops/call.js';
import type { Axis } from '../../../kernels/windows.js';
import type { OpRecord } from '../../../ops/index.js';
import { denseCopy, indices, sizeOf, type Tensor } from '../../../tensor.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { fitting } from '../edits/fitting.js';
import { deliver, moved, resultOf } from '../edits/tensors.js';

const isAdjoint = (op: OpRecord): boolean =>
  op.results === 1 &&
  op.window !== undefined &&
  'strides' in op.attributes &&
  ('dy' in op.tensors || 'y' in op.tensors) &&
  op.linearIn.length > 0;

/** Windows of a call that it is tried on, at most: each is evaluated by itself. */
const mostWindows = 64;

/** Of an axis, the cells that a window covers. */
function isCovered({ stride, dilation, kernel, before }: Axis, window: number, cell: number): boolean {
  const into = cell + before - window * stride;
  return into >= 0 && into % dilation === 0 && into / dilation < kernel;
}

/** Each window's part by itself, written over what is there. */
const overwritten = (op: OpRecord): OpRecord => {
  const at = tensorNames(op).findIndex((name) => name === 'dy' || name === 'y');
  return {
    ...op,
    evaluate: (plan, tensors, out) => {
      const view = op.window?.(plan);
      const given = tensors as readonly Tensor[];
      const dy = given[at]!;
      if (view?.result !== 'cell' || sizeOf(view.axes.map((axis) => axis.out)) > mostWindows) return op.evaluate(plan, tensors, out);
      const { axes } = view;
      const y = denseCopy(resultOf(op, plan, given));
      for (const window of indices(axes.map((axis) => axis.out))) {
        const only = moved(dy, dy.shape, (index) => (window.every((o, i) => index[i + 1] === o) ? index : undefined));
        const part = resultOf(op, plan, given.with(at, only));
        for (const index of indices(y.shape))
          if (axes.every((axis, i) => isCovered(axis, window[i]!, index[i + 1]!))) y.set(...index, part.get(...index));
      }
      return deliver(y, out);
    },
  };
};

export const overlapDeviations: readonly Deviation[] = [
  defineDeviation({
    id: 'overlapping-windows-overwritten',
    kind: 'fault',
    sentence: 'overwrites where windows overlap, where it should add',
    applies: isAdjoint,
    infer: (op, strays) => fitting(op, strays, [null], overwritten),
    to: overwritten,
  }),
];
