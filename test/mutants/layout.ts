import { registry } from '../../src/ops/kernels.js';
import type { LibraryOps } from '../../src/library.js';
import { allocate, dtypeOf, fromData, isTensor, sizeOf, type Tensor, type TensorData } from '../../src/tensor.js';
import { mutate, type Mutant } from './mutate.js';
import { map } from './pieces.js';

type AnyOp = (...args: unknown[]) => Tensor;
type Bug = (op: AnyOp) => (...args: unknown[]) => Tensor | Promise<Tensor>;

const names = Object.keys(registry);
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A library all of whose ops have a bug that has nothing to do with what they compute. */
function everywhere(name: string, laws: readonly string[], bug: Bug): Mutant {
  const ops = Object.entries(registry).map(([op, { evaluate }]) => [op, bug(evaluate as unknown as AnyOp)]);
  const withoutImages = (law: string, op: string): boolean => law === 'channels-first-agrees' && ['matmul', 'pad', 'cumsum'].includes(op);
  return {
    name,
    kills: laws.flatMap((law) => names.filter((op) => !withoutImages(law, op)).map((op) => `layout/${law}-${kebab(op)}`)),
    library: mutate(Object.fromEntries(ops) as LibraryOps),
  };
}

const tensors = (args: readonly unknown[]): Tensor[] => args.filter(isTensor);

/** x, read from the beginning of its data as if it were dense. */
function misread(x: Tensor): Tensor {
  const data = allocate(sizeOf(x.shape), dtypeOf(x));
  data.set(x.data.subarray(0, data.length));
  return fromData(data, [...x.shape]);
}

const key = (args: readonly unknown[]): string => JSON.stringify(tensors(args).map(({ shape }) => shape));

export const mutants: Mutant[] = [
  everywhere(
    'strides and offsets are ignored',
    ['any-view-is-its-dense-copy', 'channels-first-agrees'],
    (op) =>
      (...args) =>
        op(...args.map((arg) => (isTensor(arg) ? misread(arg) : arg))),
  ),
  everywhere('arguments are used as scratch space', ['inputs-untouched'], (op) => (...args) => {
    const y = op(...args);
    for (const { data } of tensors(args)) data.fill(0);
    return y;
  }),
  everywhere('results share a buffer', ['result-not-aliased'], (op) => {
    const buffers = new Map<number, TensorData>();
    return (...args) => {
      const y = op(...args);
      const buffer = buffers.get(y.data.length) ?? y.data;
      buffers.set(y.data.length, buffer);
      buffer.set(y.data);
      return fromData(buffer, y.shape);
    };
  }),
  everywhere('arguments are kept by their shapes', ['own-data'], (op) => {
    const packed = new Map<string, Tensor[]>();
    return (...args) => {
      const own = packed.get(key(args)) ?? tensors(args).map((x) => map(x, (value) => value));
      packed.set(key(args), own);
      const taken = [...own];
      return op(...args.map((arg) => (isTensor(arg) ? taken.shift() : arg)));
    };
  }),
  everywhere('the last result of a size is written over', ['own-data'], (op) => {
    const last = new Map<number, TensorData>();
    return (...args) => {
      const y = op(...args);
      last.get(y.data.length)?.set(y.data);
      last.set(y.data.length, y.data);
      return y;
    };
  }),
  everywhere('a result of before is added where a buffer is used again', ['deterministic'], (op) => {
    let calls = 0;
    return (...args) => {
      calls++;
      return map(op(...args), (value) => (Number.isFinite(value) ? value + calls : calls));
    };
  }),
  everywhere('a kernel that is compiled for one shape is kept for the next', ['order-independent'], (op) => {
    let compiledFor: string | undefined;
    return (...args) => {
      const stale = compiledFor !== undefined && compiledFor !== key(args);
      compiledFor = key(args);
      return map(op(...args), (value) => (stale ? 0.5 : Number.isFinite(value) ? value : 0));
    };
  }),
  everywhere('a result waits where the next call puts its own', ['concurrent-calls'], (op) => {
    let waiting: Tensor | undefined;
    return async (...args) => {
      const y = op(...args);
      waiting = y;
      await Promise.resolve();
      return waiting;
    };
  }),
];
