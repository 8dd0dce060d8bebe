import { explicitPads, validSize, type Padding } from '../../geometry.js';
import { elements, indices, rowMajorStrides, type Tensor } from '../../tensor.js';

interface Windows {
  readonly window: readonly number[];
  readonly strides: readonly number[];
  readonly padding: Padding;
}

/** Whether the maximum of some window, without dilation, is in it more than once; a pad is no cell. */
export function hasTies(x: Tensor, { window, strides, padding }: Windows): boolean {
  const sizes = x.shape.slice(1, -1);
  if ([window, strides, typeof padding === 'string' ? sizes : padding].some(({ length }) => length !== sizes.length)) return false;
  const pads = explicitPads(
    padding,
    sizes,
    window,
    strides,
    sizes.map(() => 1),
  );
  const out = sizes.map((size, axis) => Math.max(0, validSize(size + pads[axis]![0] + pads[axis]![1], window[axis]!, strides[axis]!, 1)));
  const values = elements(x);
  const steps = rowMajorStrides(x.shape);
  for (const at of indices([x.shape[0]!, ...out, x.shape.at(-1)!])) {
    const start = sizes.map((_, axis) => at[axis + 1]! * strides[axis]! - pads[axis]![0]);
    let largest = -Infinity;
    let count = 0;
    for (const tap of indices(window)) {
      const cell = tap.map((i, axis) => start[axis]! + i);
      if (cell.some((i, axis) => i < 0 || i >= sizes[axis]!)) continue;
      const value = values[cell.reduce((sum, i, axis) => sum + i * steps[axis + 1]!, at[0]! * steps[0]! + at.at(-1)! * steps.at(-1)!)]!;
      if (value > largest) {
        largest = value;
        count = 0;
      }
      if (value >= largest) count++;
    }
    if (count > 1) return true;
  }
  return false;
}
