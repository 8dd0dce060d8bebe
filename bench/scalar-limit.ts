/** What scalar code on V8 can reach: a product of packed float64 matrices, four by four in registers, all in the cache. */

const [rows, terms, columns] = [256, 144, 32];

/** Multiply-adds of one run. */
export const limitMultiplyAdds = rows * terms * columns;

const a = Float64Array.from({ length: rows * terms }, (_, i) => (i % 17) - 8);
const b = Float64Array.from({ length: terms * columns }, (_, i) => (i % 13) - 6);
const c = new Float64Array(rows * columns);

export function runLimit(): Float64Array {
  for (let i = 0; i < rows; i += 4) {
    for (let j = 0; j < columns; j += 4) block(a, i * terms, b, j * terms, c, i * columns + j);
  }
  return c;
}

function block(x: Float64Array, p: number, w: Float64Array, q: number, y: Float64Array, to: number): void {
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s03 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s13 = 0;
  let s20 = 0;
  let s21 = 0;
  let s22 = 0;
  let s23 = 0;
  let s30 = 0;
  let s31 = 0;
  let s32 = 0;
  let s33 = 0;
  for (let k = 0; k < terms; k++, p += 4, q += 4) {
    const w0 = w[q]!;
    const w1 = w[q + 1]!;
    const w2 = w[q + 2]!;
    const w3 = w[q + 3]!;
    const x0 = x[p]!;
    s00 += x0 * w0;
    s01 += x0 * w1;
    s02 += x0 * w2;
    s03 += x0 * w3;
    const x1 = x[p + 1]!;
    s10 += x1 * w0;
    s11 += x1 * w1;
    s12 += x1 * w2;
    s13 += x1 * w3;
    const x2 = x[p + 2]!;
    s20 += x2 * w0;
    s21 += x2 * w1;
    s22 += x2 * w2;
    s23 += x2 * w3;
    const x3 = x[p + 3]!;
    s30 += x3 * w0;
    s31 += x3 * w1;
    s32 += x3 * w2;
    s33 += x3 * w3;
  }
  y[to] = s00;
  y[to + 1] = s01;
  y[to + 2] = s02;
  y[to + 3] = s03;
  y[to + columns] = s10;
  y[to + columns + 1] = s11;
  y[to + columns + 2] = s12;
  y[to + columns + 3] = s13;
  y[to + 2 * columns] = s20;
  y[to + 2 * columns + 1] = s21;
  y[to + 2 * columns + 2] = s22;
  y[to + 2 * columns + 3] = s23;
  y[to + 3 * columns] = s30;
  y[to + 3 * columns + 1] = s31;
  y[to + 3 * columns + 2] = s32;
  y[to + 3 * columns + 3] = s33;
}
