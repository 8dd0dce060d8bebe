/** Infinities as the extreme values that a maximum may have. */
import { defineLaw, equal } from '../../src/law.js';
import { drawPool } from '../../src/ops/pooling/pool-case.js';
import { filled, windowAxes, windowsOf } from '../pooling/pools.js';
import { drawMarks, ieee, needsSpecials } from './planted.js';

export const infinityWinsMaxPool = defineLaw({
  id: 'special-values/infinity-wins-max-pool',
  statement: 'M(x + m) = M(x) + (sum of m "over the window"), m "being Infinity at one cell"',
  because: 'Infinity is above every number: it wins each window that holds it. An initial value that is merely large would not let it.',
  sources: [ieee],
  requires: ['maxPool'],
  regimes: ['exact'],
  cases: (d) => {
    const c = drawPool(d);
    return { ...c, marks: drawMarks(d, 'maxPool', c.x.shape, [Infinity]) };
  },
  claim: (t, c) => {
    const seen = t.sum(windowsOf(t, c.marks, c, 0), windowAxes(c));
    return equal(t.maxPool(t.add(c.x, c.marks), c.attributes), t.add(t.maxPool(c.x, c.attributes), seen));
  },
});

export const minusInfinityIsAMaximum = defineLaw({
  id: 'special-values/minus-infinity-is-a-maximum',
  statement: 'M(-Infinity "everywhere") = -Infinity',
  because: 'The largest of equal cells is that value, however small: a kernel that begins with the least finite number gives that.',
  sources: [ieee],
  requires: ['maxPool'],
  regimes: ['exact'],
  cases: (d) => {
    const c = drawPool(d);
    const lowest = filled(c.x.shape, -Infinity);
    needsSpecials(d, 'maxPool', lowest);
    return { ...c, lowest };
  },
  claim: (t, { lowest, batch, out, channels, attributes }) =>
    equal(t.maxPool(lowest, attributes), filled([batch, ...out, channels], -Infinity)),
});
