/** Checks of arguments that ops share. Each throws an `InvalidArgument` that names op, argument, value, code and what was expected. */
import type { ArgumentCode } from '../argument-codes.js';
import type { Padding, Pair } from '../geometry.js';
import { InvalidArgument } from '../invalid-argument.js';
import { allocate, dtypeOfData, fromData, isDense, sizeOf, type DType, type Shape, type Tensor, type TensorData } from '../tensor.js';

/** The dtype of what must be a tensor. */
export function requireTensor(op: string, name: string, x: Tensor): DType {
  const dtype = typeof x === 'object' && (x as unknown) !== null && Array.isArray(x.shape) ? dtypeOfData(x.data) : undefined;
  if (dtype === undefined) {
    throw new InvalidArgument(
      op,
      name,
      x,
      'it must be an ndarray over a Float64Array, Float32Array, Int32Array, Int8Array or Uint8Array',
      'tensor-ndarray',
    );
  }
  return dtype;
}

/** An integer of at least `least`. */
export function requireInteger(op: string, name: string, value: number, least: number, code: ArgumentCode): number {
  if (!Number.isInteger(value) || value < least) throw new InvalidArgument(op, name, value, `it must be an integer >= ${least}`, code);
  return value;
}

/** Attributes that are lists of integers: what an entry is called, and the codes of what may be wrong. */
const lists = {
  strides: { entry: 'stride', codes: ['strides-list', 'strides-length', 'stride-positive'] },
  dilations: { entry: 'dilation', codes: ['dilations-list', 'dilations-length', 'dilation-positive'] },
  baseDilations: { entry: 'base dilation', codes: ['base-dilations-list', 'base-dilations-length', 'base-dilation-positive'] },
  window: { entry: 'size of a window', codes: ['window-list', 'window-length', 'window-positive'] },
  outputPadding: {
    entry: 'output padding',
    codes: ['output-padding-list', 'output-padding-length', 'output-padding-non-negative'],
  },
  size: { entry: 'size', codes: ['size-list', 'size-length', 'size-positive'] },
  blockShape: { entry: 'block', codes: ['block-shape-list', 'block-shape-length', 'block-positive'] },
} as const satisfies Readonly<Record<string, { readonly entry: string; readonly codes: Codes }>>;

/** Codes of: no list, a list of another length, a bad entry. */
type Codes = readonly [list: ArgumentCode, length: ArgumentCode, entry: ArgumentCode];

/** A list of `length` integers >= `least`; `fallback` where it is left out. */
export function integers(
  op: string,
  name: keyof typeof lists,
  values: readonly number[] | undefined,
  length: number,
  least: number,
  fallback?: number,
): readonly number[] {
  if (values === undefined && fallback !== undefined) return new Array<number>(length).fill(fallback);
  const { entry, codes } = lists[name];
  if (!Array.isArray(values)) throw new InvalidArgument(op, name, values, 'it must be a list of integers', codes[0]);
  if (values.length !== length) throw new InvalidArgument(op, name, values, `it must have one number per axis, ${length} in all`, codes[1]);
  for (let i = 0; i < length; i++) {
    const value = values[i] as number;
    if (!Number.isInteger(value) || value < least) {
      throw new InvalidArgument(op, `${name}[${i}]`, value, `every ${entry} must be an integer >= ${least}`, codes[2]);
    }
  }
  return values;
}

/** Attributes that are lists of pairs, and the codes of: no list, another length, no pair, a bad entry. */
const pairLists = {
  padding: ['padding-list', 'padding-length', 'padding-pair', 'pad-non-negative'],
  paddings: ['paddings-list', 'paddings-length', 'paddings-pair', 'paddings-integer'],
  crops: ['crops-list', 'crops-length', 'crops-pair', 'crop-non-negative'],
} as const satisfies Readonly<Record<string, readonly ArgumentCode[]>>;

/** A list of `length` pairs of integers, each >= `least`; zeros where it is left out and may be. */
export function pairs(
  op: string,
  name: keyof typeof pairLists,
  values: readonly Pair[] | undefined,
  length: number,
  least: number,
  optional = false,
): readonly Pair[] {
  if (values === undefined && optional) return new Array<Pair>(length).fill([0, 0]);
  const codes = pairLists[name];
  if (!Array.isArray(values)) throw new InvalidArgument(op, name, values, 'it must be a list of [before, after] pairs', codes[0]);
  if (values.length !== length) throw new InvalidArgument(op, name, values, `it must have one pair per axis, ${length} in all`, codes[1]);
  for (let i = 0; i < length; i++) {
    const pair = values[i] as unknown;
    if (!Array.isArray(pair) || pair.length !== 2) {
      throw new InvalidArgument(op, `${name}[${i}]`, pair, 'every entry must be a [before, after] pair', codes[2]);
    }
    for (let side = 0; side < 2; side++) {
      const value = pair[side] as number;
      if (!Number.isInteger(value) || value < least) {
        const expected = least === -Infinity ? 'every entry must be an integer' : `every entry must be an integer >= ${least}`;
        throw new InvalidArgument(op, `${name}[${i}][${side}]`, value, expected, codes[3]);
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
    throw new InvalidArgument(
      op,
      'padding',
      padding,
      "it must be 'valid', 'same', 'same-lower' or a [before, after] pair per spatial axis",
      'padding-kind',
    );
  }
  return padding;
}

/** A shape given as an argument: a list of integers >= 0. */
export function readShape(op: string, name: string, shape: Shape): Shape {
  if (!Array.isArray(shape)) throw new InvalidArgument(op, name, shape, 'it must be a list of sizes', 'shape-list');
  for (let axis = 0; axis < shape.length; axis++) {
    const size = shape[axis]!;
    if (!Number.isInteger(size) || size < 0)
      throw new InvalidArgument(op, `${name}[${axis}]`, size, 'every size must be an integer >= 0', 'shape-non-negative');
  }
  return shape;
}

/** The number of spatial axes of a tensor `[batch, ...spatial, channels]`. */
export function spatialAxes(op: string, name: string, shape: Shape): number {
  const rank = shape.length;
  if (rank < 3 || rank > 5) {
    throw new InvalidArgument(op, `${name}.rank`, rank, 'it must be 3 to 5: batch, 1 to 3 spatial axes, channels', 'tensor-rank');
  }
  return rank - 2;
}

export function requireRank(op: string, name: string, shape: Shape, rank: number, axes: string): void {
  if (shape.length !== rank) throw new InvalidArgument(op, `${name}.rank`, shape.length, `it must be ${rank}: ${axes}`, 'tensor-rank');
}

export function requireShape(op: string, name: string, shape: Shape, expected: Shape, code: ArgumentCode = 'tensor-shape'): void {
  let same = shape.length === expected.length;
  for (let i = 0; same && i < expected.length; i++) same = shape[i] === expected[i];
  if (!same) throw new InvalidArgument(op, `${name}.shape`, shape, `it must be [${expected.join(', ')}] for these arguments`, code);
}

/** Attributes as given, or none. */
export function readAttributes<A extends object>(op: string, attributes: A | undefined): A | Record<string, never> {
  if (attributes === undefined) return {};
  if (typeof attributes !== 'object' || (attributes as unknown) === null) {
    throw new InvalidArgument(op, 'attributes', attributes, 'it must be an object', 'attributes-object');
  }
  return attributes;
}

/** One of some names; the first where it is left out. */
export function oneOf<Name extends string>(op: string, name: string, value: Name | undefined, names: readonly Name[]): Name {
  if (value === undefined) return names[0]!;
  if (!names.includes(value)) {
    throw new InvalidArgument(op, name, value, `it must be ${names.map((each) => `'${each}'`).join(' or ')}`, 'mode-known');
  }
  return value;
}

/** `out` when it is given and fits, else a fresh zero-filled tensor. */
export function resultOf(op: string, shape: number[], dtype: DType, out: Tensor | undefined): Tensor {
  if (out === undefined) return fromData(allocate(sizeOf(shape), dtype), shape);
  const given = requireTensor(op, 'out', out);
  requireShape(op, 'out', out.shape, shape, 'out-shape');
  if (given !== dtype) throw new InvalidArgument(op, 'out.dtype', given, `the result is ${dtype}`, 'out-dtype');
  if (!isDense(out)) throw new InvalidArgument(op, 'out.stride', out.stride, 'it must be dense and row-major', 'out-dense');
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
