import { integers, oneOf, readAttributes, resultFrom, spatialAxes } from '../../kernels/arguments.js';
import { extremeError } from '../../kernels/errors/extreme-error.js';
import { linearError } from '../../kernels/errors/linear-error.js';
import { constant } from '../../kernels/errors/factor.js';
import { foldWindows } from '../../kernels/fold-windows.js';
import { planPool } from '../../kernels/pool-plan.js';
import { float64Elements } from '../../kernels/products/products.js';
import { spatialOf } from '../../kernels/windows.js';
import { dtypeOf, type Tensor } from '../../tensor.js';
import { choice, listOf, window, windowAttributes, type AttributeSpec } from '../attributes.js';
import { defineOp } from '../define-op.js';
import { numbers, only } from '../limits.js';
import type { PatchAttributes } from '../pooling/pool-attributes.js';
import { shownWindows } from '../windowed-call.js';
import { windowProductError } from './product-error.js';
import { drawReduceWindow } from './reduce-window-case.js';
import { dilatedBase, dilatedSize, reductions, type ReduceWindowPlan, type Reduction } from './reductions.js';

export interface ReduceWindowAttributes extends PatchAttributes {
  /** How far apart the cells of x are, one per spatial axis, >= 1. 'same' is of the cells so placed. Default: 1. */
  readonly baseDilations?: readonly number[];
  /** Default: 'sum'. */
  readonly reduce?: Reduction;
}

/** x `[batch, ...spatial, channels]` to `[batch, ...out, channels]`. */
export type ReduceWindow = (x: Tensor, attributes?: ReduceWindowAttributes) => Tensor;

const op = 'reduceWindow';

const kinds: readonly Reduction[] = ['sum', 'max', 'min', 'product'];

const baseDilations: AttributeSpec = {
  docs: 'How far apart the cells of x are, one per spatial axis, >= 1. Default: 1.',
  type: 'numbers',
  per: 'spatial',
  default: 1,
  least: 1,
  limits: { baseDilations: numbers('base dilations that are taken.', 'base dilations', (call) => listOf(call, 'baseDilations'), 1) },
};

const reduce = choice('reduce', "How the cells of a window become one number. Default: 'sum'.", kinds, {
  reductions: only('Reductions taken.', 'reduce', kinds, ({ attributes }) => attributes['reduce']),
});

/** Of all the cells of each window, in whatever way the plan's are reduced. */
function reduced(plan: ReduceWindowPlan, x: Tensor, by: Reduction): Float64Array {
  const parts = reductions[by];
  return foldWindows(plan, parts, dilatedBase(float64Elements(x), plan, parts.start));
}

export const reduceWindow = defineOp<'reduceWindow', ReduceWindow, ReduceWindowPlan>({
  name: op,
  docs: "The sum, maximum, minimum or product of each window. Around the cells, and between them under a base dilation, stands the reduction's start: 0, -Infinity, Infinity, 1. NaN wins.",
  tensors: { x: { axes: ['batch', 'spatial...', 'channels'] } },
  results: 1,
  attributes: { ...windowAttributes, window, baseDilations, reduce },
  plan: ([x], given) => {
    const attributes: ReduceWindowAttributes = readAttributes(op, given);
    const apart = integers(op, 'baseDilations', attributes.baseDilations, spatialAxes(op, 'x', x), 1, 1);
    const by = oneOf(op, 'reduce', attributes.reduce, kinds);
    const dilated = x.map((size, axis) => (axis === 0 || axis === x.length - 1 ? size : dilatedSize(size, apart[axis - 1]!)));
    // There is no ceil mode.
    return { ...planPool(op, dilated, { ...attributes, ceilMode: false }), reduce: by, baseDilations: apart, xShape: [...x] };
  },
  evaluate: (plan, [x], out) => resultFrom(op, reduced(plan, x, plan.reduce), plan.outputShape, dtypeOf(x), out),
  error(plan, precision, [x]) {
    const shape = [...plan.outputShape];
    switch (plan.reduce) {
      case 'sum': {
        const terms = reduced(plan, constant([...x.value.shape], 1), 'sum');
        return linearError(precision, { terms, roundings: 0, underflows: false }, x, (value) => this.evaluate(plan, [value]));
      }
      case 'product':
        return windowProductError(precision, x, shape, {
          products: (value) => reduced(plan, value, 'product'),
          sums: (value) => reduced(plan, value, 'sum'),
        });
      case 'max':
      case 'min':
        return extremeError(x, (value) => this.evaluate(plan, [value]));
    }
  },
  // Windows on cells that are apart do not lie on x.
  window: (plan) =>
    plan.baseDilations.every((each) => each === 1)
      ? { of: 'x', axes: spatialOf(plan.windows, plan.inputShape), result: 'window' }
      : undefined,
  draw: (d) => {
    const { x, attributes } = drawReduceWindow(d);
    return [x, attributes];
  },
  shows: (x, attributes) => {
    const apart = attributes.baseDilations ?? [];
    const dilated = x.shape.map((size, axis) =>
      axis === 0 || axis === x.shape.length - 1 ? size : dilatedSize(size, apart[axis - 1] ?? 1),
    );
    return { ...shownWindows(dilated, attributes.window, attributes), channels: x.shape.at(-1), x };
  },
  linearIn: [],
});
