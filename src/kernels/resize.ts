import type { ResizeAttributes } from '../ops/index.js';
import type { Tensor } from '../tensor.js';
import { elementsOf, resultFrom, resultOf, sharedDType } from './arguments.js';
import { blend } from './blend.js';
import type { Kernel } from './kernel.js';
import { gather } from './moves.js';
import { float64Elements } from './products.js';
import { resizeError } from './resize-error.js';
import { nearestCell, planResize } from './resize-plan.js';

const op = 'resize';

/**
 * Resamples the spatial axes. Without a flag a result cell o reads the place o * in / out; alignCorners: o * (in - 1) / (out - 1);
 * halfPixelCenters: (o + 0.5) * in / out - 0.5.
 *
 * `nearest` takes the cell below the place; the nearest one, halves up, with either flag. `bilinear` blends the two cells around it on
 * every axis (linear in 1-D, trilinear in 3-D); places beyond the first and last cells read those. Where the ratio of the sizes is not a
 * power of two, a library's rounded place may fall on either side of the border of two cells: its `nearest` may be either.
 *
 * @param x `[batch, ...spatial, channels]`, without an empty spatial axis
 * @param out where to write the result: dense, `[batch, ...size, channels]`
 * @throws InvalidArgument
 */
export function resize(x: Tensor, attributes: ResizeAttributes, out?: Tensor): Tensor {
  const dtype = sharedDType(op, 'x', x);
  const plan = planResize(x.shape, attributes);
  if (plan.mode === 'bilinear') return resultFrom(op, blend(float64Elements(x), x.shape, plan), plan.shape, dtype, out);
  const result = resultOf(op, plan.shape, dtype, out);
  const tables = plan.places.map((places, i) => Array.from(places, (place) => nearestCell(plan, place, x.shape[i + 1]!)));
  gather(x, [range(x.shape[0]!), ...tables, range(x.shape.at(-1)!)], 0, elementsOf(result));
  return result;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

export const resizeKernel: Kernel<'resize'> = {
  shape: (x, attributes) => planResize(x, attributes).shape,
  evaluate: resize,
  error: (precision, x, attributes) =>
    resizeError(precision, x, planResize(x.value.shape, attributes), () => ({
      value: resize(x.value, attributes),
      error: x.error && resize(x.error, attributes),
    })),
};
