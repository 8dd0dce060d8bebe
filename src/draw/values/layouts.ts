/** Memory layouts: views that show the same values from differently arranged data. */
import { allocate, fromData, rowMajorStrides, sizeOf, viewOf, type DType, type Tensor, type TensorData } from '../../tensor.js';

/**
 * A layout is a number: 0 dense, 1 transposed, 2 reversed, 3 stepped, 4 offset, 5 + a: broadcast along axis a (which changes the
 * values: all along that axis are the first).
 */
export const layoutsOfRank = (rank: number): number => 5 + rank;

const kinds = ['dense', 'transposed', 'reversed', 'stepped', 'offset'] as const;

/** What the view of a layout is called. */
export function layoutName(layout: number): string {
  return kinds[layout] ?? 'broadcast';
}

/** What stands in cells that a view does not show: a kernel that reads them is found out. */
const strayValue = 77;

/** Repeats the first value along `axis`, in place. */
export function repeatFirst(values: TensorData, shape: readonly number[], axis: number): void {
  const inner = rowMajorStrides(shape)[axis]!;
  const length = shape[axis]!;
  for (let start = 0; start < values.length; start += inner * length) {
    for (let i = 1; i < length; i++) values.copyWithin(start + i * inner, start, start + inner);
  }
}

/** A view, in a layout, of row-major values. The values are copied unless the layout is dense. */
export function arrange(values: TensorData, shape: number[], layout: number, dtype: DType): Tensor {
  const rank = shape.length;
  const size = values.length;
  if (layout === 0 || size === 0 || rank === 0) return fromData(values, shape);
  const dense = rowMajorStrides(shape);
  if (layout === 2) {
    const data = allocate(size, dtype);
    for (let i = 0; i < size; i++) data[i] = values[size - 1 - i]!;
    return viewOf(
      data,
      shape,
      dense.map((step) => -step),
      size - 1,
    );
  }
  if (layout === 4) {
    const data = allocate(size + 5, dtype).fill(strayValue);
    data.set(values, 3);
    return viewOf(data, shape, dense, 3);
  }
  if (layout === 3) {
    const data = allocate(2 * size + 1, dtype).fill(strayValue);
    for (let i = 0; i < size; i++) data[2 * i + 1] = values[i]!;
    return viewOf(
      data,
      shape,
      dense.map((step) => 2 * step),
      1,
    );
  }
  if (layout === 1) {
    const reversed = rowMajorStrides([...shape].reverse()).reverse();
    const data = allocate(size, dtype);
    scatter(values, data, shape, reversed);
    return viewOf(data, shape, reversed, 0);
  }
  const axis = layout - 5;
  const small = shape.map((length, i) => (i === axis ? Math.min(1, length) : length));
  const steps = rowMajorStrides(small);
  const data = allocate(sizeOf(small), dtype);
  steps[axis] = 0;
  // Later copies overwrite earlier ones with the same value: the values repeat along the axis.
  scatter(values, data, shape, steps);
  return viewOf(data, shape, steps, 0);
}

function scatter(values: TensorData, data: TensorData, shape: readonly number[], strides: readonly number[]): void {
  const rank = shape.length;
  const index = new Array<number>(rank).fill(0);
  let to = 0;
  for (let i = 0; i < values.length; i++) {
    data[to] = values[i]!;
    for (let axis = rank - 1; axis >= 0; axis--) {
      to += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      to -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
}
