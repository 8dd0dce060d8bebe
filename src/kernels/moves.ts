/** Rearrangements: results whose every element is an element of the argument, or a constant. */
import { copyElements, viewOf, type Shape, type Tensor, type TensorData } from '../tensor.js';

/** Per axis and result index, the argument's index; -1 where the constant goes. */
export type AxisTable = readonly number[];

/** out[i] = x[tables[0][i0], tables[1][i1], ...], and `fill` where a table says -1. */
export function gather(x: Tensor, tables: readonly AxisTable[], fill: number, out: TensorData): void {
  const { data, stride, offset } = x;
  const rank = tables.length;
  if (rank === 0) {
    out[0] = data[offset]!;
    return;
  }
  if (out.length === 0) return;
  const last = tables[rank - 1]!;
  const step = stride[rank - 1]!;
  const index = new Array<number>(rank).fill(0);
  let to = 0;
  while (to < out.length) {
    let row = offset;
    for (let axis = 0; axis < rank - 1; axis++) {
      const from = tables[axis]![index[axis]!]!;
      if (from < 0) {
        row = -1;
        break;
      }
      row += from * stride[axis]!;
    }
    if (row < 0) {
      out.fill(fill, to, to + last.length);
      to += last.length;
    } else {
      for (let i = 0; i < last.length; i++) {
        const from = last[i]!;
        out[to++] = from < 0 ? fill : data[row + from * step]!;
      }
    }
    for (let axis = rank - 2; axis >= 0; axis--) {
      if (++index[axis]! < tables[axis]!.length) break;
      index[axis] = 0;
    }
  }
}

/** Writes dense data, seen with other strides, to `out` in row-major order. */
export function rearrange(data: TensorData, shape: Shape, strides: readonly number[], offset: number, out: TensorData): void {
  copyElements(viewOf(data, shape, strides, offset), out);
}
