import type { Shape, Tensor } from '../../tensor.js';
import type { Content, Draw, Shown } from '../../draw/draw.js';
import { ranksWithin } from '../../draw/ranks.js';

export interface MatmulConstraints {
  /** true: b's leading axes are a's. Default: false. */
  readonly sameLeading?: boolean;
  /** Least number of rows, columns and products. Default: 1. */
  readonly leastEdge?: number;
  /** Least rank. Default: 2. */
  readonly least?: number;
  readonly content?: Content;
}

/** A case of `matmul`. */
export interface MatmulCase {
  /** `[...leading, rows, inner]`, some leading axes 1 or missing where they broadcast. */
  readonly a: Tensor;
  /** `[...leading, inner, columns]`, likewise. */
  readonly b: Tensor;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  /** What the leading axes of both broadcast to. */
  readonly leading: number[];
}

/** Products in a sum of `matmul`, for the exact regime, at most. */
export function longest(d: Draw): number {
  return Math.max(1, 2 * d.domain.size.max);
}

/** One dimension of a matrix; shrinks to 1. */
export function drawEdge(d: Draw, name: string, least = 1): number {
  return d.int(name, Math.max(least, d.domain.size.min), longest(d), { role: 'extent', classes: (v) => (v === 1 ? '1' : '>1') });
}

/** The leading axes that a matrix has of `leading`: some 1, some of the first ones missing. */
function drawLeading(d: Draw, name: string, leading: readonly number[], ranks: readonly number[]): number[] {
  const rank = d.option(
    `${name}Rank`,
    ranks.filter((r) => r <= leading.length + 2),
  );
  return leading.slice(leading.length + 2 - rank).map((size, i) => (d.option(`${name}Stretch${i}`, [false, true]) ? 1 : size));
}

/** A case of `matmul`: batched, broadcast unless the limits say otherwise. Shrinks to numbers. */
export function drawMatmul(d: Draw, constraints: MatmulConstraints = {}): MatmulCase {
  const { domain, limits } = d;
  const ranks = ranksWithin(d, Math.max(2, constraints.least ?? 2), 4);
  const rank = d.option('rank', ranks);
  const leading = Array.from({ length: rank - 2 }, (_, i) => d.int(`leading${i}`, domain.batch.min, domain.batch.max, { role: 'extent' }));
  const rows = drawEdge(d, 'rows', constraints.leastEdge);
  const inner = drawEdge(d, 'inner', constraints.leastEdge);
  const columns = drawEdge(d, 'columns', constraints.leastEdge);
  const same = constraints.sameLeading === true || limits.broadcasts === false;
  const first = same ? leading : drawLeading(d, 'a', leading, ranks);
  const second = same ? leading : drawLeading(d, 'b', leading, ranks);
  const length = Math.max(first.length, second.length);
  const at = (list: readonly number[], axis: number): number => list[axis - length + list.length] ?? 1;
  const whole = Array.from({ length }, (_, axis) => (at(first, axis) === 1 ? at(second, axis) : at(first, axis)));
  const content = { terms: inner, degree: 2, ...constraints.content };
  return {
    a: d.tensor('a', [...first, rows, inner], content),
    b: d.tensor('b', [...second, inner, columns], content),
    rows,
    inner,
    columns,
    leading: whole,
  };
}

/** What two matrices show of the choices that they were drawn from: the leading axes that they broadcast to, and their own parts of them. */
export function shownMatrices(a: Shape, b: Shape): Shown {
  const rank = Math.max(a.length, b.length);
  const at = (shape: Shape, axis: number): number => shape[axis - rank + shape.length] ?? 1;
  const leading = Array.from({ length: rank - 2 }, (_, axis) => (at(a, axis) === 1 ? at(b, axis) : at(a, axis)));
  const stretched = (name: string, shape: Shape): [string, boolean][] =>
    shape.slice(0, -2).map((size, i) => [`${name}Stretch${i}`, size !== leading[i + rank - shape.length]]);
  return {
    rank,
    rows: a.at(-2),
    inner: a.at(-1),
    columns: b.at(-1),
    leading,
    aRank: a.length,
    bRank: b.length,
    ...Object.fromEntries([...stretched('a', a), ...stretched('b', b)]),
  };
}
