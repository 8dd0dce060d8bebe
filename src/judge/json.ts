/** JSON of cases and results that keeps what JSON loses: tensors with their views, NaN, infinities and -0. */
import { allocate, dtypeOf, isTensor, viewOf, type DType } from '../tensor.js';

interface TensorJson {
  readonly tensor: {
    readonly dtype: DType;
    readonly shape: readonly number[];
    readonly stride: readonly number[];
    readonly offset: number;
    readonly data: readonly (number | string)[];
  };
}

function numberJson(value: number): number | string {
  return Number.isFinite(value) && !Object.is(value, -0) ? value : Object.is(value, -0) ? '-0' : String(value);
}

/** A value as plain JSON: tensors as `{ tensor }`, odd numbers as `{ number }`, functions left out. */
export function toJson(value: unknown): unknown {
  if (typeof value === 'number') {
    const plain = numberJson(value);
    return typeof plain === 'string' ? { number: plain } : plain;
  }
  if (isTensor(value)) {
    const { shape, stride, offset, data } = value;
    return {
      tensor: { dtype: dtypeOf(value), shape: [...shape], stride: [...stride], offset, data: Array.from(data, numberJson) },
    } satisfies TensorJson;
  }
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined && typeof field !== 'function')
      .map(([name, field]) => [name, toJson(field)]),
  );
}

/** The value that `toJson` was given, functions excepted. */
export function fromJson(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(fromJson);
  if (typeof json !== 'object' || json === null) return json;
  if ('number' in json && Object.keys(json).length === 1 && typeof json.number === 'string') return Number(json.number);
  // A deviation may have the name of a tensor as its one parameter.
  if ('tensor' in json && Object.keys(json).length === 1 && typeof json.tensor !== 'string') {
    const { dtype, shape, stride, offset, data } = (json as TensorJson).tensor;
    const values = allocate(data.length, dtype);
    values.set(data.map(Number));
    return viewOf(values, [...shape], [...stride], offset);
  }
  return Object.fromEntries(Object.entries(json).map(([name, field]) => [name, fromJson(field)]));
}
