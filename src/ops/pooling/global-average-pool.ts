import { within } from '../convolution/conv-case.js';
import type { Draw } from '../../draw/draw.js';
import { resultFrom, spatialAxes } from '../../kernels/arguments.js';
import { foldWindows } from '../../kernels/fold-windows.js';
import { linearError } from '../../kernels/errors/linear-error.js';
import { cellsOfWindows, tapsOf, type PoolPlan } from '../../kernels/pool-plan.js';
import { float64Elements } from '../../kernels/products/products.js';
import { threeAxes, windowedShape } from '../../kernels/windows.js';
import { dtypeOf, sizeOf, type Shape, type Tensor } from '../../tensor.js';
import { defineOp } from '../define-op.js';
import { shownWindows } from '../windowed-call.js';
import { mean } from './mean.js';
import { poolWindow } from './pool-attributes.js';

/** x `[batch, ...spatial, channels]` to `[batch, 1, ..., 1, channels]`: every spatial axis stays, with one cell. */
export type GlobalAveragePool = (x: Tensor) => Tensor;

const op = 'globalAveragePool';

/** One window, as large as the input. */
function planGlobal(x: Shape): PoolPlan {
  const count = spatialAxes(op, 'x', x);
  const axes = x.slice(1, -1).map((size) => ({ size, kernel: size, stride: 1, dilation: 1, before: 0, after: 0, out: 1 }));
  const [batch, channels] = [x[0]!, x[count + 1]!];
  const yShape = windowedShape(batch, axes, channels);
  return { batch, channels, windows: threeAxes(axes), inputShape: [...x], yShape, outputShape: yShape };
}

/** An input of any size. Shrinks to one cell. */
function drawGlobal(d: Draw): Tensor {
  const { domain } = d;
  const n = d.axes();
  const batch = within(d, 'batch', domain.batch);
  const channels = within(d, 'channels', domain.channels);
  const largest = Math.max(1, Math.floor((domain.elements / 4) ** (1 / n)));
  const range = { min: Math.max(1, domain.size.min), max: Math.max(1, Math.min(2 * domain.size.max, largest)) };
  const sizes = Array.from({ length: n }, (_, axis) =>
    d.int('sizes', range.min, Math.max(range.min, range.max), { axis, role: 'extent', classes: (size) => (size === 1 ? '1' : '>1') }),
  );
  return d.tensor('x', [batch, sizes, channels], { terms: sizeOf(sizes) });
}

export const globalAveragePool = defineOp<'globalAveragePool', GlobalAveragePool, PoolPlan>({
  name: op,
  docs: 'The mean of all spatial cells of each channel. NaN where there is no cell.',
  tensors: { x: { axes: ['batch', 'spatial...', 'channels'] } },
  results: 1,
  attributes: {},
  plan: ([x]) => planGlobal(x),
  ...mean,
  evaluate(plan, [x], out) {
    return resultFrom(op, foldWindows(plan, this, float64Elements(x)), plan.outputShape, dtypeOf(x), out);
  },
  error(plan, precision, [x]) {
    // A sum of n terms has n - 1 roundings in any order, and a quotient, or a product with a rounded 1 / n, has two more. A mean taken axis
    // by axis, of a cells, then b, then c, has (a - 1) + (b - 1) + (c - 1) + 2 for each axis, and a + b + c - 3 is less than n = a b c.
    // What underflows in a quotient of an axis is added up and divided again: less than one smallest number for each axis of two cells or
    // more, and there are no more such axes than cells.
    const roundings = 2 * plan.inputShape.slice(1, -1).length + 1;
    const steps = { terms: cellsOfWindows(plan), roundings, underflows: true, divisor: tapsOf(plan), fractional: true };
    return linearError(precision, steps, x, (value) => this.evaluate(plan, [value]));
  },
  window: poolWindow,
  draw: (d) => [drawGlobal(d)],
  shows: (x) => ({ ...shownWindows(x.shape, x.shape.slice(1, -1), {}), channels: x.shape.at(-1), x }),
  linearIn: ['x'],
});
