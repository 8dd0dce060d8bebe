/** Which cells a pool's output looks at. */
import type { Content, Draw } from '../../src/draw/draw.js';
import { drawLike, drawPool, type PoolCase } from '../../src/ops/pooling/pool-case.js';
import type { Windows } from '../../src/draw/windows/windows.js';
import { regimes } from '../../src/domain.js';
import { defineLaw, equal } from '../../src/law.js';
import { dtypeOf, indices, tensor, toArray, type Tensor } from '../../src/tensor.js';
import { average, lp, maximum, type Pool } from './pools.js';
import { arithmeticGuide, morphologyBook } from './sources.js';

/** An index of a pool's result. */
export function drawOutput(d: Draw, c: Windows & { readonly batch: number; readonly channels: number }): number[] {
  const position = c.out.map((out, axis) => d.int('at', 0, out - 1, { axis }));
  return [d.int('at batch', 0, c.batch - 1), ...position, d.int('at channel', 0, c.channels - 1)];
}

/** The cells of the input, along one axis, that the window of output `o` looks at. */
export function cellsAlong(c: Windows, axis: number, o: number): number[] {
  const taps = Array.from({ length: c.kernel[axis]! }, (_, j) => o * c.strides[axis]! - c.pads[axis]![0] + j * c.dilations[axis]!);
  return taps.filter((cell) => cell >= 0 && cell < c.sizes[axis]!);
}

/** x within the field of the output at `at`, z everywhere else. */
export function changedOutside(c: Windows, x: Tensor, z: Tensor, at: readonly number[]): Tensor {
  const field = at.map((o, axis) => new Set(axis === 0 || axis === at.length - 1 ? [o] : cellsAlong(c, axis - 1, o)));
  const [inside, outside] = [toArray(x), toArray(z)];
  let position = 0;
  for (const index of indices(x.shape)) {
    if (index.every((cell, axis) => field[axis]!.has(cell))) outside[position] = inside[position]!;
    position++;
  }
  return tensor(outside, x.shape, dtypeOf(x));
}

/** In the special regime the input is of integers, so that NaN and infinities stand only where they must not be looked at. */
export function plainInput(d: Draw): Content {
  return d.regime === 'special' ? { regime: 'exact' } : {};
}

/** The one element of a result at an index. */
export function endOf(at: readonly number[]): number[] {
  return at.map((o) => o + 1);
}

function receptiveField<Name extends string>(pool: Pool<Name>) {
  const { letter, op } = pool;
  return defineLaw({
    id: `pooling/receptive-field-${pool.name}` as const,
    statement: `${letter}(x)[o] = ${letter}(y)[o] where y "equals x in the window of o"`,
    because:
      'An output depends on the cells of its own window, image and channel, and on nothing else: not even a NaN elsewhere reaches it.',
    sources: [arithmeticGuide],
    requires: [op],
    regimes,
    cases: (d) => {
      const c = pool.draw(d, { content: plainInput(d) });
      const at = drawOutput(d, c);
      return { ...c, at, y: changedOutside(c, c.x, drawLike(d, 'z', c, {}, 3), at) };
    },
    claim: (t, { x, y, at, attributes }) =>
      equal(t.slice(t[op](y, attributes), at, endOf(at)), t.slice(t[op](x, attributes), at, endOf(at))),
  });
}

export const receptiveFieldMax = receptiveField(maximum);
export const receptiveFieldAverage = receptiveField(average);
export const receptiveFieldLp = receptiveField(lp);

/** x with the cell that one tap of the window at `at` looks at raised above all others. */
function drawRaised(d: Draw): PoolCase & { readonly at: number[]; readonly raised: Tensor; readonly top: number } {
  const c = drawPool(d, { content: { terms: 4 } });
  const at = drawOutput(d, c);
  const cell = at.map((o, axis) => {
    if (axis === 0 || axis === at.length - 1) return o;
    const seen = cellsAlong(c, axis - 1, o);
    return seen[d.int('tap', 0, seen.length - 1, { axis: axis - 1 })]!;
  });
  const values = toArray(c.x);
  const top = d.domain.precision.round(2 * Math.max(...values.map(Math.abs)) + 1);
  let position = 0;
  for (const index of indices(c.x.shape)) {
    if (index.every((i, axis) => i === cell[axis])) values[position] = top;
    position++;
  }
  return { ...c, at, top, raised: tensor(values, c.x.shape, dtypeOf(c.x)) };
}

export const everyCellCanWin = defineLaw({
  id: 'pooling/every-cell-can-win-max',
  statement: 'M(x)[o] = x[i] where x[i] "is the largest of all cells and i is in the window of o"',
  because: 'Every cell of a window takes part: the largest of all wins wherever in the window it stands.',
  sources: [morphologyBook],
  requires: ['maxPool'],
  cases: drawRaised,
  claim: (t, { raised, at, top, attributes }) =>
    equal(t.reshape(t.slice(t.maxPool(raised, attributes), at, endOf(at)), []), tensor([top], [])),
});

export const fields = [receptiveFieldMax, receptiveFieldAverage, receptiveFieldLp, everyCellCanWin] as const;
