/**
 * The register-blocked inner product that all sums of products share.
 *
 * y[p, j] = sum over k of x[rows[p] + taps[k]] * w[k, j]: the rows of a matrix are read where they lie, through tables of indices, so that
 * patches need no packing. Four rows and up to four columns are held in registers.
 */

export interface Factors {
  readonly x: Float64Array;
  /** Index of each row's start; as many as are asked for, rounded up to a multiple of 4; reading a row twice is harmless. */
  readonly rows: Int32Array;
  /** What each of the `terms` adds to a row's start. */
  readonly taps: Int32Array;
  readonly terms: number;
  readonly w: Float64Array;
  /** From one term's weights to the next's. */
  readonly wStride: number;
  readonly columns: number;
  readonly y: Float64Array;
  /** From one row of y to the next. */
  readonly yStride: number;
}

/**
 * Rows `first` up to `last`, rounded up to a multiple of 4, go to y from `yFrom` on.
 *
 * @param xFrom added to every index of x
 * @param wFrom index of the first weight
 */
export function multiply(f: Factors, first: number, last: number, xFrom: number, wFrom: number, yFrom: number): void {
  let column = 0;
  for (; column + 4 <= f.columns; column += 4) fourColumns(f, first, last, xFrom, wFrom + column, yFrom + column);
  switch (f.columns - column) {
    case 3:
      return threeColumns(f, first, last, xFrom, wFrom + column, yFrom + column);
    case 2:
      return twoColumns(f, first, last, xFrom, wFrom + column, yFrom + column);
    case 1:
      return oneColumn(f, first, last, xFrom, wFrom + column, yFrom + column);
  }
}

function fourColumns(f: Factors, first: number, last: number, xFrom: number, wFrom: number, yFrom: number): void {
  const { x, rows, taps, terms, w, wStride, y, yStride } = f;
  for (let p = first; p < last; p += 4) {
    const row0 = rows[p]! + xFrom;
    const row1 = rows[p + 1]! + xFrom;
    const row2 = rows[p + 2]! + xFrom;
    const row3 = rows[p + 3]! + xFrom;
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
    for (let k = 0, q = wFrom; k < terms; k++, q += wStride) {
      const tap = taps[k]!;
      const w0 = w[q]!;
      const w1 = w[q + 1]!;
      const w2 = w[q + 2]!;
      const w3 = w[q + 3]!;
      const x0 = x[row0 + tap]!;
      s00 += x0 * w0;
      s01 += x0 * w1;
      s02 += x0 * w2;
      s03 += x0 * w3;
      const x1 = x[row1 + tap]!;
      s10 += x1 * w0;
      s11 += x1 * w1;
      s12 += x1 * w2;
      s13 += x1 * w3;
      const x2 = x[row2 + tap]!;
      s20 += x2 * w0;
      s21 += x2 * w1;
      s22 += x2 * w2;
      s23 += x2 * w3;
      const x3 = x[row3 + tap]!;
      s30 += x3 * w0;
      s31 += x3 * w1;
      s32 += x3 * w2;
      s33 += x3 * w3;
    }
    let to = yFrom + (p - first) * yStride;
    y[to] = s00;
    y[to + 1] = s01;
    y[to + 2] = s02;
    y[to + 3] = s03;
    to += yStride;
    y[to] = s10;
    y[to + 1] = s11;
    y[to + 2] = s12;
    y[to + 3] = s13;
    to += yStride;
    y[to] = s20;
    y[to + 1] = s21;
    y[to + 2] = s22;
    y[to + 3] = s23;
    to += yStride;
    y[to] = s30;
    y[to + 1] = s31;
    y[to + 2] = s32;
    y[to + 3] = s33;
  }
}

function threeColumns(f: Factors, first: number, last: number, xFrom: number, wFrom: number, yFrom: number): void {
  const { x, rows, taps, terms, w, wStride, y, yStride } = f;
  for (let p = first; p < last; p += 4) {
    const row0 = rows[p]! + xFrom;
    const row1 = rows[p + 1]! + xFrom;
    const row2 = rows[p + 2]! + xFrom;
    const row3 = rows[p + 3]! + xFrom;
    let s00 = 0;
    let s01 = 0;
    let s02 = 0;
    let s10 = 0;
    let s11 = 0;
    let s12 = 0;
    let s20 = 0;
    let s21 = 0;
    let s22 = 0;
    let s30 = 0;
    let s31 = 0;
    let s32 = 0;
    for (let k = 0, q = wFrom; k < terms; k++, q += wStride) {
      const tap = taps[k]!;
      const w0 = w[q]!;
      const w1 = w[q + 1]!;
      const w2 = w[q + 2]!;
      const x0 = x[row0 + tap]!;
      s00 += x0 * w0;
      s01 += x0 * w1;
      s02 += x0 * w2;
      const x1 = x[row1 + tap]!;
      s10 += x1 * w0;
      s11 += x1 * w1;
      s12 += x1 * w2;
      const x2 = x[row2 + tap]!;
      s20 += x2 * w0;
      s21 += x2 * w1;
      s22 += x2 * w2;
      const x3 = x[row3 + tap]!;
      s30 += x3 * w0;
      s31 += x3 * w1;
      s32 += x3 * w2;
    }
    let to = yFrom + (p - first) * yStride;
    y[to] = s00;
    y[to + 1] = s01;
    y[to + 2] = s02;
    to += yStride;
    y[to] = s10;
    y[to + 1] = s11;
    y[to + 2] = s12;
    to += yStride;
    y[to] = s20;
    y[to + 1] = s21;
    y[to + 2] = s22;
    to += yStride;
    y[to] = s30;
    y[to + 1] = s31;
    y[to + 2] = s32;
  }
}

function twoColumns(f: Factors, first: number, last: number, xFrom: number, wFrom: number, yFrom: number): void {
  const { x, rows, taps, terms, w, wStride, y, yStride } = f;
  for (let p = first; p < last; p += 4) {
    const row0 = rows[p]! + xFrom;
    const row1 = rows[p + 1]! + xFrom;
    const row2 = rows[p + 2]! + xFrom;
    const row3 = rows[p + 3]! + xFrom;
    let s00 = 0;
    let s01 = 0;
    let s10 = 0;
    let s11 = 0;
    let s20 = 0;
    let s21 = 0;
    let s30 = 0;
    let s31 = 0;
    for (let k = 0, q = wFrom; k < terms; k++, q += wStride) {
      const tap = taps[k]!;
      const w0 = w[q]!;
      const w1 = w[q + 1]!;
      const x0 = x[row0 + tap]!;
      s00 += x0 * w0;
      s01 += x0 * w1;
      const x1 = x[row1 + tap]!;
      s10 += x1 * w0;
      s11 += x1 * w1;
      const x2 = x[row2 + tap]!;
      s20 += x2 * w0;
      s21 += x2 * w1;
      const x3 = x[row3 + tap]!;
      s30 += x3 * w0;
      s31 += x3 * w1;
    }
    let to = yFrom + (p - first) * yStride;
    y[to] = s00;
    y[to + 1] = s01;
    to += yStride;
    y[to] = s10;
    y[to + 1] = s11;
    to += yStride;
    y[to] = s20;
    y[to + 1] = s21;
    to += yStride;
    y[to] = s30;
    y[to + 1] = s31;
  }
}

function oneColumn(f: Factors, first: number, last: number, xFrom: number, wFrom: number, yFrom: number): void {
  const { x, rows, taps, terms, w, wStride, y, yStride } = f;
  for (let p = first; p < last; p += 4) {
    const row0 = rows[p]! + xFrom;
    const row1 = rows[p + 1]! + xFrom;
    const row2 = rows[p + 2]! + xFrom;
    const row3 = rows[p + 3]! + xFrom;
    let s00 = 0;
    let s10 = 0;
    let s20 = 0;
    let s30 = 0;
    for (let k = 0, q = wFrom; k < terms; k++, q += wStride) {
      const tap = taps[k]!;
      const w0 = w[q]!;
      const x0 = x[row0 + tap]!;
      s00 += x0 * w0;
      const x1 = x[row1 + tap]!;
      s10 += x1 * w0;
      const x2 = x[row2 + tap]!;
      s20 += x2 * w0;
      const x3 = x[row3 + tap]!;
      s30 += x3 * w0;
    }
    let to = yFrom + (p - first) * yStride;
    y[to] = s00;
    to += yStride;
    y[to] = s10;
    to += yStride;
    y[to] = s20;
    to += yStride;
    y[to] = s30;
  }
}
