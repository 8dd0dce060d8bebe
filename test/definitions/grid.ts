/** Arrays of numbers with a shape: all that the definitions know of tensors. Nothing here or beside it shares code with src. */

export interface Grid {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

export type Index = readonly number[];

/** Every index of a shape in row-major order. */
export function every(shape: readonly number[]): Index[] {
  let list: number[][] = [[]];
  for (const length of shape) {
    const longer: number[][] = [];
    for (const index of list) for (let i = 0; i < length; i++) longer.push([...index, i]);
    list = longer;
  }
  return list;
}

export function fromIndex(shape: readonly number[], f: (index: Index) => number): Grid {
  return { shape, values: every(shape).map(f) };
}

/** The element at an index; `undefined` outside. */
export function at(x: Grid, index: Index): number | undefined {
  let position = 0;
  for (const [axis, length] of x.shape.entries()) {
    const i = index[axis]!;
    if (i < 0 || i >= length) return undefined;
    position = position * length + i;
  }
  return x.values[position];
}

/** How a definition computes: exactly (in float64), or as a library of little precision would. */
export interface Arithmetic {
  /** a * b, summed */
  readonly dot: (pairs: readonly (readonly [number, number])[]) => number;
  readonly sum: (values: readonly number[]) => number;
  readonly add: (a: number, b: number) => number;
  readonly multiply: (a: number, b: number) => number;
  readonly quotient: (a: number, divisor: number) => number;
  /** |a|^p */
  readonly power: (a: number, p: number) => number;
  /** a^(1/p) */
  readonly root: (a: number, p: number) => number;
}

export const exact: Arithmetic = {
  dot: (pairs) => pairs.reduce((total, [a, b]) => total + a * b, 0),
  sum: (values) => values.reduce((total, value) => total + value, 0),
  add: (a, b) => a + b,
  multiply: (a, b) => a * b,
  quotient: (a, divisor) => a / divisor,
  power: (a, p) => Math.abs(a) ** p,
  root: (a, p) => a ** (1 / p),
};
