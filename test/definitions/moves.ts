import { at, every, exact, fromIndex, type Arithmetic, type Grid } from './grid.js';

type Pairs = readonly (readonly [number, number])[];

/** Walks from a cell outside to the one it copies, a step at a time. */
function mirrored(i: number, size: number, edgeTwice: boolean): number {
  while (i < 0 || i >= size) i = i < 0 ? -i - (edgeTwice ? 1 : 0) : 2 * (size - 1) - i + (edgeTwice ? 1 : 0);
  return i;
}

export function pad(x: Grid, paddings: Pairs, mode: string, value: number): Grid {
  const shape = x.shape.map((size, axis) => size + paddings[axis]![0] + paddings[axis]![1]);
  return fromIndex(shape, (index) => {
    const source = index.map((i, axis) => {
      const [size, from] = [x.shape[axis]!, i - paddings[axis]![0]];
      if (mode === 'edge') return Math.min(Math.max(from, 0), size - 1);
      if (mode === 'reflect') return mirrored(from, size, false);
      if (mode === 'symmetric') return mirrored(from, size, true);
      if (mode === 'wrap') return ((from % size) + size) % size;
      return from;
    });
    return at(x, source) ?? value;
  });
}

/** Walks over the result: batch = offset * N + n. */
export function spaceToBatch(x: Grid, block: readonly number[], paddings: Pairs): Grid {
  const batch = x.shape[0]!;
  const offsets = every(block);
  const shape = x.shape.map((size, axis) => {
    if (axis === 0) return size * offsets.length;
    const [before, after] = paddings[axis - 1] ?? [0, 0];
    return (size + before + after) / (block[axis - 1] ?? 1);
  });
  return fromIndex(shape, (index) => {
    const offset = offsets[Math.floor(index[0]! / batch)]!;
    const source = index.map((i, axis) => {
      if (axis === 0) return i % batch;
      return i * (block[axis - 1] ?? 1) + (offset[axis - 1] ?? 0) - (paddings[axis - 1]?.[0] ?? 0);
    });
    return at(x, source) ?? 0;
  });
}

export function batchToSpace(x: Grid, block: readonly number[], crops: Pairs): Grid {
  const offsets = every(block).map((offset) => offset.join());
  const batch = x.shape[0]! / offsets.length;
  const shape = x.shape.map((size, axis) => {
    if (axis === 0) return batch;
    const [before, after] = crops[axis - 1] ?? [0, 0];
    return size * (block[axis - 1] ?? 1) - before - after;
  });
  return fromIndex(shape, (index) => {
    const cells = index.slice(1).map((i, axis) => i + (crops[axis]?.[0] ?? 0));
    const offset = offsets.indexOf(block.map((size, axis) => cells[axis]! % size).join());
    return at(x, [offset * batch + index[0]!, ...cells.map((i, axis) => Math.floor(i / (block[axis] ?? 1)))])!;
  });
}

export function spaceToDepth(x: Grid, block: number, mode: string): Grid {
  const axes = x.shape.length - 2;
  const channels = x.shape.at(-1)!;
  const offsets = every(new Array<number>(axes).fill(block));
  const shape = x.shape.map((size, axis) => (axis === 0 ? size : axis > axes ? size * offsets.length : size / block));
  return fromIndex(shape, (index) => {
    const depth = index.at(-1)!;
    const offset = offsets[mode === 'DCR' ? Math.floor(depth / channels) : depth % offsets.length]!;
    const channel = mode === 'DCR' ? depth % channels : Math.floor(depth / offsets.length);
    return at(x, [index[0]!, ...index.slice(1, -1).map((i, axis) => i * block + offset[axis]!), channel])!;
  });
}

export function depthToSpace(x: Grid, block: number, mode: string): Grid {
  const axes = x.shape.length - 2;
  const offsets = every(new Array<number>(axes).fill(block)).map((offset) => offset.join());
  const channels = x.shape.at(-1)! / offsets.length;
  const shape = x.shape.map((size, axis) => (axis === 0 ? size : axis > axes ? channels : size * block));
  return fromIndex(shape, (index) => {
    const cells = index.slice(1, -1);
    const offset = offsets.indexOf(cells.map((i) => i % block).join());
    const channel = index.at(-1)!;
    const depth = mode === 'DCR' ? offset * channels + channel : channel * offsets.length + offset;
    return at(x, [index[0]!, ...cells.map((i) => Math.floor(i / block)), depth])!;
  });
}

export function matmul(a: Grid, b: Grid, m: Arithmetic = exact): Grid {
  const leading = Math.max(a.shape.length, b.shape.length) - 2;
  const lead = (x: Grid): number[] => [...new Array<number>(leading + 2 - x.shape.length).fill(1), ...x.shape.slice(0, -2)];
  const [la, lb] = [lead(a), lead(b)];
  const shape = la.map((size, axis) => (size === 1 ? lb[axis]! : size));
  const own = (x: Grid, index: readonly number[]): number[] => {
    const sizes = x.shape.slice(0, -2);
    return sizes.map((size, axis) => (size === 1 ? 0 : index[leading - sizes.length + axis]!));
  };
  return fromIndex([...shape, a.shape.at(-2)!, b.shape.at(-1)!], (index) =>
    m.dot(
      Array.from(
        { length: a.shape.at(-1)! },
        (_, k) => [at(a, [...own(a, index), index.at(-2)!, k])!, at(b, [...own(b, index), k, index.at(-1)!])!] as const,
      ),
    ),
  );
}

/** The result as a sum over every corner of the cell that holds the place. */
export function resize(x: Grid, size: readonly number[], mode: string, align: boolean, half: boolean, m: Arithmetic = exact): Grid {
  const sizes = x.shape.slice(1, -1);
  return fromIndex([x.shape[0]!, ...size, x.shape.at(-1)!], (index) => {
    const places = size.map((out, axis) => {
      const [i, cells] = [index[axis + 1]!, sizes[axis]!];
      if (align) return out === 1 ? [0, 1] : [i * (cells - 1), out - 1];
      // As a fraction: (i + 1/2) * cells / out - 1/2 = ((2i + 1) * cells - out) / (2 * out).
      return half ? [(2 * i + 1) * cells - out, 2 * out] : [i * cells, out];
    });
    const limit = (i: number, axis: number): number => Math.min(Math.max(i, 0), sizes[axis]! - 1);
    const read = (cell: number[]): number => at(x, [index[0]!, ...cell.map(limit), index.at(-1)!])!;
    if (mode === 'nearest') {
      return read(places.map(([top, bottom]) => Math.floor(align || half ? (2 * top! + bottom!) / (2 * bottom!) : top! / bottom!)));
    }
    const computed = places.map(([top, bottom]) => m.quotient(top!, bottom!));
    return m.dot(
      every(new Array<number>(size.length).fill(2)).map((corner) => {
        const weights = corner.map((side, axis) => {
          const fraction = m.add(computed[axis]!, -Math.floor(computed[axis]!));
          return side === 1 ? fraction : m.add(1, -fraction);
        });
        const weight = weights.reduce(m.multiply, 1);
        return [weight, weight === 0 ? 0 : read(corner.map((side, axis) => Math.floor(computed[axis]!) + side))] as const;
      }),
    );
  });
}
