/** What pads that are larger by whole strides do. */
import { taken } from '../../src/arbitraries/taken.js';
import type { Draw } from '../../src/draw/draw.js';
import { regimes } from '../../src/domain.js';
import { effectiveKernel } from '../../src/geometry.js';
import { defineLaw, equal } from '../../src/law.js';
import { average, lp, maximum, type Pool } from './pools.js';
import { torchMaxPool } from './sources.js';

/** How many windows more, some along one axis at least: up to as many as it takes that the first of them has no cell of x. */
function drawMorePads<Name extends string>(d: Draw, pool: Pool<Name>) {
  const { unequalPads: listed, unevenPads, wholePads } = taken(d, pool.op);
  const even = listed && !unevenPads;
  const c = pool.draw(d, { ...(even && { padding: ['valid', 'explicit'], ceilMode: [false] }), ...(!listed && { padding: [] }) });
  const along = d.int('along', 0, c.n - 1);
  const more = c.pads.map(([before], i) => {
    const window = effectiveKernel(c.kernel[i]!, c.dilations[i]!);
    const most = !wholePads ? Math.floor((window - 1 - before) / c.strides[i]!) : Math.ceil(window / c.strides[i]!);
    return d.int('more', i === along ? Math.min(1, most) : 0, most, { axis: i });
  });
  const pads = c.pads.map(([before, after], i) => {
    const cells = more[i]! * c.strides[i]!;
    return [before + cells, even ? after + cells : after] as const;
  });
  return { ...c, more, wider: { ...c.attributes, padding: pads } };
}

function morePadsShiftWindows<Name extends string>(pool: Pool<Name>) {
  const { letter, op } = pool;
  return defineLaw({
    id: `pooling/more-pads-shift-windows-${pool.name}` as const,
    statement: `${letter}(x, pads b + m s before)[m:] = ${letter}(x, pads b before)`,
    because:
      'Window o + m starts at (o + m) s - (b + m s) = o s - b, where window o started. The m windows in front of them, which may have no cell of x, are of no matter to the others. In ceil mode too: the line in + before, at which windows are dropped, moves as they do. A library of equal pads gets as many after, and what windows these add is left out.',
    sources: [torchMaxPool],
    requires: [op],
    regimes,
    cases: (d) => drawMorePads(d, pool),
    claim: (t, { x, attributes, wider, more, out }) => {
      const end = out.map((windows, i) => more[i]! + windows);
      return equal(t.slice(t[op](x, wider), [0, ...more], [undefined, ...end]), t[op](x, attributes));
    },
  });
}

export const morePadsShiftWindowsMax = morePadsShiftWindows(maximum);
export const morePadsShiftWindowsAverage = morePadsShiftWindows(average);
export const morePadsShiftWindowsLp = morePadsShiftWindows(lp);

export const morePads = [morePadsShiftWindowsMax, morePadsShiftWindowsAverage, morePadsShiftWindowsLp] as const;
