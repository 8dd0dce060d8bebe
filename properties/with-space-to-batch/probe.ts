import type { BoundOps, Helpers, Operand } from '../../src/law.js';
import type { Tensor } from '../../src/tensor.js';

/**
 * An op that sees the order in which it gets the images of a batch: each takes the place of the one before it. Turning them round would
 * not do: blocks of images and images of blocks are turned round alike.
 */
export function nextImage(t: Helpers, y: Operand): Promise<Tensor> {
  return t.concat([t.slice(y, [1]), t.slice(y, [0], [1])], 0);
}

/**
 * An op that stands for any op: it takes the last tap of each window along `axes`, and moves the batch on by an image. It forgets no cell
 * that a window of `kernel` cells could tell apart, and it sees both the order of the grids and where each of them starts.
 */
export function probe(
  t: BoundOps,
  kernel: readonly number[],
  axes: readonly number[] = kernel.map((_, i) => i + 1),
): (y: Operand) => Promise<Tensor> {
  const begin: number[] = [];
  for (let axis = 0; axis <= Math.max(...axes); axis++) begin.push((kernel[axes.indexOf(axis)] ?? 1) - 1);
  return (y) => nextImage(t, t.slice(y, begin));
}
