/** Windows as large as the input, windows that tile it, windows that see nothing of it. */
import { taken } from '../../src/arbitraries/taken.js';
import { within } from '../../src/ops/convolution/conv-case.js';
import type { Draw } from '../../src/draw/draw.js';
import { drawTiles, type PoolCase } from '../../src/ops/pooling/pool-case.js';
import { regimes } from '../../src/domain.js';
import type { Padding } from '../../src/geometry.js';
import { defineLaw, equal } from '../../src/law.js';
import { filled, lp, maximum, average, type Pool } from './pools.js';
import { morphologyBook, tensorflowPool, torchMaxPool } from './sources.js';

/** An input and a window of its size; strides are free, as there is one window. */
function drawGlobal(d: Draw, op: 'maxPool' | 'averagePool' | 'lpPool') {
  const takes = taken(d, op);
  const n = d.axes();
  const padding = d.option('padding', takes.paddings(['valid', 'explicit']));
  const most = Math.max(1, Math.min(2 * d.domain.size.max, Math.floor(d.domain.elements ** (1 / n) / 2)));
  const window = Array.from({ length: n }, (_, axis) => d.int('size', 1, most, { axis }));
  const steps = takes.strides ? d.domain.stride : { min: 1, max: 1 };
  const first = d.int('stride', steps.min, steps.max);
  const strides = window.map((_, axis) => (takes.unequalStrides ? d.int('strides', steps.min, steps.max, { axis }) : first));
  const batch = within(d, 'batch', d.domain.batch);
  const channels = within(d, 'channels', d.domain.channels);
  const ceilMode = d.option('ceilMode', takes.values('ceilMode', [false, true]));
  const pads: Padding = padding === 'valid' ? 'valid' : window.map(() => [0, 0] as const);
  const terms = window.reduce((a, b) => a * b, 1);
  return {
    n,
    batch,
    channels,
    x: d.tensor('x', [batch, window, channels], { terms }),
    attributes: { window, strides, padding: pads, ceilMode },
  };
}

export const globalMax = defineLaw({
  id: 'pooling/global-max',
  statement: 'M(x, window = "input") = max of x "over space"',
  because:
    'One window that sees every cell: undilated, as it would be larger than the input, and without padding, which would make room for more. Its stride leads nowhere.',
  sources: [tensorflowPool],
  requires: ['maxPool'],
  regimes,
  cases: (d) => drawGlobal(d, 'maxPool'),
  claim: (t, { x, n, batch, channels, attributes }) => {
    const spatial = Array.from({ length: n }, (_, i) => 1 + i);
    return equal(t.reshape(t.maxPool(x, attributes), [batch, channels]), t.max(x, spatial));
  },
});

export const globalAverage = defineLaw({
  id: 'pooling/global-average',
  statement: 'A(x, window = "input") = mean of x "over space"',
  because:
    'One window that sees every cell: undilated, as it would be larger than the input, and without padding, which would make room for more. Its stride leads nowhere.',
  sources: [tensorflowPool],
  requires: ['averagePool'],
  regimes,
  cases: (d) => drawGlobal(d, 'averagePool'),
  claim: (t, { x, n, batch, channels, attributes }) => {
    const spatial = Array.from({ length: n }, (_, i) => 1 + i);
    const cells = attributes.window.reduce((a, b) => a * b, 1);
    return equal(t.scale(t.reshape(t.averagePool(x, attributes), [batch, channels]), cells), t.sum(x, spatial));
  },
});

export const windowsPartitionMax = defineLaw({
  id: 'pooling/windows-partition-max',
  statement: 'max over o of M(x)[o] = max of x, strides = window',
  because:
    'Windows that neither overlap nor leave gaps part the cells among them, so the largest cell is the largest of the maxima. Undilated, as a dilated window leaves gaps.',
  sources: [tensorflowPool],
  requires: ['maxPool'],
  regimes,
  cases: drawTiles,
  claim: (t, { x, attributes }) => equal(t.max(t.maxPool(x, attributes)), t.max(x)),
});

function idempotent<Name extends 'max' | 'average'>(pool: Pool<Name>) {
  const { letter, op } = pool;
  return defineLaw({
    id: `pooling/idempotent-${pool.name}` as const,
    statement: `${letter}(repeat(${letter}(x))) = ${letter}(x), strides = window`,
    because:
      'Pooling and repeating each result over its window is a projection: a second pool finds windows of equal cells. Strides equal the window, nothing is dilated or padded and no window overhangs, so that each repeated block is one window again.',
    sources: [morphologyBook],
    requires: [op],
    regimes,
    cases: (d) => drawTiles(d, { padding: ['valid'], ceilMode: [false], terms: 2 }),
    claim: (t, c: PoolCase) => {
      const pooled = t[op](c.x, c.attributes);
      let repeated = pooled;
      for (let i = 0; i < c.n; i++) {
        const source = Array.from({ length: c.sizes[i]! }, (_, cell) => Math.floor(cell / c.kernel[i]!));
        repeated = t.gather(repeated, 1 + i, source);
      }
      return equal(t[op](repeated, c.attributes), pooled);
    },
  });
}

export const idempotentMax = idempotent(maximum);
export const idempotentAverage = idempotent(average);

/** Pads that keep a whole window, the first along one axis, off the input. */
function drawNoCell<Name extends string>(d: Draw, pool: Pool<Name>) {
  const takes = taken(d, pool.op);
  const even = !takes.unevenPads;
  const c = pool.draw(d, {
    padding: takes.wholePads && takes.unequalPads && d.domain.precision.unitRoundoff > 0 ? ['explicit'] : [],
    ceilMode: [false],
    ...(pool.op === 'averagePool' && { countPadding: [false] }),
  });
  const along = d.int('along', 0, c.n - 1);
  const padding = c.pads.map(([before, after], i) => {
    const more = i === along ? (c.kernel[i]! - 1) * c.dilations[i]! + 1 : 0;
    return [before + more, after + (even ? more : 0)] as const;
  });
  const shape = [c.batch, ...c.out.map((out, i) => (i === along ? 1 : out)), c.channels];
  return { ...c, along, attributes: { ...c.attributes, padding }, shape };
}

function windowWithoutACell<Name extends string>(pool: Pool<Name>, value: number, because: string) {
  const { letter, op } = pool;
  return defineLaw({
    id: `pooling/window-without-a-cell-${pool.name}` as const,
    statement: `${letter}(x)[o] = ${Number.isNaN(value) ? 'NaN' : String(value)} where "the window at o has no cell of x"`,
    because: `${because} A convention, stated by no other law: pads that are at least as large as the (dilated) window make such windows.`,
    sources: [torchMaxPool],
    requires: [op],
    cases: (d) => drawNoCell(d, pool),
    claim: (t, { x, along, attributes, shape }) => {
      const begin = shape.map(() => 0);
      const end = shape.map((_, axis) => (axis === 1 + along ? 1 : undefined));
      return equal(t.slice(t[op](x, attributes), begin, end), filled(shape, value));
    },
  });
}

export const windowWithoutACellMax = windowWithoutACell(
  maximum,
  -Infinity,
  'The maximum of nothing is -Infinity, as max(-Infinity, a) = a.',
);
export const windowWithoutACellAverage = windowWithoutACell(average, Number.NaN, 'The mean of nothing is 0 / 0.');
export const windowWithoutACellLp = windowWithoutACell(lp, 0, 'The sum of nothing is 0, and so is its root.');

export const whole = [
  globalMax,
  globalAverage,
  windowsPartitionMax,
  idempotentMax,
  idempotentAverage,
  windowWithoutACellMax,
  windowWithoutACellAverage,
  windowWithoutACellLp,
] as const;
