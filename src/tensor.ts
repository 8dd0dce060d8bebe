import ndarray, { type NdArray } from 'ndarray';

/** Typed data of a tensor. float16 and bfloat16 tensors are Float32Arrays that hold representable values. */
export type TensorData = Float64Array | Float32Array | Int32Array | Int8Array | Uint8Array;

/** A tensor: an `ndarray` view of typed data. Any stride and offset is legal as an input; results are dense and row-major. */
export type Tensor = NdArray<TensorData>;

export type DType = 'float64' | 'float32' | 'int32' | 'int8' | 'uint8';

export type Shape = readonly number[];

const constructors = {
  float64: Float64Array,
  float32: Float32Array,
  int32: Int32Array,
  int8: Int8Array,
  uint8: Uint8Array,
} as const;

export const dtypes = Object.keys(constructors) as readonly DType[];

export function isDType(name: unknown): name is DType {
  return typeof name === 'string' && Object.hasOwn(constructors, name);
}

/** Zero-filled data of `size` elements. */
export function allocate(size: number, dtype: DType): TensorData {
  return new constructors[dtype](size);
}

/** The dtype of typed data; `undefined` for anything else. */
export function dtypeOfData(data: unknown): DType | undefined {
  if (data instanceof Float32Array) return 'float32';
  if (data instanceof Float64Array) return 'float64';
  if (data instanceof Int32Array) return 'int32';
  if (data instanceof Int8Array) return 'int8';
  if (data instanceof Uint8Array) return 'uint8';
  return undefined;
}

export function dtypeOf(x: Tensor): DType {
  const dtype = dtypeOfData(x.data);
  if (dtype === undefined) throw new TypeError('a tensor holds a Float64Array, Float32Array, Int32Array, Int8Array or Uint8Array');
  return dtype;
}

/** Number of elements of a shape: 1 for the empty shape. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}

/** Strides of a dense row-major tensor. */
export function rowMajorStrides(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= shape[axis]!;
  }
  return strides;
}

/** A dense row-major tensor over `data`, which is not copied. */
export function fromData(data: TensorData, shape: Shape): Tensor {
  return viewOf(data, shape, rowMajorStrides(shape), 0);
}

/** The class of ndarray's views of one dtype and rank: sizes, then strides, then the offset. */
type View = new (data: TensorData, ...numbers: number[]) => Tensor;

const views = new Map<unknown, View[]>();

function viewClass(data: TensorData, rank: number): View {
  let ofRank = views.get(data.constructor);
  if (ofRank === undefined) views.set(data.constructor, (ofRank = []));
  return (ofRank[rank] ??= ndarray(data, new Array<number>(rank).fill(1)).constructor as View);
}

/** A view of `data` with the given strides and offset. */
export function viewOf(data: TensorData, shape: Shape, strides: readonly number[], offset: number): Tensor {
  const [a, b, c, d, e] = shape as number[] & [number, number, number, number, number];
  const [i, j, k, l, m] = strides as number[] & [number, number, number, number, number];
  // ndarray() asks for the kind of the data first, each time, which takes four times as long.
  switch (shape.length) {
    case 1:
      return new (viewClass(data, 1))(data, a, i, offset);
    case 2:
      return new (viewClass(data, 2))(data, a, b, i, j, offset);
    case 3:
      return new (viewClass(data, 3))(data, a, b, c, i, j, k, offset);
    case 4:
      return new (viewClass(data, 4))(data, a, b, c, d, i, j, k, l, offset);
    case 5:
      return new (viewClass(data, 5))(data, a, b, c, d, e, i, j, k, l, m, offset);
    default:
      return ndarray(data, shape as number[], strides as number[], offset);
  }
}

/** A dense row-major tensor of `shape` with the values of `values`, in row-major order. Default dtype: float64. */
export function tensor(values: ArrayLike<number>, shape: Shape = [values.length], dtype: DType = 'float64'): Tensor {
  if (values.length !== sizeOf(shape)) throw new RangeError(`tensor: ${values.length} values do not fill the shape [${shape.join(', ')}]`);
  const data = allocate(values.length, dtype);
  data.set(values);
  return fromData(data, [...shape]);
}

export function zeros(shape: Shape, dtype: DType = 'float64'): Tensor {
  return fromData(allocate(sizeOf(shape), dtype), [...shape]);
}

/** Whether `value` is an ndarray over typed data. */
export function isTensor(value: unknown): value is Tensor {
  if (typeof value !== 'object' || value === null) return false;
  const x = value as Partial<Tensor>;
  return Array.isArray(x.shape) && Array.isArray(x.stride) && typeof x.offset === 'number' && dtypeOfData(x.data) !== undefined;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

/** Whether the elements of `x` stand in row-major order without gaps. */
export function isDense(x: Tensor): boolean {
  let step = 1;
  for (let axis = x.shape.length - 1; axis >= 0; axis--) {
    if (x.shape[axis]! !== 1 && x.stride[axis]! !== step) return false;
    step *= x.shape[axis]!;
  }
  return true;
}

/** Writes the elements of `x`, in row-major order, to `out` from `start` on. */
export function copyElements(x: Tensor, out: TensorData | number[], start = 0): void {
  const { shape, stride, data, offset } = x;
  const rank = shape.length;
  if (sizeOf(shape) === 0) return;
  if (rank === 0) {
    out[start] = data[offset]!;
    return;
  }
  const last = rank - 1;
  const length = shape[last]!;
  const step = stride[last]!;
  const index = new Array<number>(rank).fill(0);
  let row = offset;
  let to = start;
  for (;;) {
    for (let i = 0, from = row; i < length; i++, from += step) out[to++] = data[from]!;
    let axis = last - 1;
    for (; axis >= 0; axis--) {
      row += stride[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      row -= stride[axis]! * shape[axis]!;
      index[axis] = 0;
    }
    if (axis < 0) return;
  }
}

/** Copies `source` into the view `target`, of the same shape. */
export function assign(target: Tensor, source: Tensor): void {
  const { shape, stride, data } = target;
  const rank = shape.length;
  if (sizeOf(shape) === 0) return;
  if (rank === 0) {
    data[target.offset] = source.data[source.offset]!;
    return;
  }
  const from = source.data;
  const last = rank - 1;
  const length = shape[last]!;
  const step = stride[last]!;
  const fromStep = source.stride[last]!;
  const index = new Array<number>(rank).fill(0);
  let row = target.offset;
  let fromRow = source.offset;
  for (;;) {
    for (let i = 0; i < length; i++) data[row + i * step] = from[fromRow + i * fromStep]!;
    let axis = last - 1;
    for (; axis >= 0; axis--) {
      row += stride[axis]!;
      fromRow += source.stride[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      row -= stride[axis]! * shape[axis]!;
      fromRow -= source.stride[axis]! * shape[axis]!;
      index[axis] = 0;
    }
    if (axis < 0) return;
  }
}

/** The elements of `x` in row-major order: a subarray of its own data when it is dense, else a copy. Not to be written to. */
export function elements(x: Tensor): TensorData {
  const size = sizeOf(x.shape);
  if (isDense(x)) return x.offset === 0 && x.data.length === size ? x.data : x.data.subarray(x.offset, x.offset + size);
  const data = allocate(size, dtypeOf(x));
  copyElements(x, data);
  return data;
}

/** A fresh dense row-major copy of `x`, in `dtype` (default: its own). */
export function denseCopy(x: Tensor, dtype: DType = dtypeOf(x)): Tensor {
  const data = allocate(sizeOf(x.shape), dtype);
  copyElements(x, data);
  return fromData(data, [...x.shape]);
}

/** `x` itself when it is dense from its data's first element to the last, else a dense copy. */
export function dense(x: Tensor): Tensor {
  return x.offset === 0 && x.data.length === sizeOf(x.shape) && isDense(x) ? x : denseCopy(x);
}

/** The elements of `x` in row-major order as plain numbers. */
export function toArray(x: Tensor): number[] {
  const values = new Array<number>(sizeOf(x.shape));
  copyElements(x, values);
  return values;
}

/** Every index of a shape, in row-major order. The same array is yielded each time. */
export function* indices(shape: Shape): Generator<readonly number[]> {
  if (sizeOf(shape) === 0) return;
  const index = new Array<number>(shape.length).fill(0);
  for (;;) {
    yield index;
    let axis = shape.length - 1;
    for (; axis >= 0; axis--) {
      if (++index[axis]! < shape[axis]!) break;
      index[axis] = 0;
    }
    if (axis < 0) return;
  }
}

/** The index of a row-major position. */
export function indexOf(position: number, shape: Shape): number[] {
  const index = new Array<number>(shape.length);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index[axis] = position % shape[axis]!;
    position = Math.floor(position / shape[axis]!);
  }
  return index;
}

/** The position in row-major order of an index, which may lie outside the shape: there, where memory goes on. */
export function positionOf(index: readonly number[], shape: Shape): number {
  return index.reduce((at, i, axis) => at * shape[axis]! + i, 0);
}
