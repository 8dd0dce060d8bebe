/** A node with its values, as translations read it. */
import { getFloat16 } from '@petamoriken/float16';
import type { ModelTensor } from '../../library.js';
import { fromData, sizeOf, viewOf, denseCopy, type Tensor } from '../../tensor.js';
import type { ModelNode } from '../onnx/read-node.js';

/** A node that is no call of the vocabulary, and why. */
export class Untranslated extends Error {
  override readonly name = 'Untranslated';
}

/** The elements as numbers of float32 or float64; `undefined` for other types. */
export function floatsOf({ type, dims, data }: ModelTensor): Tensor | undefined {
  if (type === 'float32' || type === 'float64') return fromData(data as Float32Array | Float64Array, [...dims]);
  if (type !== 'float16') return undefined;
  const bits = data as Uint16Array;
  const view = new DataView(bits.buffer, bits.byteOffset, bits.byteLength);
  return fromData(
    Float32Array.from(bits, (_, i) => getFloat16(view, 2 * i, true)),
    [...dims],
  );
}

function moved(x: Tensor, axes: readonly number[]): Tensor {
  const { data, shape, stride, offset } = x;
  return denseCopy(
    viewOf(
      data,
      axes.map((axis) => shape[axis]!),
      axes.map((axis) => stride[axis]!),
      offset,
    ),
  );
}

/** `[a, b, ...rest]` to `[a, ...rest, b]`: ONNX has channels first, the vocabulary last. */
export function channelsLast(x: Tensor): Tensor {
  const rank = x.shape.length;
  if (rank < 3) return x;
  return moved(x, [0, ...Array.from({ length: rank - 2 }, (_, i) => i + 2), 1]);
}

/** `[a, ...rest, b]` to `[a, b, ...rest]`. */
export function channelsFirst(x: Tensor): Tensor {
  const rank = x.shape.length;
  if (rank < 3) return x;
  return moved(x, [0, rank - 1, ...Array.from({ length: rank - 2 }, (_, i) => i + 1)]);
}

/** `[out, in, ...kernel]` to `[...kernel, in, out]`. */
export function kernelFirst(w: Tensor): Tensor {
  const rank = w.shape.length;
  return moved(w, [...Array.from({ length: rank - 2 }, (_, i) => i + 2), 1, 0]);
}

/** `[channels * multiplier, 1, ...kernel]` to `[...kernel, channels, multiplier]`. */
export function depthwiseKernelFirst(w: Tensor, channels: number): Tensor {
  const [out, , ...kernel] = w.shape as [number, number, ...number[]];
  const split = fromData(w.data, [channels, out / channels, sizeOf(kernel)]);
  return fromData(moved(split, [2, 0, 1]).data, [...kernel, channels, out / channels]);
}

const isNumbers = (value: unknown): value is readonly number[] => Array.isArray(value) && value.every((each) => typeof each === 'number');

export class GivenNode {
  /**
   * @param values of the node's inputs, in their order; `undefined` where one is left out
   * @param opset of the node's domain
   */
  constructor(
    readonly node: ModelNode,
    private readonly values: readonly (ModelTensor | undefined)[],
    readonly opset: number,
  ) {}

  has(at: number): boolean {
    return this.values[at] !== undefined;
  }

  /** An input of numbers that are floats. */
  floats(at: number, name: string): Tensor {
    const value = this.values[at];
    if (value === undefined) throw new Untranslated(`it has no ${name}`);
    const x = floatsOf(value);
    if (x === undefined) throw new Untranslated(`its ${name} is of ${value.type}`);
    return x;
  }

  /** An input that says sizes; `undefined` where it is left out. */
  list(at: number): readonly number[] | undefined {
    const value = this.values[at];
    return value === undefined ? undefined : Array.from(floatsOf(value)?.data ?? (value.data as ArrayLike<number>), Number);
  }

  /** A whole number. */
  int(name: string, otherwise: number): number {
    const value = this.node.attributes[name] ?? otherwise;
    if (typeof value !== 'number') throw new Untranslated(`its ${name} is no number`);
    return value;
  }

  word(name: string, otherwise: string): string {
    const value = this.node.attributes[name] ?? otherwise;
    if (typeof value !== 'string') throw new Untranslated(`its ${name} is no word`);
    return value;
  }

  /** A list of numbers; `undefined` where it is left out. */
  ints(name: string): readonly number[] | undefined {
    const value = this.node.attributes[name];
    if (value !== undefined && !isNumbers(value)) throw new Untranslated(`its ${name} is no list of numbers`);
    return value;
  }

  /** One number a spatial axis; where it is left out, the same for all. */
  perAxis(name: string, axes: number, otherwise: number): readonly number[] {
    const value = this.ints(name) ?? new Array<number>(axes).fill(otherwise);
    if (value.length !== axes) throw new Untranslated(`its ${name} are ${value.length}, for ${axes} axes`);
    return value;
  }

  /** The pads of windows, all befores first. Left out: none. */
  perPads(axes: number): readonly number[] {
    return this.ints('pads') ?? new Array<number>(2 * axes).fill(0);
  }

  /** Whether one of the outputs after the first is used. */
  get hasMoreOutputs(): boolean {
    return this.node.outputs.slice(1).some((name) => name !== '');
  }
}
