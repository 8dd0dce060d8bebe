/** What each pool is, cell by cell. */
import { drawLpPool, drawAveragePool, drawPool } from '../../src/ops/pooling/pool-case.js';
import { regimes } from '../../src/domain.js';
import { defineLaw, equal } from '../../src/law.js';
import { poolOps } from '../../src/windowed-ops.js';
import { outputShape } from '../windows/output-shape.js';
import { average, cellsOf, lp, maximum, windowAxes, windowsOf, type Pool } from './pools.js';
import { onnxAveragePool, onnxLpPool, tensorflowMaxPool, torchAveragePool, torchMaxPool } from './sources.js';

export const maxByDefinition = defineLaw({
  id: 'pooling/max-by-definition',
  statement: 'M(x)[o] = max over j of x[o s + j d - before], "cells of padding left out"',
  because:
    'This is what a maximum pool is. Padding is written as -Infinity, which no maximum of a cell and padding can be. Every window has a cell: windows without one have a law of their own.',
  sources: [tensorflowMaxPool, torchMaxPool],
  requires: ['maxPool'],
  regimes,
  cases: drawPool,
  claim: (t, c) => equal(t.maxPool(c.x, c.attributes), t.max(windowsOf(t, c.x, c, -Infinity), windowAxes(c))),
});

export const averageByDefinition = defineLaw({
  id: 'pooling/average-by-definition',
  statement: 'A(x)[o] * cells[o] = sum over j of x[o s + j d - before], "padding being 0"',
  because:
    'An average is a sum divided by the number of cells: of those that exist, or with countPadding of those in the padded input too, never of what overhangs it in ceil mode. Every window has a cell, as 0 / 0 is no number.',
  sources: [torchAveragePool, onnxAveragePool],
  requires: ['averagePool'],
  regimes,
  cases: drawAveragePool,
  claim: (t, c) =>
    equal(
      t.multiply(t.averagePool(c.x, c.attributes), cellsOf(c, c.attributes.countPadding)),
      t.sum(windowsOf(t, c.x, c, 0), windowAxes(c)),
    ),
});

export const lpByDefinition = defineLaw({
  id: 'pooling/lp-by-definition',
  statement: 'L(x)[o]^p = sum over j of |x[o s + j d - before]|^p, "padding being 0"',
  because: 'L is the p-norm of each window, and a norm to the power p is the sum of powers. A cell of padding is 0 and adds nothing.',
  sources: [onnxLpPool],
  requires: ['lpPool'],
  regimes,
  cases: drawLpPool,
  claim: (t, c) =>
    equal(t.power(t.lpPool(c.x, c.attributes), c.attributes.p), t.sum(t.power(windowsOf(t, c.x, c, 0), c.attributes.p), windowAxes(c))),
});

/** What ids call the pools. */
const names = {
  maxPool: 'max',
  averagePool: 'average',
  lpPool: 'lp',
  globalAveragePool: 'global-average',
  globalMaxPool: 'global-max',
  globalLpPool: 'global-lp',
} as const;

/** The law on each pool. */
export const outputShapes = outputShape('pooling/output-shape-', poolOps, names);

export const { maxPool: outputShapeMax, averagePool: outputShapeAverage, lpPool: outputShapeLp } = outputShapes;

function windowOneIsSlice<Name extends string>(pool: Pool<Name>) {
  return defineLaw({
    id: `pooling/window-one-is-slice-${pool.name}` as const,
    statement: `${pool.letter}(x, window 1, strides s) = ${pool.op === 'lpPool' ? '|x[::s]|' : 'x[::s]'}`,
    because:
      'One cell is its own maximum and mean, and its magnitude is its norm. A dilation has nothing to spread, and "same" has nothing to pad. Explicit pads are 0, as a window on padding alone has no cell.',
    sources: [tensorflowMaxPool],
    requires: [pool.op],
    regimes,
    cases: (d) => pool.draw(d, { kernel: { max: 1 } }),
    claim: (t, c) => {
      const cells = t.slice(c.x, [], [], [1, ...c.strides]);
      return equal(t[pool.op](c.x, c.attributes), pool.op === 'lpPool' ? t.abs(cells) : cells);
    },
  });
}

export const windowOneIsSliceMax = windowOneIsSlice(maximum);
export const windowOneIsSliceAverage = windowOneIsSlice(average);
export const windowOneIsSliceLp = windowOneIsSlice(lp);

export const definition = [
  maxByDefinition,
  averageByDefinition,
  lpByDefinition,
  ...Object.values(outputShapes),
  windowOneIsSliceMax,
  windowOneIsSliceAverage,
  windowOneIsSliceLp,
] as const;
