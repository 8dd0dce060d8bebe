import { at, every, exact, fromIndex, type Arithmetic, type Grid, type Index } from './grid.js';

/** Whether two elements, by their indices, are normalised together. */
type Together = (a: Index, b: Index) => boolean;

export const ofCell: Together = (a, b) => a.slice(0, -1).join() === b.slice(0, -1).join();
export const ofItem: Together = (a, b) => a[0] === b[0];
export const ofChannel: Together = (a, b) => a[0] === b[0] && a.at(-1) === b.at(-1);

export function ofGroup({ shape }: Grid, groups: number): Together {
  const group = (index: Index): number => Math.floor((index.at(-1)! * groups) / shape.at(-1)!);
  return (a, b) => a[0] === b[0] && group(a) === group(b);
}

function members(x: Grid, index: Index, together: Together): number[] {
  return every(x.shape)
    .filter((other) => together(index, other))
    .map((other) => at(x, other)!);
}

function divided(value: number, variance: number, epsilon: number, m: Arithmetic): number {
  return m.quotient(value, m.root(m.add(variance, epsilon), 2));
}

export function centred(x: Grid, together: Together, epsilon: number, m: Arithmetic = exact): Grid {
  return fromIndex(x.shape, (index) => {
    const values = members(x, index, together);
    const mean = m.quotient(m.sum(values), values.length);
    const apart = (value: number): number => m.add(value, -mean);
    const variance = m.quotient(m.sum(values.map((value) => m.power(apart(value), 2))), values.length);
    return divided(apart(at(x, index)!), variance, epsilon, m);
  });
}

export function rootMeanSquare(x: Grid, together: Together, epsilon: number, m: Arithmetic = exact): Grid {
  return fromIndex(x.shape, (index) => {
    const values = members(x, index, together);
    return divided(at(x, index)!, m.quotient(m.sum(values.map((value) => m.power(value, 2))), values.length), epsilon, m);
  });
}

export function batchNorm(x: Grid, mean: Grid, variance: Grid, epsilon: number, m: Arithmetic = exact): Grid {
  return fromIndex(x.shape, (index) => {
    const channel = index.at(-1)!;
    return divided(m.add(at(x, index)!, -mean.values[channel]!), variance.values[channel]!, epsilon, m);
  });
}

export function lrn(
  x: Grid,
  { size, alpha, beta, k }: { readonly size: number; readonly alpha: number; readonly beta: number; readonly k: number },
  m: Arithmetic = exact,
): Grid {
  return fromIndex(x.shape, (index) => {
    const channel = index.at(-1)!;
    const seen = Array.from({ length: size }, (_, i) => channel - Math.floor((size - 1) / 2) + i).filter(
      (c) => c >= 0 && c < x.shape.at(-1)!,
    );
    const sum = m.sum(seen.map((c) => m.power(at(x, [...index.slice(0, -1), c])!, 2)));
    const base = m.add(k, m.multiply(m.quotient(alpha, size), sum));
    return m.quotient(at(x, index)!, beta === 0.5 ? m.root(base, 2) : m.power(base, beta));
  });
}
