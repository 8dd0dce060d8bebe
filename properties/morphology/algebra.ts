/** What dilations and erosions owe to maxima and minima. */
import { drawFilterLike, drawInputLike, drawMorphology } from '../../src/ops/morphology/morphology-case.js';
import { regimes } from '../../src/domain.js';
import { atMost, defineLaw, equal } from '../../src/law.js';
import { filled, windowAxes, windowsOf } from '../pooling/pools.js';
import { dilation, dilation2d, erosion, erosion2d, soille, type Operator } from './operators.js';

export const dilationByDefinition = defineLaw({
  id: 'morphology/dilation-by-definition',
  statement: 'D(x, f)[o] = max over j of x[o s + j d - before] + f[j], "cells of padding left out"',
  because: 'This is what a dilation is. Padding is written as -Infinity, which wins nothing. Every window has a cell.',
  sources: [dilation2d, soille],
  requires: ['morphologicalDilation'],
  cases: drawMorphology,
  claim: (t, c) => {
    const taps = t.reshape(c.filter, [1, ...c.kernel.flatMap((k) => [1, k]), c.channels]);
    return equal(t.morphologicalDilation(c.x, c.filter, c.attributes), t.max(t.add(windowsOf(t, c.x, c, -Infinity), taps), windowAxes(c)));
  },
});

export const duality = defineLaw({
  id: 'morphology/duality',
  statement: 'E(x, f) = -D(-x, reverse f)',
  because:
    'Negation turns maxima of sums into minima of differences. The filter is reversed, as an erosion reflects it: E looks for where the shape fits under x.',
  sources: [erosion2d, soille],
  requires: ['morphologicalErosion', 'morphologicalDilation'],
  regimes,
  cases: drawMorphology,
  claim: (t, { x, filter, kernel, attributes }) => {
    const reflected = t.reverse(
      filter,
      kernel.map((_, axis) => axis),
    );
    return equal(t.morphologicalErosion(x, filter, attributes), t.negate(t.morphologicalDilation(t.negate(x), reflected, attributes)));
  },
});

export const zeroFilterIsMaxPool = defineLaw({
  id: 'morphology/zero-filter-is-max-pool',
  statement: 'D(x, 0) = M(x)',
  because: 'Adding nothing to each tap leaves the maximum of the cells.',
  sources: [dilation2d],
  requires: ['morphologicalDilation', 'maxPool'],
  regimes,
  cases: drawMorphology,
  claim: (t, { x, kernel, channels, attributes }) =>
    equal(
      t.morphologicalDilation(x, filled([...kernel, channels], 0), attributes),
      t.maxPool(x, { ...attributes, window: kernel, ceilMode: false }),
    ),
});

function shift<Name extends string>(operator: Operator<Name>) {
  const { letter, op, call } = operator;
  return defineLaw({
    id: `morphology/shift-${operator.name}` as const,
    statement: `${letter}(x + c, f) = ${letter}(x, f) + c`,
    because: 'A constant on every cell keeps the order. Padding is no cell: one that were zero would not be shifted.',
    sources: [soille],
    requires: [op],
    regimes,
    cases: (d) => ({ ...drawMorphology(d, { terms: 4 }), c: d.int('c', -5, 5) }),
    claim: (t, { x, filter, c, attributes }) =>
      equal(call(t, t.shift(x, c), filter, attributes), t.shift(call(t, x, filter, attributes), c)),
  });
}

function shiftOfFilter<Name extends string>(operator: Operator<Name>) {
  const { letter, op, call, name } = operator;
  const sign = name === 'dilation' ? 1 : -1;
  return defineLaw({
    id: `morphology/shift-of-filter-${operator.name}` as const,
    statement: `${letter}(x, f + c) = ${letter}(x, f) ${sign > 0 ? '+' : '-'} c`,
    because: `A constant on every tap keeps the order; a dilation adds the filter and an erosion subtracts it.`,
    sources: [soille],
    requires: [op],
    regimes,
    cases: (d) => ({ ...drawMorphology(d, { terms: 4 }), c: d.int('c', -5, 5) }),
    claim: (t, { x, filter, c, attributes }) =>
      equal(call(t, x, t.shift(filter, c), attributes), t.shift(call(t, x, filter, attributes), sign * c)),
  });
}

function monotone<Name extends string>(operator: Operator<Name>) {
  const { letter, op, call } = operator;
  return defineLaw({
    id: `morphology/monotone-${operator.name}` as const,
    statement: `${letter}(x, f) <= ${letter}(y, f) where x <= y`,
    because: 'Raising cells lowers neither a maximum nor a minimum. x <= max(x, z) for any z.',
    sources: [soille],
    requires: [op],
    cases: (d) => {
      const c = drawMorphology(d);
      return { ...c, z: drawInputLike(d, 'z', c) };
    },
    claim: (t, { x, z, filter, attributes }) => atMost(call(t, x, filter, attributes), call(t, t.maximum(x, z), filter, attributes)),
  });
}

function monotoneInFilter<Name extends string>(operator: Operator<Name>) {
  const { letter, op, call, name } = operator;
  return defineLaw({
    id: `morphology/monotone-in-filter-${operator.name}` as const,
    statement: name === 'dilation' ? 'D(x, f) <= D(x, g) where f <= g' : 'E(x, g) <= E(x, f) where f <= g',
    because: `${letter} ${name === 'dilation' ? 'adds' : 'subtracts'} the filter: raising it ${name === 'dilation' ? 'raises' : 'lowers'} every candidate. f <= max(f, g) for any g.`,
    sources: [soille],
    requires: [op],
    cases: (d) => {
      const c = drawMorphology(d);
      return { ...c, g: drawFilterLike(d, 'g', c) };
    },
    claim: (t, { x, filter, g, attributes }) => {
      const [lesser, greater] = [call(t, x, filter, attributes), call(t, x, t.maximum(filter, g), attributes)];
      return name === 'dilation' ? atMost(lesser, greater) : atMost(greater, lesser);
    },
  });
}

function distributes<Name extends string>(operator: Operator<Name>) {
  const { letter, op, call, best, name } = operator;
  const word = name === 'dilation' ? 'max' : 'min';
  return defineLaw({
    id: `morphology/distributes-over-${word}-${name}` as const,
    statement: `${letter}(${word}(x, y), f) = ${word}(${letter}(x, f), ${letter}(y, f))`,
    because: `${letter} takes a ${word} over the window, and a ${word} of ${word}s can be taken in any order. Finite values: Infinity - Infinity is no number, on one side only.`,
    sources: [soille],
    requires: [op],
    cases: (d) => {
      const c = drawMorphology(d);
      return { ...c, y: drawInputLike(d, 'y', c) };
    },
    claim: (t, { x, y, filter, attributes }) =>
      equal(call(t, best(t, x, y), filter, attributes), best(t, call(t, x, filter, attributes), call(t, y, filter, attributes))),
  });
}

function splitsByFilter<Name extends string>(operator: Operator<Name>) {
  const { letter, op, call, best, name } = operator;
  const word = name === 'dilation' ? 'max' : 'min';
  return defineLaw({
    id: `morphology/splits-by-filter-${name}` as const,
    statement: `${letter}(x, max(f, g)) = ${word}(${letter}(x, f), ${letter}(x, g))`,
    because: `x ${name === 'dilation' ? '+' : '-'} max(f, g) = ${word}(x ${name === 'dilation' ? '+' : '-'} f, x ${name === 'dilation' ? '+' : '-'} g), tap by tap. Finite values: Infinity - Infinity is no number, on one side only.`,
    sources: [soille],
    requires: [op],
    cases: (d) => {
      const c = drawMorphology(d);
      return { ...c, g: drawFilterLike(d, 'g', c) };
    },
    claim: (t, { x, filter, g, attributes }) =>
      equal(call(t, x, t.maximum(filter, g), attributes), best(t, call(t, x, filter, attributes), call(t, x, g, attributes))),
  });
}

export const shiftDilation = shift(dilation);
export const shiftErosion = shift(erosion);
export const shiftOfFilterDilation = shiftOfFilter(dilation);
export const shiftOfFilterErosion = shiftOfFilter(erosion);
export const monotoneDilation = monotone(dilation);
export const monotoneErosion = monotone(erosion);
export const monotoneInFilterDilation = monotoneInFilter(dilation);
export const monotoneInFilterErosion = monotoneInFilter(erosion);
export const distributesOverMaxDilation = distributes(dilation);
export const distributesOverMinErosion = distributes(erosion);
export const splitsByFilterDilation = splitsByFilter(dilation);
export const splitsByFilterErosion = splitsByFilter(erosion);

export const algebra = [
  dilationByDefinition,
  duality,
  zeroFilterIsMaxPool,
  shiftDilation,
  shiftErosion,
  shiftOfFilterDilation,
  shiftOfFilterErosion,
  monotoneDilation,
  monotoneErosion,
  monotoneInFilterDilation,
  monotoneInFilterErosion,
  distributesOverMaxDilation,
  distributesOverMinErosion,
  splitsByFilterDilation,
  splitsByFilterErosion,
] as const;
