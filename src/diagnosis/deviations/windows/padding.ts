/** Padding that takes part: cells of a value, or of the tensor's own. Of windows over a tensor. */
import type { Axis } from '../../../kernels/windows.js';
import { tensorNames } from '../../../ops/call.js';
import type { OpRecord } from '../../../ops/index.js';
import type { Tensor } from '../../../tensor.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { cellsOf, onlyWrong } from '../edits/cells.js';
import { fitting } from '../edits/fitting.js';
import { moved, type PlanOf } from '../edits/tensors.js';
import { axesOf, isWindowed, withAxes } from '../../../ops/edited-windows.js';

type Padded = { readonly cells: number | 'edge' | 'wrap' | 'reflect' };

/** As far as windows reach. */
const reach = ({ out, stride, kernel, dilation, before }: Axis): number => (out - 1) * stride + (kernel - 1) * dilation + 1 - before;

const padsOf = (axis: Axis): readonly [before: number, size: number] => {
  const before = Math.max(0, axis.before);
  return [before, before + Math.max(axis.size, reach(axis))];
};

/** The cell of an axis that is read at a place; `undefined` where a value is. */
function cellAt(place: number, size: number, cells: Padded['cells']): number | undefined {
  if (place >= 0 && place < size) return place;
  if (typeof cells === 'number' || size === 0) return undefined;
  if (cells === 'edge') return Math.max(0, Math.min(size - 1, place));
  if (cells === 'wrap') return ((place % size) + size) % size;
  const around = size === 1 ? 0 : ((place % (2 * size - 2)) + 2 * size - 2) % (2 * size - 2);
  return around < size ? around : 2 * size - 2 - around;
}

function laid(x: Tensor, axes: readonly Axis[], cells: Padded['cells'], fill: number): Tensor {
  const shape = x.shape.map((size, at) => (at === 0 || at > axes.length ? size : padsOf(axes[at - 1]!)[1]));
  return moved(
    x,
    shape,
    (index) => {
      const place = [...index];
      for (const [i, axis] of axes.entries()) {
        const cell = cellAt(index[i + 1]! - padsOf(axis)[0], axis.size, cells);
        if (cell === undefined) return undefined;
        place[i + 1] = cell;
      }
      return place;
    },
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

function withCells(op: OpRecord, { cells }: Padded): OpRecord {
  const at = tensorNames(op).indexOf('x');
  const fill = typeof cells === 'number' ? cells : 0;
  return {
    ...op,
    evaluate: (plan, tensors, out) => {
      const axes = axesOf(op, plan)!;
      return op.evaluate(
        laidPlan(op, plan, axes),
        (tensors as readonly Tensor[]).with(at, laid((tensors as readonly Tensor[])[at]!, axes, cells, fill)),
        out,
      );
    },
    error: (plan, precision, bounded) => {
      const axes = axesOf(op, plan)!;
      const { value, error } = bounded[at]! as { readonly value: Tensor; readonly error: Tensor | undefined };
      const x = { value: laid(value, axes, cells, fill), error: error && laid(error, axes, cells, 0) };
      return op.error(laidPlan(op, plan, axes), precision, bounded.with(at, x));
    },
  };
}

const inWords = (cells: Padded['cells']): string =>
  typeof cells === 'number'
    ? `lets padding take part as cells of ${cells}`
    : cells === 'edge'
      ? 'reads the nearest cell in place of padding'
      : cells === 'wrap'
        ? 'reads from the other end in place of padding'
        : 'reads mirrored cells in place of padding';

const takesPart = defineDeviation<Padded>({
  id: 'padding-takes-part',
  kind: 'fault',
  sentence: ({ cells }) => inWords(cells),
  applies: (op) => isWindowed(op) && tensorNames(op).includes('x') && !('ceilMode' in op.attributes && 'dy' in op.tensors),
  infer: (op, strays) => {
    const cells = cellsOf(strays[0]);
    if (cells === undefined) return [];
    const only = onlyWrong(cells);
    const values = new Set([0, ...(only !== undefined && Number.isFinite(only) ? [only] : []), 1, -1]);
    return fitting(
      op,
      strays,
      [...values, 'edge' as const, 'wrap' as const, 'reflect' as const].map((each): Padded => ({ cells: each })),
      withCells,
    );
  },
  to: withCells,
});

export const paddingDeviations: readonly Deviation[] = [takesPart];
