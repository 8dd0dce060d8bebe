import { defineLaw, equal, type BoundOps, type Operand } from '../../src/law.js';
import { drawMatmul } from '../../src/ops/products/matmul-case.js';
import type { Tensor } from '../../src/tensor.js';
import { drawMarks, ieee } from './planted.js';

/** What each element of a product A B sees of marks in A, `[..., rows, inner]` to `[..., rows, columns]`: sums over its row. */
async function seenByMatmul(t: BoundOps, marks: Operand, columns: number): Promise<Tensor> {
  const rows = await t.sum(marks, [-1]);
  return t.broadcast(t.reshape(rows, [...rows.shape, 1]), [...rows.shape, columns]);
}

export const nanStaysInItsRowMatmul = defineLaw({
  id: 'special-values/nan-stays-in-its-row-matmul',
  statement: '(A + m) B = A B + (NaN "in the row of the NaN of m"), m "being NaN at one element"',
  because:
    'An element of A meets every column of B, and only the row of the product that it stands in; its product with a zero is a NaN too.',
  sources: [ieee],
  requires: ['matmul'],
  regimes: ['exact'],
  cases: (d) => {
    const c = drawMatmul(d, { sameLeading: true });
    return { ...c, marks: drawMarks(d, 'matmul', c.a.shape, [Number.NaN]) };
  },
  claim: (t, c) => equal(t.matmul(t.add(c.a, c.marks), c.b), t.add(t.matmul(c.a, c.b), seenByMatmul(t, c.marks, c.columns))),
});
