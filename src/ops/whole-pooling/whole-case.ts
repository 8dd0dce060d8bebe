/** Pools whose windows follow from the size of the input. */
import { within } from '../convolution/conv-case.js';
import type { Content, Draw } from '../../draw/draw.js';
import { spatialAxes } from '../../kernels/arguments.js';
import type { PoolPlan } from '../../kernels/pool-plan.js';
import { threeAxes, windowedShape } from '../../kernels/windows.js';
import { sizeOf, type Shape, type Tensor } from '../../tensor.js';

/** One window, as large as the input. */
export function planWhole(op: string, x: Shape): PoolPlan {
  const count = spatialAxes(op, 'x', x);
  const axes = x.slice(1, -1).map((size) => ({ size, kernel: size, stride: 1, dilation: 1, before: 0, after: 0, out: 1 }));
  const [batch, channels] = [x[0]!, x[count + 1]!];
  const yShape = windowedShape(batch, axes, channels);
  return { batch, channels, windows: threeAxes(axes), inputShape: [...x], yShape, outputShape: yShape };
}

export interface WholeCase {
  readonly n: number;
  readonly batch: number;
  readonly sizes: readonly number[];
  readonly channels: number;
  readonly x: Tensor;
}

/** An input of any size. Shrinks to one cell. */
export function drawWhole(d: Draw, content: Content = {}): WholeCase {
  const { domain } = d;
  const n = d.axes();
  const batch = within(d, 'batch', domain.batch);
  const channels = within(d, 'channels', domain.channels);
  const largest = Math.max(1, Math.floor((domain.elements / 4) ** (1 / n)));
  const range = { min: Math.max(1, domain.size.min), max: Math.max(1, Math.min(2 * domain.size.max, largest)) };
  const sizes = Array.from({ length: n }, (_, axis) =>
    d.int('sizes', range.min, Math.max(range.min, range.max), { axis, role: 'extent', classes: (size) => (size === 1 ? '1' : '>1') }),
  );
  return { n, batch, sizes, channels, x: d.tensor('x', [batch, sizes, channels], { terms: sizeOf(sizes), ...content }) };
}
