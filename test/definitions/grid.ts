/** Arrays of numbers with a shape: all that the definitions know of tensors. Nothing here or beside it shares code with src. */

export interface Grid {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

export type Index = readonly number[];

/** Every index of a shape in row-major order. */
export function every(shape: readonly number[]): Index[] {
  return shape.reduce<number[][]>((list, length) => list.flatMap((index) => Array.from({ length }, (_, i) => [...index, i])), [[]]);
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

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
