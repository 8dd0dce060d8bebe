import type { BoundOps, Operand } from '../../src/law.js';
import type { Tensor } from '../../src/tensor.js';

/**
 * An op that stands for any op: it takes the last tap of each window along `axes` and turns the batch round. It forgets no cell that a
 * window of `kernel` cells could tell apart, and it sees both the order of the grids and where each of them starts.
 */
export function probe(
  t: BoundOps,
  kernel: readonly number[],
  axes: readonly number[] = kernel.map((_, i) => i + 1),
): (y: Operand) => Promise<Tensor> {
  const begin: number[] = [];
  for (let axis = 0; axis <= Math.max(...axes); axis++) begin.push((kernel[axes.indexOf(axis)] ?? 1) - 1);
  return (y) => t.reverse(t.slice(y, begin), [0]);
}
