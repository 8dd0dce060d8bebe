import { extractPatches, fold, matmul } from '../../src/ops/kernels.js';
import type { LibraryOps } from '../../src/library.js';
import { explicitPads, type Padding } from '../../src/geometry.js';
import { sizeOf, type Tensor } from '../../src/tensor.js';
import { mutate, type Mutant } from './mutate.js';
import { at, fitted, fromIndex, map, ones } from './pieces.js';

type Patches = NonNullable<LibraryOps['extractPatches']>;
type Fold = NonNullable<LibraryOps['fold']>;
type Matmul = NonNullable<LibraryOps['matmul']>;

const family = 'patches-and-matmul/';

const wrong = (name: string, kills: readonly string[], ops: LibraryOps): Mutant => ({
  name,
  kills: kills.map((law) => family + law),
  library: mutate(ops),
});
const patches = (name: string, kills: readonly string[], op: (...args: Parameters<Patches>) => Tensor): Mutant =>
  wrong(`patches: ${name}`, kills, { extractPatches: op });
const folded = (name: string, kills: readonly string[], op: (...args: Parameters<Fold>) => Tensor): Mutant =>
  wrong(`fold: ${name}`, kills, { fold: op });
const product = (name: string, kills: readonly string[], op: (...args: Parameters<Matmul>) => Tensor): Mutant =>
  wrong(`matmul: ${name}`, kills, { matmul: op });

const last = (x: Tensor): number => x.shape.at(-1)!;

/** a with one entry, by row and column, made another. */
const entries = (x: Tensor, f: (value: number, row: number, column: number, index: readonly number[]) => number): Tensor =>
  fromIndex(x.shape, (index) => f(at(x, index), index.at(-2)!, index.at(-1)!, index));

/** The first `inner` of rows or columns. */
function cut(x: Tensor, axis: number, size: number): Tensor {
  const shape = [...x.shape];
  shape[axis] = size;
  return fromIndex(shape, (index) => at(x, index));
}

const positive = (list: readonly number[], n: number): number[] =>
  Array.from({ length: n }, (_, i) => Math.max(1, Math.round(list[i] ?? 1)));

export const mutants: Mutant[] = [
  patches('channels run slowest', ['patches-by-definition'], (x, a) => {
    const y = extractPatches(x, a);
    const [taps, channels] = [sizeOf(a.window), last(x)];
    return fromIndex(y.shape, (index) => {
      const c = index.at(-1)!;
      return at(y, [...index.slice(0, -1), (c % taps) * channels + Math.floor(c / taps)]);
    });
  }),
  patches('dilation is ignored', ['patches-by-definition'], (x, a) =>
    fitted(extractPatches(x, { ...a, dilations: ones(a.dilations) }), extractPatches(x, a).shape),
  ),
  patches('same pads before first', ['patches-by-definition'], (x, a) =>
    extractPatches(x, { ...a, padding: a.padding === 'same' ? 'same-lower' : a.padding }),
  ),
  patches('padding repeats the first cell', ['pointwise-patches-are-slices', 'patches-by-definition'], (x, a) => {
    const pads = explicitPads(a.padding, x.shape.slice(1, -1), a.window, a.strides, a.dilations);
    const around = fromIndex(
      x.shape.map((size, axis) => size + (pads[axis - 1]?.[0] ?? 0) + (pads[axis - 1]?.[1] ?? 0)),
      (index) =>
        at(
          x,
          index.map((i, axis) => Math.min(x.shape[axis]! - 1, Math.max(0, i - (pads[axis - 1]?.[0] ?? 0)))),
        ),
    );
    return extractPatches(around, { ...a, padding: 'valid' });
  }),
  patches('a stride above the window is the window', ['pointwise-patches-are-slices', 'patches-count'], (x, a) =>
    extractPatches(x, { ...a, strides: a.strides.map((s, axis) => Math.min(s, a.window[axis]!)) }),
  ),
  patches('a last window that is not whole counts', ['patches-count'], (x, a) => {
    const y = extractPatches(x, a);
    const more = extractPatches(x, { ...a, padding: 'same' });
    return a.padding === 'valid' ? more : y;
  }),
  patches('bad lists are made good', ['patches-reject'], (x, a) => {
    const n = x.shape.length - 2;
    return extractPatches(x, { ...a, window: positive(a.window, n), strides: positive(a.strides, n), dilations: positive(a.dilations, n) });
  }),
  patches('an unknown padding is valid', ['patches-reject'], (x, a) =>
    extractPatches(x, {
      ...a,
      padding: typeof a.padding === 'string' && !['same', 'same-lower'].includes(a.padding) ? ('valid' as Padding) : a.padding,
    }),
  ),
  folded('channels run slowest', ['fold-by-definition', 'fold-adjoint', 'fold-of-patches-counts'], (shape, y, a) => {
    const [taps, channels] = [sizeOf(a.window), shape.at(-1)!];
    const from = (depth: number): number => (depth % channels) * taps + Math.floor(depth / channels);
    const turned = fromIndex(y.shape, (index) => at(y, [...index.slice(0, -1), from(index.at(-1)!)]));
    return fold(shape, turned, a);
  }),
  folded('dilation is ignored', ['fold-by-definition', 'fold-adjoint'], (shape, y, a) => {
    const sizes = shape.slice(1, -1);
    const padding = explicitPads(a.padding, sizes, a.window, a.strides, a.dilations).map(
      ([before, after], axis) => [before, after + (a.window[axis]! - 1) * (1 - a.dilations[axis]!)] as const,
    );
    return padding.some(([, after]) => after < 0) ? fold(shape, y, a) : fold(shape, y, { ...a, padding, dilations: ones(a.dilations) });
  }),
  folded('same pads before first', ['fold-by-definition', 'fold-adjoint'], (shape, y, a) =>
    fold(shape, y, { ...a, padding: a.padding === 'same' ? 'same-lower' : a.padding }),
  ),
  folded('sums above 5 are 5', ['fold-by-definition', 'fold-of-patches-counts'], (shape, y, a) =>
    map(fold(shape, y, a), (value) => Math.min(5, value)),
  ),
  folded('the mean of what covers a cell', ['fold-adjoint', 'fold-by-definition'], (shape, y, a) => {
    const counts = fold(
      shape,
      map(y, () => 1),
      a,
    );
    const sums = fold(shape, y, a);
    return fromIndex(shape, (index) => at(sums, index) / Math.max(1, at(counts, index)));
  }),
  folded('entries that are too many are left out', ['fold-rejects'], (shape, y, a) => {
    const depth = sizeOf(a.window) * shape.at(-1)!;
    return fold(shape, last(y) > depth ? cut(y, y.shape.length - 1, depth) : y, a);
  }),
  product('b is read transposed where it is square', ['matmul-by-definition', 'matmul-transpose', 'matmul-associativity'], (a, b) =>
    matmul(a, last(b) === b.shape.at(-2) ? entries(b, (_, row, column, index) => at(b, [...index.slice(0, -2), column, row])) : b),
  ),
  product('the last product is left out', ['matmul-by-definition', 'matmul-identity', 'matmul-block'], (a, b) =>
    matmul(
      entries(a, (value, _, column) => (column === last(a) - 1 ? 0 : value)),
      b,
    ),
  ),
  product('the fourth row is the first', ['matmul-transpose', 'matmul-block', 'matmul-by-definition'], (a, b) => {
    const y = matmul(a, b);
    return entries(y, (value, row, column, index) => (row === 3 ? at(y, [...index.slice(0, -2), 0, column]) : value));
  }),
  product('results are clipped at 50', ['matmul-associativity', 'matmul-block', 'matmul-by-definition'], (a, b) =>
    map(matmul(a, b), (value) => Math.min(50, value)),
  ),
  product('a bias is added', ['matmul-identity', 'matmul-block', 'matmul-associativity'], (a, b) =>
    map(matmul(a, b), (value) => value + 1),
  ),
  product('a small number is added to the diagonal', ['matmul-identity'], (a, b) =>
    entries(matmul(a, b), (value, row, column) => (row === column ? value + 1 / 1024 : value)),
  ),
  product('the first matrix of b serves all of a', ['matmul-batch-independent', 'matmul-by-definition'], (a, b) =>
    matmul(
      a,
      fromIndex(b.shape, (index) =>
        at(
          b,
          index.map((i, axis) => (axis < index.length - 2 ? 0 : i)),
        ),
      ),
    ),
  ),
  product('inner sizes that differ are cut', ['matmul-rejects'], (a, b) => {
    if (b.shape.length < 2) return matmul(a, b);
    const inner = Math.min(last(a), b.shape.at(-2)!);
    return matmul(cut(a, a.shape.length - 1, inner), cut(b, b.shape.length - 2, inner));
  }),
  product('leading sizes of 2 and 3 meet in 2', ['matmul-rejects'], (a, b) =>
    matmul(
      a,
      b.shape.slice(0, -2).reduce((y, size, axis) => (size === 3 && a.shape[axis] === 2 ? cut(y, axis, 2) : y), b),
    ),
  ),
  product('a vector is a column', ['matmul-rejects'], (a, b) =>
    matmul(a, b.shape.length === 1 ? fromIndex([b.shape[0]!, 1], ([i]) => at(b, [i!])) : b),
  ),
];
