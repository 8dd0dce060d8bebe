/** Libraries that keep something from one call to another which they should not: right in what they compute, else. */
import { defineLibrary, type TensorLibrary } from '../../../src/library.js';
import * as kernels from '../../../src/ops/kernels.js';
import type { TensorOp } from '../../../src/ops/index.js';
import { reference } from '../../../src/reference.js';
import { elements, fromData, isTensor, type Tensor, type TensorData } from '../../../src/tensor.js';

type AnyOp = (...args: unknown[]) => Tensor;
type Bug = (op: AnyOp) => (...args: unknown[]) => Tensor | Promise<Tensor>;

const shapesOf = (args: readonly unknown[]): string => args.map((arg) => (isTensor(arg) ? arg.shape.join() : '')).join(';');
const copyOf = (x: Tensor): Tensor => fromData(elements(x).slice(), [...x.shape]);
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** A tensor with one more in each cell. */
export function plusOne(x: Tensor): Tensor {
  return fromData(elements(x).map((value) => (Number.isFinite(value) ? value + 1 : 0)) as TensorData, [...x.shape]);
}

/** The reference, with nothing fused to a convolution, with one bug in some of its ops, one state for each. */
export function planted(name: string, ops: readonly TensorOp[], bug: Bug, more: Partial<TensorLibrary> = {}): TensorLibrary {
  const wrong = ops.map((op) => [op, bug(kernels[op] as unknown as AnyOp)]);
  return defineLibrary({ ...reference, limits: {}, name, ops: { ...reference.ops, ...Object.fromEntries(wrong) }, ...more });
}

/** The filter of the first call in each shape is packed, and used ever after. */
export const packedOnce: Bug = (op) => {
  const packed = new Map<string, Tensor>();
  return (x, filter, ...rest) => {
    const key = shapesOf([x, filter]);
    const own = packed.get(key) ?? copyOf(filter as Tensor);
    packed.set(key, own);
    return op(x, own, ...rest);
  };
};

/** Scratch of the last call is not cleared where the next result has its shape. */
export const dirtyScratch: Bug = (op) => {
  let last: Tensor | undefined;
  return (...args) => {
    const y = op(...args);
    const scratch = last;
    last = copyOf(y);
    if (scratch?.shape.join() !== y.shape.join()) return y;
    const old = elements(scratch);
    return fromData(elements(y).map((value, i) => value + old[i]!) as TensorData, [...y.shape]);
  };
};

/** A program is compiled for the shapes of the first call after another, and kept for one call too many. */
export const staleProgram: Bug = (op) => {
  let compiled: string | undefined;
  return (...args) => {
    const y = op(...args);
    const isStale = compiled !== undefined && compiled !== shapesOf(args);
    compiled = shapesOf(args);
    return isStale ? fromData(elements(y).map((value) => (Number.isFinite(value) ? value / 2 + 1 : 0)) as TensorData, [...y.shape]) : y;
  };
};

/** Results of one size share a buffer. */
export const sharedBuffer: Bug = (op) => {
  const buffers = new Map<number, TensorData>();
  return (...args) => {
    const y = op(...args);
    const buffer = buffers.get(y.data.length) ?? y.data;
    buffers.set(y.data.length, buffer);
    buffer.set(elements(y));
    return fromData(buffer, [...y.shape]);
  };
};

/** A result waits where the next call puts its own. */
export const oneSlot: Bug = (op) => {
  let slot: Tensor | undefined;
  return async (...args) => {
    slot = op(...args);
    await turn();
    return slot;
  };
};

/** One call in seven comes out wrong, whatever it is. */
export const everySeventh: Bug = (op) => {
  let calls = 0;
  return (...args) => {
    const y = op(...args);
    return ++calls % 7 === 0
      ? fromData(elements(y).map((value) => (Number.isFinite(value) ? value + 1 : 0)) as TensorData, [...y.shape])
      : y;
  };
};

/** A plan is kept by the shapes alone: other strides in the same shapes get it too. */
export const planByShapes: Bug = (op) => {
  const plans = new Map<string, unknown>();
  return (...args) => {
    const key = shapesOf(args);
    const attributes = plans.get(key) ?? args.at(-1);
    plans.set(key, attributes);
    return op(...args.slice(0, -1), attributes);
  };
};

/** The result of the last call is given again where its first argument is the same, whatever the others are. */
export const rememberedResult: Bug = (op) => {
  let last: { readonly x: string; readonly y: Tensor } | undefined;
  return (...args) => {
    const x = JSON.stringify([...(args[0] as Tensor).shape, ...elements(args[0] as Tensor), args.at(-1)]) + shapesOf(args);
    if (last?.x !== x) last = { x, y: op(...args) };
    return copyOf(last.y);
  };
};

/** A result is handed out of a cache, and not a copy of it. */
export const cachedEntry: Bug = (op) => {
  const cache = new Map<string, Tensor>();
  return (...args) => {
    const key = JSON.stringify(args.map((arg) => (isTensor(arg) ? [arg.shape, [...elements(arg)].map(String)] : arg)));
    const y = cache.get(key) ?? op(...args);
    cache.set(key, y);
    return y;
  };
};

/** Padding is done in the argument. */
export const writesArgument: Bug =
  (op) =>
  (...args) => {
    const y = op(...args);
    const { data } = args[0] as Tensor;
    if (data.length > 0) data[0] = 0;
    return y;
  };

/** Honest: results come out of a cache by the whole call, each a copy. */
export const rightCache: Bug = (op) => {
  const cache = new Map<string, Tensor>();
  return (...args) => {
    const key = JSON.stringify(
      args.map((arg) => (isTensor(arg) ? [arg.shape, [...elements(arg)].map((v) => (Object.is(v, -0) ? '-0' : String(v)))] : arg)),
    );
    const y = cache.get(key) ?? op(...args);
    cache.set(key, y);
    return copyOf(y);
  };
};

/** Honest: every result comes a turn later. */
export const later: Bug =
  (op) =>
  async (...args) => {
    const y = op(...args);
    await turn();
    return y;
  };
