import { validSize } from '../../geometry.js';
import { elements, indices, rowMajorStrides, type Tensor } from '../../tensor.js';

/** Whether the maximum of some window, without pads and dilation, is in it more than once. */
export function hasTies(
  x: Tensor,
  { window, strides }: { readonly window: readonly number[]; readonly strides: readonly number[] },
): boolean {
  const sizes = x.shape.slice(1, -1);
  if (window.length !== sizes.length || strides.length !== sizes.length) return false;
  const out = sizes.map((size, axis) => Math.max(0, validSize(size, window[axis]!, strides[axis]!, 1)));
  const values = elements(x);
  const steps = rowMajorStrides(x.shape);
  for (const at of indices([x.shape[0]!, ...out, x.shape.at(-1)!])) {
    const start = at.reduce((sum, i, axis) => sum + i * steps[axis]! * (strides[axis - 1] ?? 1), 0);
    let largest = -Infinity;
    let count = 0;
    for (const tap of indices(window)) {
      const value = values[tap.reduce((sum, i, axis) => sum + i * steps[axis + 1]!, start)]!;
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
