import { at, every, exact, fromIndex, type Arithmetic, type Grid } from './grid.js';
import { cellOf, inside, outSize, tapsOf, type Window } from './window.js';

/** y[n, o, j] = sum over taps and the channels i of j's group. */
export function conv(x: Grid, filter: Grid, w: Window, groups: number, m: Arithmetic = exact): Grid {
  const sizes = x.shape.slice(1, -1);
  const perGroup = x.shape.at(-1)! / groups;
  const outPerGroup = filter.shape.at(-1)! / groups;
  const out = sizes.map((size, axis) => outSize(w, axis, size));
  return fromIndex([x.shape[0]!, ...out, filter.shape.at(-1)!], (index) => {
    const [n, o, j] = [index[0]!, index.slice(1, -1), index.at(-1)!];
    const group = Math.floor(j / outPerGroup);
    const terms: [number, number][] = [];
    for (const t of tapsOf(w)) {
      const cell = cellOf(w, sizes, o, t);
      if (!inside(cell, sizes)) continue;
      for (let i = 0; i < perGroup; i++) terms.push([at(x, [n, ...cell, group * perGroup + i])!, at(filter, [...t, i, j])!]);
    }
    return m.dot(terms);
  });
}

export function depthwise(x: Grid, filter: Grid, w: Window, m: Arithmetic = exact): Grid {
  const sizes = x.shape.slice(1, -1);
  const multiplier = filter.shape.at(-1)!;
  const out = sizes.map((size, axis) => outSize(w, axis, size));
  return fromIndex([x.shape[0]!, ...out, x.shape.at(-1)! * multiplier], (index) => {
    const [n, o, j] = [index[0]!, index.slice(1, -1), index.at(-1)!];
    const [channel, copy] = [Math.floor(j / multiplier), j % multiplier];
    return m.dot(
      tapsOf(w)
        .filter((t) => inside(cellOf(w, sizes, o, t), sizes))
        .map((t) => [at(x, [n, ...cellOf(w, sizes, o, t), channel])!, at(filter, [...t, channel, copy])!] as const),
    );
  });
}

/** dx[n, c, i] = sum of filter * dy over every window and tap that read the cell c. */
export function inputGradient(
  inputShape: readonly number[],
  filter: Grid,
  dy: Grid,
  w: Window,
  groups: number,
  m: Arithmetic = exact,
): Grid {
  const sizes = inputShape.slice(1, -1);
  const perGroup = inputShape.at(-1)! / groups;
  const outPerGroup = filter.shape.at(-1)! / groups;
  return fromIndex(inputShape, (index) => {
    const [n, c, i] = [index[0]!, index.slice(1, -1), index.at(-1)!];
    const group = Math.floor(i / perGroup);
    const terms: [number, number][] = [];
    for (const o of every(dy.shape.slice(1, -1))) {
      for (const t of tapsOf(w)) {
        if (cellOf(w, sizes, o, t).join() !== c.join()) continue;
        for (let j = group * outPerGroup; j < (group + 1) * outPerGroup; j++) {
          terms.push([at(filter, [...t, i % perGroup, j])!, at(dy, [n, ...o, j])!]);
        }
      }
    }
    return m.dot(terms);
  });
}

/** dw[t, i, j] = sum over batch and windows of x * dy. */
export function filterGradient(x: Grid, filterShape: readonly number[], dy: Grid, w: Window, groups: number, m: Arithmetic = exact): Grid {
  const sizes = x.shape.slice(1, -1);
  const perGroup = x.shape.at(-1)! / groups;
  const outPerGroup = filterShape.at(-1)! / groups;
  return fromIndex(filterShape, (index) => {
    const [t, i, j] = [index.slice(0, -2), index.at(-2)!, index.at(-1)!];
    const channel = Math.floor(j / outPerGroup) * perGroup + i;
    const terms: [number, number][] = [];
    for (let n = 0; n < x.shape[0]!; n++) {
      for (const o of every(dy.shape.slice(1, -1))) {
        const cell = cellOf(w, sizes, o, t);
        if (inside(cell, sizes)) terms.push([at(x, [n, ...cell, channel])!, at(dy, [n, ...o, j])!]);
      }
    }
    return m.dot(terms);
  });
}

export function depthwiseInputGradient(inputShape: readonly number[], filter: Grid, dy: Grid, w: Window, m: Arithmetic = exact): Grid {
  const sizes = inputShape.slice(1, -1);
  const multiplier = filter.shape.at(-1)!;
  return fromIndex(inputShape, (index) => {
    const [n, c, channel] = [index[0]!, index.slice(1, -1), index.at(-1)!];
    const terms: [number, number][] = [];
    for (const o of every(dy.shape.slice(1, -1))) {
      for (const t of tapsOf(w)) {
        if (cellOf(w, sizes, o, t).join() !== c.join()) continue;
        for (let i = 0; i < multiplier; i++) terms.push([at(filter, [...t, channel, i])!, at(dy, [n, ...o, channel * multiplier + i])!]);
      }
    }
    return m.dot(terms);
  });
}

export function depthwiseFilterGradient(x: Grid, filterShape: readonly number[], dy: Grid, w: Window, m: Arithmetic = exact): Grid {
  const sizes = x.shape.slice(1, -1);
  const multiplier = filterShape.at(-1)!;
  return fromIndex(filterShape, (index) => {
    const [t, channel, copy] = [index.slice(0, -2), index.at(-2)!, index.at(-1)!];
    const terms: [number, number][] = [];
    for (const o of every(dy.shape.slice(0, -1))) {
      const cell = cellOf(w, sizes, o.slice(1), t);
      if (inside(cell, sizes)) terms.push([at(x, [o[0]!, ...cell, channel])!, at(dy, [...o, channel * multiplier + copy])!]);
    }
    return m.dot(terms);
  });
}

/** The smallest size from which `w` makes `out` windows, found by trying, plus `extra`. */
export function transposedSize(w: Window, axis: number, out: number, extra: number): number {
  for (let size = 0; ; size++) if (outSize(w, axis, size) === out) return size + extra;
}
