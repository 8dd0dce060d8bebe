/** The structural helpers on plain tensors. Moves keep the dtype; arithmetic is in float64. Results are fresh and dense. */
import {
  allocate,
  assign,
  denseCopy,
  dtypeOf,
  elements,
  fromData,
  sameShape,
  sizeOf,
  viewOf,
  zeros,
  type Shape,
  type Tensor,
} from '../../tensor.js';

/** The axis that a possibly negative number stands for. */
export function axisOf(helper: string, axis: number, rank: number): number {
  const resolved = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(axis) || resolved < 0 || resolved >= rank)
    throw new RangeError(`${helper}: axis ${axis} of a tensor of rank ${rank}`);
  return resolved;
}

export function transpose(x: Tensor, axes: readonly number[]): Tensor {
  const order = axes.map((axis) => axisOf('transpose', axis, x.shape.length));
  if (new Set(order).size !== x.shape.length)
    throw new RangeError(`transpose: [${axes.join(', ')}] is no permutation of ${x.shape.length} axes`);
  const view = viewOf(
    x.data,
    order.map((axis) => x.shape[axis]!),
    order.map((axis) => x.stride[axis]!),
    x.offset,
  );
  return denseCopy(view);
}

export function slice(
  x: Tensor,
  begin: readonly number[],
  end: readonly (number | undefined)[] = [],
  step: readonly number[] = [],
): Tensor {
  let offset = x.offset;
  const strides = [...x.stride];
  const shape = x.shape.map((size, axis) => {
    const first = begin[axis] ?? 0;
    const last = Math.min(end[axis] ?? size, size);
    const by = step[axis] ?? 1;
    if (first < 0 || by < 1) throw new RangeError(`slice: begin ${first}, step ${by} on axis ${axis}`);
    offset += first * x.stride[axis]!;
    strides[axis] = by * x.stride[axis]!;
    return Math.max(0, Math.ceil((last - first) / by));
  });
  return denseCopy(viewOf(x.data, shape, strides, offset));
}

export function reverse(x: Tensor, axes: readonly number[]): Tensor {
  let offset = x.offset;
  const strides = [...x.stride];
  for (const given of axes) {
    const axis = axisOf('reverse', given, x.shape.length);
    if (x.shape[axis]! > 0) offset += (x.shape[axis]! - 1) * x.stride[axis]!;
    strides[axis] = -x.stride[axis]!;
  }
  return denseCopy(viewOf(x.data, x.shape, strides, offset));
}

export function concat(parts: readonly Tensor[], axis: number): Tensor {
  const first = parts[0];
  if (first === undefined) throw new RangeError('concat: at least one part is needed');
  const along = axisOf('concat', axis, first.shape.length);
  const shape = [...first.shape];
  shape[along] = 0;
  for (const part of parts) {
    if (!part.shape.every((size, i) => i === along || size === shape[i]) || part.shape.length !== shape.length) {
      throw new RangeError(`concat: shapes [${first.shape.join(', ')}] and [${part.shape.join(', ')}] differ off axis ${along}`);
    }
    shape[along]! += part.shape[along]!;
  }
  const dtype = dtypeOf(first);
  const result = zeros(shape, parts.every((part) => dtypeOf(part) === dtype) ? dtype : 'float64');
  let offset = 0;
  for (const part of parts) {
    assign(viewOf(result.data, part.shape, result.stride, offset), part);
    offset += part.shape[along]! * result.stride[along]!;
  }
  return result;
}

export function reshape(x: Tensor, shape: Shape): Tensor {
  const copy = denseCopy(x);
  if (sizeOf(shape) !== sizeOf(x.shape)) throw new RangeError(`reshape: [${x.shape.join(', ')}] does not fill [${shape.join(', ')}]`);
  return fromData(copy.data, [...shape]);
}

export function broadcast(x: Tensor, shape: Shape): Tensor {
  return denseCopy(stretched(x, shape, 'broadcast'));
}

/** A view of `x` with axes of size 1, or missing in front, repeated. */
function stretched(x: Tensor, shape: Shape, helper: string): Tensor {
  const missing = shape.length - x.shape.length;
  const strides = shape.map((size, axis) => {
    const own = axis < missing ? 1 : x.shape[axis - missing]!;
    if (own !== size && own !== 1) throw new RangeError(`${helper}: [${x.shape.join(', ')}] does not broadcast to [${shape.join(', ')}]`);
    return own === 1 ? 0 : x.stride[axis - missing]!;
  });
  return viewOf(x.data, shape, strides, x.offset);
}

export function gather(x: Tensor, axis: number, at: readonly number[]): Tensor {
  const along = axisOf('gather', axis, x.shape.length);
  const shape = [...x.shape];
  shape[along] = at.length;
  const result = zeros(shape, dtypeOf(x));
  const part = [...shape];
  part[along] = 1;
  at.forEach((index, i) => {
    if (!(index >= 0 && index < x.shape[along]!)) throw new RangeError(`gather: index ${index} of ${x.shape[along]}`);
    assign(
      viewOf(result.data, part, result.stride, i * result.stride[along]!),
      viewOf(x.data, part, x.stride, x.offset + index * x.stride[along]!),
    );
  });
  return result;
}

export function border(x: Tensor, paddings: readonly (readonly [number, number])[], value = 0): Tensor {
  const shape = x.shape.map((size, axis) => Math.max(0, size + (paddings[axis]?.[0] ?? 0) + (paddings[axis]?.[1] ?? 0)));
  const result = zeros(shape, dtypeOf(x));
  if (value !== 0) result.data.fill(value);
  let to = 0;
  let from = x.offset;
  const kept = x.shape.map((size, axis) => {
    const [before, after] = paddings[axis] ?? [0, 0];
    to += Math.max(0, before) * result.stride[axis]!;
    from += Math.max(0, -before) * x.stride[axis]!;
    return Math.max(0, size + Math.min(0, before) + Math.min(0, after));
  });
  assign(viewOf(result.data, kept, result.stride, to), viewOf(x.data, kept, x.stride, from));
  return result;
}

export function upsample(x: Tensor, rates: readonly number[], firstAxis = 0): Tensor {
  const shape = [...x.shape];
  rates.forEach((rate, i) => {
    const size = shape[firstAxis + i];
    if (size === undefined)
      throw new RangeError(`upsample: ${rates.length} rates from axis ${firstAxis} of a tensor of rank ${shape.length}`);
    shape[firstAxis + i] = size === 0 ? 0 : (size - 1) * rate + 1;
  });
  const result = zeros(shape, dtypeOf(x));
  const strides = result.stride.map((stride, axis) => stride * (rates[axis - firstAxis] ?? 1));
  assign(viewOf(result.data, x.shape, strides, 0), x);
  return result;
}

/** The shape that two shapes broadcast to. */
export function broadcastShape(a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1)
      throw new RangeError(`shapes [${a.join(', ')}] and [${b.join(', ')}] do not broadcast`);
    return left === 1 ? right : left;
  });
}

/** Applies `f` to pairs of elements, in float64, broadcasting. */
export function zip(a: Tensor, b: Tensor, f: (left: number, right: number) => number): Tensor {
  const plain = sameShape(a.shape, b.shape);
  const shape = plain ? a.shape : broadcastShape(a.shape, b.shape);
  const left = elements(plain ? a : stretched(a, shape, 'zip'));
  const right = elements(plain ? b : stretched(b, shape, 'zip'));
  const result = new Float64Array(sizeOf(shape));
  for (let i = 0; i < result.length; i++) result[i] = f(left[i]!, right[i]!);
  return fromData(result, [...shape]);
}

/** Applies `f` to every element, in float64. */
export function map(x: Tensor, f: (value: number) => number): Tensor {
  const from = elements(x);
  const result = new Float64Array(from.length);
  for (let i = 0; i < result.length; i++) result[i] = f(from[i]!);
  return fromData(result, [...x.shape]);
}

/** Ascending; NaN last. */
export function sort(x: Tensor): Tensor {
  const data = allocate(sizeOf(x.shape), dtypeOf(x));
  data.set(elements(x));
  return fromData(data.sort(), [data.length]);
}

/** Where the elements of the sorted tensor come from is not kept: each error may be anyone's. */
export function largest(x: Tensor): number {
  let most = 0;
  for (const value of elements(x)) if (!(value <= most)) most = value;
  return most;
}
