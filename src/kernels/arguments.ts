/** Checks of arguments that ops share. Each throws an `InvalidArgument` that names op, argument, value and rule. */
import type { Padding, Pair } from '../geometry.js';
import { InvalidArgument } from '../invalid-argument.js';
import { allocate, dtypeOfData, fromData, isDense, sizeOf, type DType, type Shape, type Tensor, type TensorData } from '../tensor.js';

/** The dtype that all tensors of a call share. */
export function sharedDType(op: string, name: string, x: Tensor, otherName?: string, other?: Tensor): DType {
  const dtype = requireTensor(op, name, x);
  if (otherName !== undefined && requireTensor(op, otherName, other!) !== dtype) {
    throw new InvalidArgument(op, `${otherName}.dtype`, dtypeOfData(other!.data), `arguments share a dtype, and ${name} is ${dtype}`);
  }
  return dtype;
}

function requireTensor(op: string, name: string, x: Tensor): DType {
  const dtype = typeof x === 'object' && (x as unknown) !== null && Array.isArray(x.shape) ? dtypeOfData(x.data) : undefined;
  if (dtype === undefined) {
    throw new InvalidArgument(op, name, x, 'it is an ndarray over a Float64Array, Float32Array, Int32Array, Int8Array or Uint8Array');
  }
  return dtype;
}

/** An integer of at least `least`. */
export function requireInteger(op: string, name: string, value: number, least: number): number {
  if (!Number.isInteger(value) || value < least) throw new InvalidArgument(op, name, value, `it is an integer >= ${least}`);
  return value;
}

/** A list of `length` integers >= `least`; `fallback` where it is left out. */
export function integers(
  op: string,
  name: string,
  values: readonly number[] | undefined,
  length: number,
  least: number,
  fallback?: number,
): readonly number[] {
  if (values === undefined && fallback !== undefined) return new Array<number>(length).fill(fallback);
  if (!Array.isArray(values)) throw new InvalidArgument(op, name, values, 'it is a list of integers');
  if (values.length !== length) throw new InvalidArgument(op, name, values, `it has one number per axis, ${length} in all`);
  for (let i = 0; i < length; i++) {
    const value = values[i] as number;
    if (!Number.isInteger(value) || value < least) {
      throw new InvalidArgument(op, `${name}[${i}]`, value, `every ${singular(name)} is an integer >= ${least}`);
    }
  }
  return values;
}

function singular(name: string): string {
  return name.endsWith('s') ? name.slice(0, -1) : `entry of ${name}`;
}

/** A list of `length` pairs of integers, each >= `least`; zeros where it is left out and may be. */
export function pairs(
  op: string,
  name: string,
  values: readonly Pair[] | undefined,
  length: number,
  least: number,
  optional = false,
): readonly Pair[] {
  if (values === undefined && optional) return new Array<Pair>(length).fill([0, 0]);
  if (!Array.isArray(values)) throw new InvalidArgument(op, name, values, 'it is a list of [before, after] pairs');
  if (values.length !== length) throw new InvalidArgument(op, name, values, `it has one pair per axis, ${length} in all`);
  for (let i = 0; i < length; i++) {
    const pair = values[i] as unknown;
    if (!Array.isArray(pair) || pair.length !== 2) {
      throw new InvalidArgument(op, `${name}[${i}]`, pair, 'every entry is a [before, after] pair');
    }
    for (const [side, value] of (pair as number[]).entries()) {
      if (!Number.isInteger(value) || value < least) {
        const rule = least === -Infinity ? 'every entry is an integer' : `every entry is an integer >= ${least}`;
        throw new InvalidArgument(op, `${name}[${i}][${side}]`, value, rule);
      }
    }
  }
  return values as readonly Pair[];
}

/** A padding: a name that is known, or a pair per spatial axis. */
export function readPadding(op: string, padding: Padding | undefined, axes: number): Padding {
  if (padding === undefined) return 'valid';
  if (typeof padding !== 'string') return pairs(op, 'padding', padding, axes, 0);
  if (padding !== 'valid' && padding !== 'same' && padding !== 'same-lower') {
    throw new InvalidArgument(op, 'padding', padding, "it is 'valid', 'same', 'same-lower' or a [before, after] pair per spatial axis");
  }
  return padding;
}

/** A shape given as an argument: a list of integers >= 0. */
export function readShape(op: string, name: string, shape: Shape): Shape {
  if (!Array.isArray(shape)) throw new InvalidArgument(op, name, shape, 'it is a list of sizes');
  return integers(op, name, shape, shape.length, 0);
}

/** The number of spatial axes of a tensor `[batch, ...spatial, channels]`. */
export function spatialAxes(op: string, name: string, shape: Shape): number {
  const rank = shape.length;
  if (rank < 3 || rank > 5) {
    throw new InvalidArgument(op, `${name}.rank`, rank, 'it is 3 to 5: batch, 1 to 3 spatial axes, channels');
  }
  return rank - 2;
}

export function requireRank(op: string, name: string, shape: Shape, rank: number, axes: string): void {
  if (shape.length !== rank) throw new InvalidArgument(op, `${name}.rank`, shape.length, `it is ${rank}: ${axes}`);
}

export function requireShape(op: string, name: string, shape: Shape, expected: Shape): void {
  let same = shape.length === expected.length;
  for (let i = 0; same && i < expected.length; i++) same = shape[i] === expected[i];
  if (!same) throw new InvalidArgument(op, `${name}.shape`, shape, `it is [${expected.join(', ')}] for these arguments`);
}

/** Attributes as given, or none. */
export function readAttributes<A extends object>(op: string, attributes: A | undefined): A | Record<string, never> {
  if (attributes === undefined) return {};
  if (typeof attributes !== 'object' || (attributes as unknown) === null) {
    throw new InvalidArgument(op, 'attributes', attributes, 'it is an object');
  }
  return attributes;
}

/** One of some names; the first where it is left out. */
export function oneOf<Name extends string>(op: string, name: string, value: Name | undefined, names: readonly Name[]): Name {
  if (value === undefined) return names[0]!;
  if (!names.includes(value)) {
    throw new InvalidArgument(op, name, value, `it is ${names.map((each) => `'${each}'`).join(' or ')}`);
  }
  return value;
}

/** `out` when it is given and fits, else a fresh zero-filled tensor. */
export function resultOf(op: string, shape: number[], dtype: DType, out: Tensor | undefined): Tensor {
  if (out === undefined) return fromData(allocate(sizeOf(shape), dtype), shape);
  const given = requireTensor(op, 'out', out);
  requireShape(op, 'out', out.shape, shape);
  if (given !== dtype) throw new InvalidArgument(op, 'out.dtype', given, `the result is ${dtype}`);
  if (!isDense(out)) throw new InvalidArgument(op, 'out.stride', out.stride, 'it is dense and row-major');
  return out;
}

/** The elements of a dense result, to be written to. */
export function elementsOf(out: Tensor): TensorData {
  const size = sizeOf(out.shape);
  return out.offset === 0 && out.data.length === size ? out.data : out.data.subarray(out.offset, out.offset + size);
}

/** Rounds float64 values to the result's dtype. Integers are truncated and wrap, as typed arrays convert them. */
export function resultFrom(op: string, values: Float64Array, shape: number[], dtype: DType, out: Tensor | undefined): Tensor {
  if (out === undefined && dtype === 'float64') return fromData(values, shape);
  const result = resultOf(op, shape, dtype, out);
  elementsOf(result).set(values);
  return result;
}
