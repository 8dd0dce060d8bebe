/** How far two values of a graph are apart. */
import type { ModelTensor } from '../../library.js';
import { indexOf, sameShape } from '../../tensor.js';
import { isFloat, widened } from '../onnx/write-tensor.js';

export interface Distance {
  /** Of the cells that are furthest apart; Infinity where one of two is no finite number. */
  readonly most: number;
  readonly index: readonly number[];
}

/** Numbers of any type. */
function numbersOf(value: ModelTensor): ArrayLike<number> {
  const { data } = widened(value);
  return data instanceof BigInt64Array || data instanceof BigUint64Array ? Float64Array.from(data, Number) : data;
}

/** @returns `undefined` for values of different shapes */
export function distanceOf(a: ModelTensor, b: ModelTensor): Distance | undefined {
  if (!sameShape(a.dims, b.dims)) return undefined;
  const [left, right] = [numbersOf(a), numbersOf(b)];
  let [most, at] = [0, 0];
  for (let i = 0; i < left.length; i++) {
    const [x, y] = [left[i]!, right[i]!];
    if (Object.is(x, y) || x === y) continue;
    const apart = Number.isFinite(x) && Number.isFinite(y) ? Math.abs(x - y) : Infinity;
    if (apart > most) [most, at] = [apart, i];
  }
  return { most, index: indexOf(at, a.dims) };
}

/** The largest finite number, by its size. */
export function scaleOf(value: ModelTensor): number {
  const data = numbersOf(value);
  let scale = 0;
  for (let i = 0; i < data.length; i++) {
    const size = Math.abs(data[i]!);
    if (size > scale && size < Infinity) scale = size;
  }
  return scale;
}

const roundoffs = { float16: 2 ** -11, float32: 2 ** -24, float64: 2 ** -53 } as const;

/** The smallest difference that two honest results may have: half a step of the largest; of whole numbers, one. */
export function stepOf(value: ModelTensor, type: ModelTensor['type']): number {
  return isFloat(type) ? roundoffs[type] * scaleOf(value) : 1;
}
