/** What a maximum does to order, and what order does to a maximum. */
import { taken, type Taken } from '../../src/arbitraries/taken.js';
import type { Draw } from '../../src/draw/draw.js';
import { drawLike, drawPool, type PoolCase, type PoolConstraints } from '../../src/ops/pooling/pool-case.js';
import { regimes } from '../../src/domain.js';
import { explicitPads } from '../../src/geometry.js';
import { atMost, defineLaw, equal } from '../../src/law.js';
import type { PoolAttributes } from '../../src/ops/index.js';
import { filled } from './pools.js';
import { morphologyBook, tensorflowMaxPool, torchMaxPool } from './sources.js';

export const maxShift = defineLaw({
  id: 'pooling/max-shift',
  statement: 'M(x + c) = M(x) + c',
  because: 'Adding a constant keeps the order. Padding, which is no cell, is not shifted: a kernel that pads with zeros is caught here.',
  sources: [morphologyBook],
  requires: ['maxPool'],
  regimes,
  cases: (d) => ({ ...drawPool(d, { content: { terms: 3 } }), c: d.int('c', -5, 5) }),
  claim: (t, { x, c, attributes }) => equal(t.maxPool(t.shift(x, c), attributes), t.shift(t.maxPool(x, attributes), c)),
});

export const maxScale = defineLaw({
  id: 'pooling/max-scale',
  statement: 'M(c x) = c M(x), c > 0',
  because: 'A positive factor keeps the order; a negative one would turn maxima into minima, and zero would make a number of an infinity.',
  sources: [morphologyBook],
  requires: ['maxPool'],
  regimes,
  cases: (d) => ({ ...drawPool(d, { content: { terms: 5 } }), c: d.int('c', 1, 5) }),
  claim: (t, { x, c, attributes }) => equal(t.maxPool(t.scale(x, c), attributes), t.scale(t.maxPool(x, attributes), c)),
});

export const maxMonotoneMap = defineLaw({
  id: 'pooling/max-monotone-map',
  statement: 'M(f(x)) = f(M(x)) "for every non-decreasing f", f(x) = max(x, c), f(x) = min(x, c), f(x) = x |x|',
  because: 'f keeps the order, so the cell that wins before f wins after it. Every window has a cell: f(-Infinity) need not be -Infinity.',
  sources: [morphologyBook],
  requires: ['maxPool'],
  cases: (d) => ({
    ...drawPool(d, { content: { degree: 2 } }),
    f: d.option('f', ['max', 'min', 'square']),
    c: d.int('c', -2, 2),
  }),
  claim: (t, { x, n, f, c, attributes }) => {
    const level = filled(new Array<number>(n + 2).fill(1), c);
    const map = (y: typeof x | Promise<typeof x>) =>
      f === 'max' ? t.maximum(y, level) : f === 'min' ? t.minimum(y, level) : t.multiply(y, t.abs(y));
    return equal(t.maxPool(map(x), attributes), map(t.maxPool(x, attributes)));
  },
});

const drawTwo = (d: Draw): PoolCase & { readonly y: PoolCase['x'] } => {
  const c = drawPool(d);
  return { ...c, y: drawLike(d, 'y', c) };
};

export const maxMonotone = defineLaw({
  id: 'pooling/max-monotone',
  statement: 'M(x) <= M(y) where x <= y',
  because: 'Raising cells cannot lower a maximum. x <= max(x, z) for any z.',
  sources: [morphologyBook],
  requires: ['maxPool'],
  cases: drawTwo,
  claim: (t, { x, y, attributes }) => atMost(t.maxPool(x, attributes), t.maxPool(t.maximum(x, y), attributes)),
});

export const maxDistributesOverMax = defineLaw({
  id: 'pooling/max-distributes-over-max',
  statement: 'M(max(x, y)) = max(M(x), M(y))',
  because: 'A maximum of maxima is one maximum, in any order.',
  sources: [morphologyBook],
  requires: ['maxPool'],
  regimes,
  cases: drawTwo,
  claim: (t, { x, y, attributes }) =>
    equal(t.maxPool(t.maximum(x, y), attributes), t.maximum(t.maxPool(x, attributes), t.maxPool(y, attributes))),
});

export const paddingNeverWins = defineLaw({
  id: 'pooling/padding-never-wins',
  statement: 'M(x) <= max(x) < 0 where x < 0, "with any padding"',
  because:
    'Each maximum is one of the cells, and all are negative: a zero from padding, or as the value to begin with, would win. Every window has a cell.',
  sources: [tensorflowMaxPool, torchMaxPool],
  requires: ['maxPool'],
  cases: (d) => drawPool(d, { content: { without: ['zero', 'negative'] } }),
  claim: (t, { x, n, batch, out, channels, attributes }) => {
    const negative = t.negate(x);
    const largest = t.reshape(
      t.max(
        negative,
        Array.from({ length: n }, (_, i) => 1 + i),
      ),
      [batch, ...out.map(() => 1), channels],
    );
    return atMost(t.maxPool(negative, attributes), t.broadcast(largest, [batch, ...out, channels]));
  },
});

export const minMaxDuality = defineLaw({
  id: 'pooling/min-max-duality',
  statement: '-M(-x) = E(x, 0)',
  because:
    'Negation turns maxima into minima, and a morphological erosion by a filter of zeros is a minimum pool. Floor mode, as E has no other.',
  sources: [morphologyBook],
  requires: ['maxPool', 'morphologicalErosion'],
  regimes,
  cases: (d) => drawPool(d, { ceilMode: [false] }),
  claim: (t, { x, kernel, channels, strides, dilations, padding, attributes }) =>
    equal(
      t.negate(t.maxPool(t.negate(x), attributes)),
      t.morphologicalErosion(x, filled([...kernel, channels], 0), { strides, dilations, padding }),
    ),
});

export const introducesNoNewValues = defineLaw({
  id: 'pooling/introduces-no-new-values',
  statement: 'min over all cells i of |M(x)[o] - x[i]| = 0',
  because:
    'A maximum is one of the cells that it is taken of: some cell of the same image and channel is no distance away. Every window has a cell.',
  sources: [morphologyBook],
  requires: ['maxPool'],
  cases: (d) => drawPool(d, { batch: { max: 2 }, channels: { max: 2 }, groups: { max: 1 }, content: { terms: 2 } }),
  claim: (t, { x, batch, sizes, out, channels, attributes }) => {
    const count = (list: readonly number[]): number => list.reduce((a, b) => a * b, 1);
    const cells = t.reshape(x, [batch, count(sizes), 1, channels]);
    const maxima = t.reshape(t.maxPool(x, attributes), [batch, 1, count(out), channels]);
    const nearest = t.negate(t.max(t.negate(t.abs(t.subtract(maxima, cells))), [1]));
    return equal(nearest, filled([batch, count(out), channels], 0));
  },
});

/** Two max pools, one after the other, whose windows leave no gap, and the one pool that they make together. */
export interface Chain {
  readonly x: PoolCase['x'];
  readonly first: Required<PoolAttributes>;
  readonly second: Required<PoolAttributes>;
  readonly both: Required<PoolAttributes>;
}

/** The padding of the first pool: any whose pads the pool of both can be given. */
function paddingOfChains(takes: Taken): PoolConstraints {
  if (!takes.padding('valid')) return { padding: [] };
  if (!takes.padding('explicit')) return { padding: ['valid'] };
  const any = takes.unevenPads && takes.unequalPads;
  return { padding: any ? ['valid', 'explicit', 'same', 'same-lower'] : ['valid', 'explicit'] };
}

function drawChain(d: Draw): Chain {
  const takes = taken(d, 'maxPool');
  const c = drawPool(d, { ...paddingOfChains(takes), ceilMode: [false], dilations: { max: 1 }, strides: { max: 1 }, kernel: { max: 3 } });
  // The second window steps `hop` cells of the first, at most a whole window: by strides, or by a dilation of its own.
  const by = d.option('by', [...(takes.strides ? ['strides'] : []), ...(takes.dilations ? ['dilations'] : []), 'neither']);
  const equalHops = by === 'strides' ? !takes.unequalStrides : !takes.unequalDilations;
  const again: number[] = [];
  const hops: number[] = [];
  for (let axis = 0; axis < c.n; axis++) {
    again.push(d.int('again', 1, c.n === 3 ? 2 : 3, { axis }));
    const most = by === 'neither' ? 1 : equalHops ? Math.min(...c.kernel) : c.kernel[axis]!;
    hops.push(equalHops && axis > 0 ? hops[0]! : d.int('hop', 1, most, { axis }));
  }
  const steps = c.strides.map((_, axis) => (by === 'strides' ? d.int('again strides', 1, 2, { axis }) : 1));
  const second = takes.unequalStrides ? steps : c.strides.map(() => steps[0]!);
  const window = c.kernel.map((k, i) => k + (again[i]! - 1) * hops[i]!);
  // Same pads as little as the first windows need, which leaves them enough for the second in as many cells as both see.
  const padded = window.map((k, i) => (Array.isArray(c.padding) ? Math.max(1, k - c.pads[i]![0] - c.pads[i]![1]) : k));
  const sizes = padded.map((k, i) => k + d.int('more', 0, 3, { axis: i }));
  const ones = c.kernel.map(() => 1);
  const strides = by === 'strides' ? hops : ones;
  const pads = explicitPads(c.padding, sizes, c.kernel, strides, ones);
  const plain = { ceilMode: false, dilations: ones } as const;
  return {
    x: d.tensor('longer', [c.batch, sizes, c.channels]),
    first: { ...plain, window: c.kernel, strides, padding: c.padding },
    second: { ...plain, window: again, strides: second, dilations: by === 'dilations' ? hops : ones, padding: 'valid' },
    both: {
      ...plain,
      window,
      strides: second.map((s, i) => s * strides[i]!),
      padding: c.padding === 'valid' ? 'valid' : pads,
    },
  };
}

export const maxComposes = defineLaw({
  id: 'pooling/max-composes',
  statement:
    'M(M(x, window k, strides s, pads p), window j, strides r, dilations d, valid) = M(x, window k + (j - 1) s d, strides s r, pads p)',
  because:
    'The maximum over a run of overlapping or adjacent windows is the maximum over their union, which has no gap as s d <= k and the first windows are not dilated. The pads of the first pool lie around the whole; those of a second would be windows that the whole does not have. Floor mode, as windows that overhang do not add up.',
  sources: [morphologyBook],
  requires: ['maxPool'],
  regimes,
  cases: drawChain,
  claim: (t, { x, first, second, both }) => equal(t.maxPool(t.maxPool(x, first), second), t.maxPool(x, both)),
});

export const max = [
  maxShift,
  maxScale,
  maxMonotoneMap,
  maxMonotone,
  maxDistributesOverMax,
  paddingNeverWins,
  minMaxDuality,
  introducesNoNewValues,
  maxComposes,
] as const;
