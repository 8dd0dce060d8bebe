/** Lp pools are norms. */
import { taken } from '../../src/arbitraries/taken.js';
import { drawLike, drawLpPool } from '../../src/ops/pooling/pool-case.js';
import { atMost, defineLaw, equal } from '../../src/law.js';
import { regimes } from '../../src/domain.js';
import { cellsOf, windowAxes, windowsOf } from './pools.js';
import { lpPaper, onnxLpPool } from './sources.js';

export const lpOneIsSumOfMagnitudes = defineLaw({
  id: 'pooling/lp-one-is-sum-of-magnitudes',
  statement: 'L(x, p = 1) = sum of |x| "over the window"',
  because: 'The 1-norm is the sum of magnitudes; no root is left to take.',
  sources: [onnxLpPool],
  requires: ['lpPool'],
  regimes,
  cases: (d) => drawLpPool(d, { p: [1] }),
  claim: (t, c) => equal(t.lpPool(c.x, c.attributes), t.sum(t.abs(windowsOf(t, c.x, c, 0)), windowAxes(c))),
});

export const lpBoundsMax = defineLaw({
  id: 'pooling/lp-bounds-max',
  statement: 'max |x| <= L(x) <= cells^(1/p) max |x|, "over each window"',
  because:
    'The sum of |x|^p holds its largest term, and is at most as many times that as there are cells. So the norm tends to the maximum as p grows.',
  sources: [lpPaper],
  requires: ['lpPool'],
  cases: (d) => drawLpPool(d, { p: taken(d, 'lpPool').values('p', [1, 2, 3, 5, 8]) }),
  claim: (t, c) => {
    const largest = t.max(t.abs(windowsOf(t, c.x, c, 0)), windowAxes(c));
    const norm = t.lpPool(c.x, c.attributes);
    return [
      atMost(largest, norm, 'at least the largest magnitude'),
      atMost(norm, t.multiply(largest, t.power(cellsOf(c), 1 / c.attributes.p)), 'at most its share of it'),
    ];
  },
});

export const lpHomogeneous = defineLaw({
  id: 'pooling/lp-homogeneous',
  statement: 'L(c x) = |c| L(x)',
  because: 'A factor comes out of the sum as |c|^p, and out of the root as |c|.',
  sources: [lpPaper],
  requires: ['lpPool'],
  cases: (d) => ({ ...drawLpPool(d, { terms: 125 }), c: d.int('c', -4, 4) }),
  claim: (t, { x, c, attributes }) => equal(t.lpPool(t.scale(x, c), attributes), t.scale(t.lpPool(x, attributes), Math.abs(c))),
});

export const lpTriangle = defineLaw({
  id: 'pooling/lp-triangle',
  statement: 'L(x + y) <= L(x) + L(y)',
  because: "Minkowski's inequality, which needs p >= 1.",
  sources: [lpPaper],
  requires: ['lpPool'],
  cases: (d) => {
    const c = drawLpPool(d, { terms: 8 });
    return { ...c, y: drawLike(d, 'y', c, { terms: 8 }, Math.ceil(c.attributes.p)) };
  },
  claim: (t, { x, y, attributes }) => atMost(t.lpPool(t.add(x, y), attributes), t.add(t.lpPool(x, attributes), t.lpPool(y, attributes))),
});

export const lpIgnoresSigns = defineLaw({
  id: 'pooling/lp-ignores-signs',
  statement: 'L(-x) = L(x) = L(|x|)',
  because: 'A norm is made of magnitudes. An odd power of a negative number, taken without its magnitude, would cancel.',
  sources: [onnxLpPool],
  requires: ['lpPool'],
  regimes,
  cases: drawLpPool,
  claim: (t, { x, attributes }) => [
    equal(t.lpPool(t.negate(x), attributes), t.lpPool(x, attributes), 'negated'),
    equal(t.lpPool(t.abs(x), attributes), t.lpPool(x, attributes), 'magnitudes'),
  ],
});

export const lpFallsWithP = defineLaw({
  id: 'pooling/lp-falls-with-p',
  statement: 'L(x, q) <= L(x, p) where p <= q',
  because: 'On vectors of length 1 in the p-norm every |x| is at most 1, and higher powers of it are smaller.',
  sources: [lpPaper],
  requires: ['lpPool'],
  cases: (d) => {
    const exponents = taken(d, 'lpPool').values('p', [1, 1.5, 2, 3, 4]);
    const least = d.int('lesser', 0, Math.max(0, exponents.length - 2));
    // The greater exponent decides what stays exact, so the case is drawn with it.
    const c = drawLpPool(d, { p: exponents.slice(Math.min(least + 1, exponents.length - 1)) });
    return { ...c, lesser: exponents[least]! };
  },
  claim: (t, { x, lesser, attributes }) => atMost(t.lpPool(x, attributes), t.lpPool(x, { ...attributes, p: lesser })),
});

export const norms = [lpOneIsSumOfMagnitudes, lpBoundsMax, lpHomogeneous, lpTriangle, lpIgnoresSigns, lpFallsWithP] as const;
