/** Convolution commutes with translations and mirrors. */
import { taken, type Taken } from '../../src/arbitraries/taken.js';
import { drawConv } from '../../src/ops/convolution/conv-case.js';
import { regimes } from '../../src/domain.js';
import { defineLaw, equal } from '../../src/law.js';
import type { PaddingKind } from '../../src/library.js';
import type { Pair } from '../../src/ops/index.js';
import { groupEquivariance, signalProcessing } from '../conv-geometry/sources.js';
import { around, lifted } from '../conv-geometry/subject.js';

/** Kinds of padding whose mirror image along any axes the library takes. */
function mirroredPaddings({ unevenPads, unequalPads }: Taken): readonly PaddingKind[] {
  return unevenPads && unequalPads ? ['valid', 'explicit', 'same', 'same-lower'] : ['valid', 'explicit'];
}

export const flip = defineLaw({
  id: 'conv-algebra/flip',
  statement: 'C(reverse x, reverse w, "mirrored pads") = reverse C(x, w), "along any axes"',
  because:
    'A mirror keeps the distance from tap to cell. The mirrored pads are those that the padding stands for, before and after exchanged. Windows end with the last padded cell: at a stride above 1, cells may be left over after the last window only, and a mirror puts them before the first.',
  sources: [groupEquivariance, signalProcessing],
  requires: ['conv'],
  regimes,
  cases: (d) => {
    const takes = taken(d, 'conv');
    const c = drawConv(d, { padding: mirroredPaddings(takes), tiled: true });
    // Uneven pads mirrored along one axis alone would be unequal.
    const all = !takes.unequalPads;
    const mirrored = c.kernel.map((_, axis) => all || d.option('mirrored', [true, false], { axis }));
    return { ...c, mirrored };
  },
  claim: (t, c) => {
    const pads = c.pads.map(([before, after], i): Pair => (c.mirrored[i]! ? [after, before] : [before, after]));
    const kernel = c.mirrored.flatMap((yes, axis) => (yes ? [axis] : []));
    const spatial = kernel.map((axis) => axis + 1);
    const attributes = { ...c.attributes, padding: c.padding === 'valid' ? ('valid' as const) : pads };
    return equal(
      t.conv(t.reverse(c.x, spatial), t.reverse(c.filter, kernel), attributes),
      t.reverse(t.conv(c.x, c.filter, c.attributes), spatial),
    );
  },
});

export const translation = defineLaw({
  id: 'conv-algebra/translation',
  statement: 'C(x "moved by m s cells", w) = C(x, w) "moved by m, from the first result of x on; valid and explicit"',
  because:
    "The same cells meet the same taps m windows later; the cells that moved in are zeros, as padding is. A multiple of the stride, so that windows start on moved starts. Not 'same', whose pads depend on the size. The filter is finite, since a zero put in by hand times infinity would be NaN.",
  sources: [signalProcessing, groupEquivariance],
  requires: ['conv'],
  regimes,
  cases: (d) => {
    const c = drawConv(d, { padding: ['valid', 'explicit'], finiteFilter: true });
    return { ...c, moves: c.kernel.map((_, axis) => d.int('moves', 0, 2, { axis })) };
  },
  claim: (t, c) => {
    const cells = c.moves.map((m, i): Pair => [m * c.strides[i]!, 0]);
    return equal(
      t.slice(t.conv(t.border(c.x, around(cells)), c.filter, c.attributes), lifted(0, c.moves, 0)),
      t.conv(c.x, c.filter, c.attributes),
    );
  },
});
