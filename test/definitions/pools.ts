import { at, every, exact, fromIndex, type Arithmetic, type Grid, type Index } from './grid.js';
import { cellOf, inside, outSize, padsAt, tapsOf, type Window } from './window.js';

function outOf(sizes: readonly number[], w: Window): number[] {
  return sizes.map((size, axis) => outSize(w, axis, size));
}

function cellsOf(sizes: readonly number[], w: Window, o: Index): number[][] {
  return tapsOf(w)
    .map((t) => cellOf(w, sizes, o, t))
    .filter((cell) => inside(cell, sizes));
}

function pool(x: Grid, w: Window, f: (values: number[], o: Index) => number): Grid {
  const sizes = x.shape.slice(1, -1);
  return fromIndex([x.shape[0]!, ...outOf(sizes, w), x.shape.at(-1)!], (index) => {
    const o = index.slice(1, -1);
    return f(
      cellsOf(sizes, w, o).map((cell) => at(x, [index[0]!, ...cell, index.at(-1)!])!),
      o,
    );
  });
}

export function maxPool(x: Grid, w: Window): Grid {
  return pool(x, w, (values) => Math.max(...values));
}

/** How many taps lie before the end of the padding: those of ceil mode's overhang do not count. */
function countWithPadding(sizes: readonly number[], w: Window, o: Index): number {
  return tapsOf(w).filter((t) => cellOf(w, sizes, o, t).every((i, axis) => i < sizes[axis]! + padsAt(w, axis, sizes[axis]!)[1])).length;
}

export function averagePool(x: Grid, w: Window, countPadding: boolean, m: Arithmetic = exact): Grid {
  const sizes = x.shape.slice(1, -1);
  return pool(x, w, (values, o) => m.quotient(m.sum(values), countPadding ? countWithPadding(sizes, w, o) : values.length));
}

export function lpPool(x: Grid, w: Window, p: number, m: Arithmetic = exact): Grid {
  return pool(x, w, (values) => m.root(m.sum(values.map((value) => m.power(value, p))), p));
}

export function maxPoolGradient(x: Grid, dy: Grid, w: Window, m: Arithmetic = exact): Grid {
  const sizes = x.shape.slice(1, -1);
  return fromIndex(x.shape, (index) => {
    const [n, c, channel] = [index[0]!, index.slice(1, -1), index.at(-1)!];
    return m.sum(
      every(dy.shape.slice(1, -1)).map((o) => {
        const cells = cellsOf(sizes, w, o);
        const values = cells.map((cell) => at(x, [n, ...cell, channel])!);
        const winner = cells[values.indexOf(Math.max(...values))];
        return winner?.join() === c.join() ? at(dy, [n, ...o, channel])! : 0;
      }),
    );
  });
}

export function averagePoolGradient(
  inputShape: readonly number[],
  dy: Grid,
  w: Window,
  countPadding: boolean,
  m: Arithmetic = exact,
): Grid {
  const sizes = inputShape.slice(1, -1);
  return fromIndex(inputShape, (index) => {
    const [n, c, channel] = [index[0]!, index.slice(1, -1), index.at(-1)!];
    return m.sum(
      every(dy.shape.slice(1, -1)).map((o) => {
        const cells = cellsOf(sizes, w, o);
        const times = cells.filter((cell) => cell.join() === c.join()).length;
        if (times === 0) return 0;
        return m.quotient(at(dy, [n, ...o, channel])!, countPadding ? countWithPadding(sizes, w, o) : cells.length);
      }),
    );
  });
}

export function dilation(x: Grid, filter: Grid, w: Window, m: Arithmetic = exact): Grid {
  return morphology(x, filter, w, m.add, Math.max);
}

/** The tap t meets the filter's cell at the opposite end. */
export function erosion(x: Grid, filter: Grid, w: Window, m: Arithmetic = exact): Grid {
  const reflected = fromIndex(filter.shape, (index) => {
    const channel = index.at(-1)!;
    return at(filter, [...index.slice(0, -1).map((i, axis) => filter.shape[axis]! - 1 - i), channel])!;
  });
  return morphology(x, reflected, w, (a, b) => m.add(a, -b), Math.min);
}

function morphology(
  x: Grid,
  filter: Grid,
  w: Window,
  combine: (a: number, b: number) => number,
  extreme: (...values: number[]) => number,
): Grid {
  const sizes = x.shape.slice(1, -1);
  return fromIndex([x.shape[0]!, ...outOf(sizes, w), x.shape.at(-1)!], (index) => {
    const [n, o, channel] = [index[0]!, index.slice(1, -1), index.at(-1)!];
    return extreme(
      ...tapsOf(w)
        .filter((t) => inside(cellOf(w, sizes, o, t), sizes))
        .map((t) => combine(at(x, [n, ...cellOf(w, sizes, o, t), channel])!, at(filter, [...t, channel])!)),
    );
  });
}

export function patches(x: Grid, w: Window): Grid {
  const sizes = x.shape.slice(1, -1);
  const channels = x.shape.at(-1)!;
  const taps = tapsOf(w);
  return fromIndex([x.shape[0]!, ...outOf(sizes, w), taps.length * channels], (index) => {
    const depth = index.at(-1)!;
    const cell = cellOf(w, sizes, index.slice(1, -1), taps[Math.floor(depth / channels)]!);
    return at(x, [index[0]!, ...cell, depth % channels]) ?? 0;
  });
}

/** Of each cell, the entries of it in all patches. */
export function fold(inputShape: readonly number[], y: Grid, w: Window, m: Arithmetic = exact): Grid {
  const sizes = inputShape.slice(1, -1);
  const channels = inputShape.at(-1)!;
  return fromIndex(inputShape, (index) => {
    const [n, cell, channel] = [index[0]!, index.slice(1, -1), index.at(-1)!];
    const entries = every(y.shape.slice(1, -1)).flatMap((o) =>
      tapsOf(w).flatMap((t, position) =>
        cellOf(w, sizes, o, t).join() === cell.join() ? [at(y, [n, ...o, position * channels + channel])!] : [],
      ),
    );
    return m.sum(entries);
  });
}

/** Window o of `count` has the cells that overlap, in part or whole, with the o-th of `count` equal parts of the axis. */
export function adaptivePool(x: Grid, size: readonly number[], f: (cells: number[]) => number): Grid {
  const sizes = x.shape.slice(1, -1);
  const overlaps = (cell: number, o: number, axis: number): boolean => {
    // Cell i is [i, i + 1] and part o is [o * in / count, (o + 1) * in / count]: times count, all are whole.
    const [count, cells] = [size[axis]!, sizes[axis]!];
    return cell * count < (o + 1) * cells && (cell + 1) * count > o * cells;
  };
  return fromIndex([x.shape[0]!, ...size, x.shape.at(-1)!], (index) => {
    const o = index.slice(1, -1);
    const cells = every(sizes).filter((cell) => cell.every((i, axis) => overlaps(i, o[axis]!, axis)));
    return f(cells.map((cell) => at(x, [index[0]!, ...cell, index.at(-1)!])!));
  });
}

const folds = {
  sum: (values: readonly number[], m: Arithmetic) => m.sum(values),
  max: (values: readonly number[]) => Math.max(...values),
  min: (values: readonly number[]) => Math.min(...values),
  product: (values: readonly number[], m: Arithmetic) => values.reduce((product, value) => m.multiply(product, value), 1),
} as const;

/** Of the cells of x that stand, `base` apart, where the taps of a window point: of none, the maximum is -Infinity and the product 1. */
export function reduceWindow(x: Grid, w: Window, base: readonly number[], reduce: keyof typeof folds, m: Arithmetic = exact): Grid {
  const own = x.shape.slice(1, -1);
  const sizes = own.map((size, axis) => (size === 0 ? 0 : (size - 1) * base[axis]! + 1));
  return fromIndex([x.shape[0]!, ...outOf(sizes, w), x.shape.at(-1)!], (index) => {
    const cells = cellsOf(sizes, w, index.slice(1, -1)).filter((cell) => cell.every((i, axis) => i % base[axis]! === 0));
    return folds[reduce](
      cells.map((cell) => at(x, [index[0]!, ...cell.map((i, axis) => i / base[axis]!), index.at(-1)!])!),
      m,
    );
  });
}
