import type { BoundOps, Operand } from '../../src/law.js';
import type { Tensor } from '../../src/tensor.js';

/** What each element of a product A B sees of marks in A, `[..., rows, inner]` to `[..., rows, columns]`: sums over its row. */
export async function seenByMatmul(t: BoundOps, marks: Operand, columns: number): Promise<Tensor> {
  const rows = await t.sum(marks, [-1]);
  return t.broadcast(t.reshape(rows, [...rows.shape, 1]), [...rows.shape, columns]);
}
