/** Bugs in the forms that trackers of kernels tell of, planted in plain loops: apart from deviations and from the mutants of the tests. */
import { explicitPads } from '../../src/geometry.js';
import { defineLibrary, type LibraryOps, type TensorLibrary } from '../../src/library.js';
import * as kernels from '../../src/ops/kernels.js';
import { bfloat16 } from '../../src/precision.js';
import { reference } from '../../src/reference.js';
import { allocate, dtypeOf, elements, fromData, indices, positionOf, sizeOf, type Tensor } from '../../src/tensor.js';

export interface Form {
  readonly name: string;
  readonly library: TensorLibrary;
}

/** What a kernel's inner loop knows. */
interface Loop {
  /** The index of the result. */
  readonly index: readonly number[];
  readonly shape: readonly number[];
  readonly spatial: number;
}

interface Place {
  n: number;
  cells: number[];
  channel: number;
  taps: number[];
  inner: number;
  out: number;
}

interface Hooks {
  /** Reads x at a place whose cells may lie outside. */
  readonly read?: (memory: ArrayLike<number>, shape: readonly number[], place: Place) => number | undefined;
  /** Changes where a tap reads; false leaves it out. */
  readonly place?: (place: Place, loop: Loop, geometry: Geometry) => boolean | void;
  /** Changes the result's value. */
  readonly write?: (value: number, loop: Loop, geometry: Geometry) => number;
  readonly add?: (sum: number, x: number, w: number) => number;
  readonly geometry?: (geometry: Geometry) => void;
}

interface Geometry {
  strides: number[];
  dilations: number[];
  before: number[];
  readonly kernel: readonly number[];
  readonly groups: number;
  readonly inner: number;
  readonly outer: number;
  readonly sizes: readonly number[];
  readonly same: boolean;
}

/** Values as the elements of a tensor of the shape and dtype of another. */
function like(y: Tensor, values: readonly number[]): Tensor {
  const data = allocate(values.length, dtypeOf(y));
  values.forEach((value, i) => (data[i] = value));
  return fromData(data, [...y.shape]);
}

const isInside = (place: Place, shape: readonly number[]): boolean => place.cells.every((cell, i) => cell >= 0 && cell < shape[i + 1]!);

const at = (memory: ArrayLike<number>, shape: readonly number[], { n, cells, channel }: Place): number =>
  memory[positionOf([n, ...cells, channel], shape)]!;

const careful = (memory: ArrayLike<number>, shape: readonly number[], place: Place): number | undefined =>
  isInside(place, shape) ? at(memory, shape, place) : undefined;

/** A convolution in plain loops; what checks arguments and gives the shape is the reference. */
function loopedConv(hooks: Hooks): NonNullable<LibraryOps['conv']> {
  return (x, filter, a) => {
    const honest = kernels.conv(x, filter, a);
    const spatial = x.shape.length - 2;
    const kernel = filter.shape.slice(0, spatial);
    const sizes = x.shape.slice(1, -1);
    const pads = explicitPads(a.padding, sizes, kernel, a.strides, a.dilations);
    const inner = filter.shape[spatial]!;
    const outer = filter.shape[spatial + 1]!;
    const geometry: Geometry = {
      strides: [...a.strides],
      dilations: [...a.dilations],
      before: pads.map(([before]) => before),
      kernel,
      groups: a.groups,
      inner,
      outer,
      sizes,
      same: a.padding === 'same',
    };
    hooks.geometry?.(geometry);
    const [memory, weights] = [elements(x), elements(filter)];
    const perGroup = outer / a.groups;
    const values: number[] = [];
    for (const index of indices(honest.shape)) {
      const loop: Loop = { index, shape: honest.shape, spatial };
      const o = index.at(-1)!;
      let sum = 0;
      for (const tap of indices(kernel))
        for (let i = 0; i < inner; i++) {
          const place: Place = {
            n: index[0]!,
            cells: tap.map((t, k) => index[k + 1]! * geometry.strides[k]! + t * geometry.dilations[k]! - geometry.before[k]!),
            channel: Math.floor(o / perGroup) * inner + i,
            taps: [...tap],
            inner: i,
            out: o,
          };
          if (hooks.place?.(place, loop, geometry) === false) continue;
          const cell = (hooks.read ?? careful)(memory, x.shape, place);
          if (cell === undefined) continue;
          const w = weights[positionOf([...place.taps, place.inner, place.out], filter.shape)]!;
          sum = hooks.add === undefined ? sum + cell * w : hooks.add(sum, cell, w);
        }
      values.push(hooks.write === undefined ? sum : hooks.write(sum, loop, geometry));
    }
    return like(honest, values);
  };
}

const planted = (ops: LibraryOps): TensorLibrary =>
  defineLibrary({ ...reference, limits: {}, name: 'planted', ops: { ...reference.ops, ...ops } });

const conv = (name: string, hooks: Hooks): Form => ({ name: `conv: ${name}`, library: planted({ conv: loopedConv(hooks) }) });

const unchecked =
  (axes: (i: number, spatial: number) => boolean, beyond: 'zero' | 'clamp'): NonNullable<Hooks['read']> =>
  (memory, shape, place) => {
    const spatial = place.cells.length;
    if (place.cells.some((cell, i) => !axes(i, spatial) && (cell < 0 || cell >= shape[i + 1]!))) return undefined;
    const where = positionOf([place.n, ...place.cells, place.channel], shape);
    if (where >= 0 && where < memory.length) return memory[where]!;
    return beyond === 'zero' ? undefined : memory[Math.max(0, Math.min(memory.length - 1, where))];
  };

/** By way of float32. */
const toBfloat16 = (value: number): number => bfloat16.round(Math.fround(value));

const isOne = ({ kernel }: Geometry): boolean => kernel.every((k) => k === 1);
const isThree = ({ kernel }: Geometry): boolean => kernel.every((k) => k === 3);

const convForms: readonly Form[] = [
  conv('the last axis is read without bounds', { read: unchecked((i, n) => i === n - 1, 'zero') }),
  conv('no axis is read within bounds', { read: unchecked(() => true, 'zero') }),
  conv('no axis is read within bounds, memory is clamped', { read: unchecked(() => true, 'clamp') }),
  conv('only the lower bound of cells is looked at', {
    read: (memory, shape, place) => {
      if (place.cells.some((cell) => cell < 0)) return undefined;
      return memory[positionOf([place.n, ...place.cells, place.channel], shape)];
    },
  }),
  conv('channels beyond a multiple of 4 are lost', { place: (p, _l, { inner }) => inner < 4 || p.inner < inner - (inner % 4) }),
  conv('out channels beyond a multiple of 4 are not written', {
    write: (value, { index, shape }) => (shape.at(-1)! > 4 && index.at(-1)! >= shape.at(-1)! - (shape.at(-1)! % 4) ? 0 : value),
  }),
  conv('the last partial vector of out channels repeats its first', {
    place: (p, { shape }) => {
      if (p.out >= shape.at(-1)! - (shape.at(-1)! % 4)) p.out -= p.out % 4;
    },
  }),
  conv('the group is the out channel modulo the groups', {
    place: (p, _l, { groups, inner }) => {
      p.channel = (p.out % groups) * inner + p.inner;
    },
  }),
  conv('every image is the first', { place: (p) => void (p.n = 0) }),
  conv('odd images read the one before', { place: (p) => void (p.n -= p.n % 2) }),
  conv('pads of the last axis are those of the first', {
    geometry: (g) => void (g.before[g.before.length - 1] = g.before[0]!),
  }),
  conv('dilation moves the first tap', {
    place: (p, _l, g) => void p.taps.forEach((t, i) => (p.cells[i]! += t > 0 ? 0 : g.dilations[i]! - 1)),
  }),
  conv('products are truncated', { add: (sum, x, w) => sum + Math.trunc(x * w) }),
  conv('arguments are read as bfloat16', { add: (sum, x, w) => sum + toBfloat16(x) * toBfloat16(w) }),
  conv('the filter is read as bfloat16', { add: (sum, x, w) => sum + x * toBfloat16(w) }),
  conv('sums beyond 65504 are infinite', { write: (value) => (Math.abs(value) > 65504 ? Math.sign(value) * Infinity : value) }),
  conv('sums are kept at 65504', { write: (value) => Math.max(-65504, Math.min(65504, value)) }),
  conv('negative products are dropped', { add: (sum, x, w) => sum + Math.max(0, x * w) }),
  conv('a window of one cell ignores its strides', { geometry: (g) => void (isOne(g) && (g.strides = g.strides.map(() => 1))) }),
  conv('a window of one cell ignores its padding', { geometry: (g) => void (isOne(g) && (g.before = g.before.map(() => 0))) }),
  conv('a window of 3 ignores its dilation', { geometry: (g) => void (isThree(g) && (g.dilations = g.dilations.map(() => 1))) }),
  conv('an odd last row is not written', {
    write: (value, { index, shape }) => (shape[1]! % 2 === 1 && shape[1]! > 1 && index[1] === shape[1]! - 1 ? 0 : value),
  }),
  conv('tiles of 8 start over', {
    place: (p, { index, spatial }, g) => {
      const last = spatial - 1;
      if (index[spatial]! >= 8) p.cells[last]! -= 8 * g.strides[last]!;
    },
  }),
  conv('taps beyond a tile of 4 are lost', {
    place: (p, { index, spatial }) => index[spatial]! % 4 !== 3 || p.taps.at(-1) === 0,
  }),
  conv('the filter is flipped along its last axis', {
    place: (p, _l, { kernel }) => void (p.taps[p.taps.length - 1] = kernel.at(-1)! - 1 - p.taps.at(-1)!),
  }),
  conv('a square filter is transposed', {
    place: (p, _l, { kernel }) => void (kernel.length === 2 && kernel[0] === kernel[1] && p.taps.reverse()),
  }),
  conv('NaN is 0 in a product', { add: (sum, x, w) => sum + (Number.isNaN(x * w) ? 0 : x * w) }),
  conv('same pads are the larger half before where the stride is even', {
    geometry: (g) => void (g.same && (g.before = g.before.map((b, i) => (g.strides[i]! % 2 === 0 ? b + 1 : b)))),
  }),
  conv('the middle tap is read twice', {
    add: (sum, x, w) => sum + x * w,
    place: (p, _l, { kernel }) => void (kernel.at(-1)! === 3 && p.taps.at(-1) === 2 && p.cells[p.cells.length - 1]!--),
  }),
  conv('channels are read in the order of memory of channels first', {
    read: (memory, shape, place) =>
      isInside(place, shape)
        ? memory[positionOf([place.n, place.channel, ...place.cells], [shape[0]!, shape.at(-1)!, ...shape.slice(1, -1)])]
        : undefined,
  }),
  conv('results above 255 wrap', { write: (value) => (Number.isInteger(value) && value > 255 ? value % 256 : value) }),
  conv('sums start at the first filter value', { write: (value) => value + 0.5 }),
];

const pool =
  (combine: (cells: readonly number[], all: number, loop: Loop) => number, order: Partial<Hooks> = {}, outside?: number) =>
  (x: Tensor, a: Parameters<NonNullable<LibraryOps['maxPool']>>[1]): Tensor => {
    const honest = kernels.maxPool(x, a);
    const spatial = x.shape.length - 2;
    const sizes = x.shape.slice(1, -1);
    const pads = explicitPads(a.padding, sizes, a.window, a.strides, a.dilations);
    const memory = elements(x);
    const geometry: Geometry = {
      strides: [...a.strides],
      dilations: [...a.dilations],
      before: pads.map(([before]) => before),
      kernel: a.window,
      groups: 1,
      inner: 1,
      outer: 1,
      sizes,
      same: a.padding === 'same',
    };
    order.geometry?.(geometry);
    const values = Array.from(indices(honest.shape), (index) => [...index]).map((index) => {
      const loop: Loop = { index, shape: honest.shape, spatial };
      const cells: number[] = [];
      for (const tap of indices(a.window)) {
        const place: Place = {
          n: index[0]!,
          cells: tap.map((t, k) => index[k + 1]! * geometry.strides[k]! + t * geometry.dilations[k]! - geometry.before[k]!),
          channel: index.at(-1)!,
          taps: [...tap],
          inner: 0,
          out: 0,
        };
        if (order.place?.(place, loop, geometry) === false) continue;
        const cell = (order.read ?? careful)(memory, x.shape, place);
        if (cell !== undefined) cells.push(cell);
        else if (outside !== undefined) cells.push(outside);
      }
      return combine(cells, sizeOf(a.window), loop);
    });
    return like(honest, values);
  };

const most = (cells: readonly number[]): number => (cells.some(Number.isNaN) ? Number.NaN : Math.max(-Infinity, ...cells));
const sum = (cells: readonly number[]): number => cells.reduce((all, cell) => all + cell, 0);

const maxPool = (name: string, op: ReturnType<typeof pool>): Form => ({ name: `maxPool: ${name}`, library: planted({ maxPool: op }) });
const averagePool = (name: string, op: ReturnType<typeof pool>): Form => ({
  name: `averagePool: ${name}`,
  library: planted({ averagePool: (x, a) => (a.countPadding ? kernels.averagePool(x, a) : op(x, a)) }),
});

const poolForms: readonly Form[] = [
  maxPool(
    'starts at the lowest float16',
    pool((cells) => Math.max(-65504, most(cells))),
  ),
  maxPool(
    'starts at -1e30',
    pool((cells) => (cells.some(Number.isNaN) ? NaN : Math.max(-1e30, most(cells)))),
  ),
  maxPool(
    'NaN counts where it comes first',
    pool((cells) => cells.reduce((a, b) => (b > a ? b : a), cells[0] ?? -Infinity)),
  ),
  maxPool(
    'the greatest magnitude wins',
    pool((cells) => cells.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), cells[0] ?? -Infinity)),
  ),
  maxPool(
    'at most 8 cells are read',
    pool((cells) => most(cells.slice(0, 8))),
  ),
  maxPool('the last axis is read without bounds', pool(most, { read: unchecked((i, n) => i === n - 1, 'zero') })),
  maxPool(
    'the second largest wins where a window is full',
    pool((cells, all) => (cells.length === all && all > 3 ? [...cells].sort((a, b) => b - a)[1]! : most(cells))),
  ),
  maxPool(
    'cells beyond the end are the last cell',
    pool(most, { place: (p, _l, { sizes }) => void p.cells.forEach((c, i) => (p.cells[i] = Math.min(c, sizes[i]! - 1))) }),
  ),
  maxPool(
    'dilation is left out beyond the first axis',
    pool(most, { geometry: (g) => void (g.dilations = g.dilations.map((d, i) => (i === 0 ? d : 1))) }),
  ),
  averagePool(
    'divides by the whole window at the lower edges',
    pool((cells, all, { index }) => sum(cells) / (index.slice(1, -1).some((i) => i === 0) ? all : cells.length)),
  ),
  averagePool(
    'divides by the whole window in the last window',
    pool((cells, all, { index, shape }) => sum(cells) / (index.slice(1, -1).every((i, k) => i === shape[k + 1]! - 1) ? all : cells.length)),
  ),
  averagePool(
    'leaves out zeros',
    pool((cells) => sum(cells) / cells.filter((c) => c !== 0).length || 0),
  ),
  averagePool(
    'divides by a power of two',
    pool((cells) => sum(cells) / 2 ** Math.round(Math.log2(cells.length))),
  ),
  averagePool(
    'multiplies by a rounded reciprocal',
    pool((cells) => sum(cells) * (Math.round(65536 / cells.length) / 65536)),
  ),
  averagePool(
    'the median is taken',
    pool((cells) => (cells.length === 0 ? NaN : [...cells].sort((a, b) => a - b)[Math.floor(cells.length / 2)]!)),
  ),
];

const withOp = (name: string, ops: LibraryOps): Form => ({ name, library: planted(ops) });
const written = (y: Tensor, value: (index: readonly number[], honest: number) => number): Tensor =>
  like(
    y,
    Array.from(indices(y.shape), (index) => [...index]).map((index) => value(index, y.get(...index))),
  );

const otherForms: readonly Form[] = [
  withOp('matmul: the inner loop goes by fours', {
    matmul: (a, b) => {
      const inner = a.shape.at(-1)!;
      const kept = inner < 4 ? inner : inner - (inner % 4);
      return kernels.matmul(
        written(a, (index, v) => (index.at(-1)! < kept ? v : 0)),
        b,
      );
    },
  }),
  withOp('matmul: a square b is transposed', {
    matmul: (a, b) => {
      const [k, n] = b.shape.slice(-2);
      return kernels.matmul(a, k === n && k! > 1 ? written(b, (i) => b.get(...i.slice(0, -2), i.at(-1)!, i.at(-2)!)) : b);
    },
  }),
  withOp('matmul: rows from 16 on are those of the tile before', {
    matmul: (a, b) => {
      const y = kernels.matmul(a, b);
      return written(y, (i, v) => (i.at(-2)! >= 16 ? y.get(...i.with(-2, i.at(-2)! - 16)) : v));
    },
  }),
  withOp('depthwiseConv: the multiplier comes first', {
    depthwiseConv: (x, f, a) => {
      const y = kernels.depthwiseConv(x, f, a);
      const [c, m] = f.shape.slice(-2) as [number, number];
      return written(y, (i) => y.get(...i.with(-1, (i.at(-1)! % c) * m + Math.floor(i.at(-1)! / c))));
    },
  }),
  withOp('depthwiseConv: a multiplier of one where it is more', {
    depthwiseConv: (x, f, a) => {
      const y = kernels.depthwiseConv(x, f, a);
      const m = f.shape.at(-1)!;
      return written(y, (i) => y.get(...i.with(-1, i.at(-1)! - (i.at(-1)! % m))));
    },
  }),
  withOp('convTranspose: cells past an odd size are lost', {
    convTranspose: (x, f, a) => {
      const y = kernels.convTranspose(x, f, a);
      return written(y, (i, v) => (y.shape[1]! % 2 === 1 && i[1] === y.shape[1]! - 1 && i[1]! > 0 ? 0 : v));
    },
  }),
  withOp('resize: the last column is the one before', {
    resize: (x, a) => {
      const y = kernels.resize(x, a);
      return written(y, (i, v) => (i.at(-2) === y.shape.at(-2)! - 1 && i.at(-2)! > 0 ? y.get(...i.with(-2, i.at(-2)! - 1)) : v));
    },
  }),
  withOp('pad: reflect is symmetric', { pad: (x, a) => kernels.pad(x, a.mode === 'reflect' ? { ...a, mode: 'symmetric' } : a) }),
  withOp('pad: a negative value is its magnitude', { pad: (x, a) => kernels.pad(x, { ...a, value: Math.abs(a.value) }) }),
  withOp('depthToSpace: rows and columns of a block are exchanged', {
    depthToSpace: (x, a) => {
      const y = kernels.depthToSpace(x, a);
      const b = a.blockSize;
      return y.shape.length === 4
        ? written(y, (i) => y.get(i[0]!, i[1]! - (i[1]! % b) + (i[2]! % b), i[2]! - (i[2]! % b) + (i[1]! % b), i[3]!))
        : y;
    },
  }),
  withOp('extractPatches: channels come before taps', {
    extractPatches: (x, a) => {
      const y = kernels.extractPatches(x, a);
      const c = x.shape.at(-1)!;
      const t = y.shape.at(-1)! / c;
      return written(y, (i) => y.get(...i.with(-1, (i.at(-1)! % t) * c + Math.floor(i.at(-1)! / t))));
    },
  }),
  withOp('convFilterGradient: only the first image', {
    convFilterGradient: (x, shape, dy, a) =>
      kernels.convFilterGradient(
        x,
        shape,
        written(dy, (i, v) => (i[0] === 0 ? v : 0)),
        a,
      ),
  }),
  withOp('convInputGradient: the first column is left zero', {
    convInputGradient: (shape, f, dy, a) => {
      const y = kernels.convInputGradient(shape, f, dy, a);
      return written(y, (i, v) => (i.at(-2)! > 0 || y.shape.at(-2) === 1 ? v : 0));
    },
  }),
  withOp('morphologicalDilation: multiplies by the filter', {
    morphologicalDilation: (x, f, a) =>
      kernels.morphologicalDilation(
        x,
        written(f, (_i, v) => -v),
        a,
      ),
  }),
];

export const kernelForms: readonly Form[] = [...convForms, ...poolForms, ...otherForms];
