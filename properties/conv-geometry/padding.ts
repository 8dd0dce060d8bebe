/** What the four kinds of padding mean. */
import { taken } from '../../src/arbitraries/taken.js';
import { regimes } from '../../src/domain.js';
import { defineLaw, equal } from '../../src/law.js';
import type { Pair } from '../../src/ops/index.js';
import { onnxConv, stablehloConvolution, tensorflowPadding, torchConv } from './sources.js';
import { around, lifted, needsPadding, spans, spatialAxes, type Subject } from './subject.js';

export function sameKeepsSize<Prefix extends string>(s: Subject<Prefix>) {
  return defineLaw({
    id: `${s.prefix}same-keeps-size` as const,
    statement: `sizes(${s.letter}(x, w, same)) = ceil(in / s), "in itself at stride 1"`,
    because: 'That is what same is for: a result as large as the input, thinned out by the stride, whatever the kernel and its dilation.',
    sources: [tensorflowPadding, onnxConv],
    requires: [s.op],
    cases: (d) => s.draw(d, { padding: ['same', 'same-lower'] }),
    claim: (t, c) => {
      const windows = c.sizes.map((size, i) => Math.ceil(size / c.strides[i]!));
      return equal(t.shapeOf(t[s.op](c.x, c.filter, c.attributes)), lifted(c.batch, windows, c.channelsOut * c.groups));
    },
  });
}

export function sameIsExplicit<Prefix extends string>(s: Subject<Prefix>) {
  return defineLaw({
    id: `${s.prefix}same-is-explicit` as const,
    statement: `${s.letter}(x, w, same) = ${s.letter}(P(x), w, valid), P "of max(0, (ceil(in/s) - 1)s + (k-1)d + 1 - in) zeros, the half rounded down before"`,
    because:
      'ceil(in/s) windows need that many cells, and no cells are taken away where they need less. same-lower puts the half rounded up before. The filter is finite, since a zero put in by hand times infinity would be NaN.',
    sources: [tensorflowPadding, onnxConv],
    requires: [s.op],
    regimes,
    cases: (d) => s.draw(d, { padding: ['same', 'same-lower'], finiteFilter: true }),
    claim: (t, c) => {
      const span = spans(c);
      const pads = c.sizes.map((size, i): Pair => {
        const whole = Math.max(0, (Math.ceil(size / c.strides[i]!) - 1) * c.strides[i]! + span[i]! - size);
        const less = Math.floor(whole / 2);
        return c.padding === 'same' ? [less, whole - less] : [whole - less, less];
      });
      return equal(
        t[s.op](c.x, c.filter, c.attributes),
        t[s.op](t.border(c.x, around(pads)), c.filter, { ...c.attributes, padding: 'valid' }),
      );
    },
  });
}

export function sameLowerMirrorsSame<Prefix extends string>(s: Subject<Prefix>) {
  return defineLaw({
    id: `${s.prefix}same-lower-mirrors-same` as const,
    statement: `${s.letter}(reverse x, reverse w, same-lower) = reverse ${s.letter}(x, w, same)`,
    because:
      'Mirroring the grid exchanges before and after, and that is the whole difference of the two. Windows reach the last padded cell: at a stride above the kernel, cells may be left over after the last window only, and a mirror puts them before the first.',
    sources: [onnxConv],
    requires: [s.op],
    regimes,
    cases: (d) => {
      needsPadding(d, s.op, 'same', 'same-lower');
      return s.draw(d, { padding: ['same'], tiled: true });
    },
    claim: (t, c) => {
      const mirrored = { ...c.attributes, padding: 'same-lower' as const };
      const kernel = c.kernel.map((_, i) => i);
      return equal(
        t[s.op](t.reverse(c.x, spatialAxes(c.n)), t.reverse(c.filter, kernel), mirrored),
        t.reverse(t[s.op](c.x, c.filter, c.attributes), spatialAxes(c.n)),
      );
    },
  });
}

export function explicitIsPadThenValid<Prefix extends string>(s: Subject<Prefix>) {
  return defineLaw({
    id: `${s.prefix}explicit-is-pad-then-valid` as const,
    statement: `${s.letter}(x, w, [before, after]) = ${s.letter}(P(x), w, valid)`,
    because: 'A tap in the padding adds nothing, and neither does a tap on a zero. The filter is finite, since zero times infinity is NaN.',
    sources: [tensorflowPadding, stablehloConvolution],
    requires: [s.op],
    regimes,
    cases: (d) => {
      needsPadding(d, s.op, 'valid');
      return s.draw(d, { padding: ['explicit'], finiteFilter: true });
    },
    claim: (t, c) =>
      equal(t[s.op](c.x, c.filter, c.attributes), t[s.op](t.border(c.x, around(c.pads)), c.filter, { ...c.attributes, padding: 'valid' })),
  });
}

export function zeroPadsAreValid<Prefix extends string>(s: Subject<Prefix>) {
  return defineLaw({
    id: `${s.prefix}zero-pads-are-valid` as const,
    statement: `${s.letter}(x, w, [0, 0] "per axis") = ${s.letter}(x, w, valid)`,
    because: 'Padding by nothing is no padding, however it is spelled.',
    sources: [tensorflowPadding, torchConv],
    requires: [s.op],
    regimes,
    cases: (d) => {
      needsPadding(d, s.op, 'valid', 'explicit');
      return s.draw(d, { padding: ['valid'] });
    },
    claim: (t, c) => {
      const none = c.sizes.map((): Pair => [0, 0]);
      return equal(t[s.op](c.x, c.filter, { ...c.attributes, padding: none }), t[s.op](c.x, c.filter, c.attributes));
    },
  });
}

export function zeroBorder<Prefix extends string>(s: Subject<Prefix>) {
  return defineLaw({
    id: `${s.prefix}zero-border` as const,
    statement: `${s.letter}(x, w "with m rows of zeros before", before + m d) = ${s.letter}(x, w, before); "likewise after"`,
    because:
      'A row of zero taps adds nothing, and one more row before moves every window back by d cells, which the larger pad makes up for. x is finite, since a zero tap on infinity is NaN.',
    sources: [stablehloConvolution],
    requires: [s.op],
    cases: (d) => {
      // Rows on one side make uneven pads; rows of one axis, or of unequal dilations, make unequal ones.
      const { unevenPads, unequalPads } = taken(d, s.op);
      const c = s.draw(d, { padding: ['explicit'], ...(!unequalPads && { dilations: { max: 1 } }) });
      const drawRows = (axis: number): Pair => {
        const before = d.int('rowsBefore', 0, 2, { axis });
        return [before, unevenPads ? d.int('rowsAfter', 0, 2, { axis }) : before];
      };
      const alike = unequalPads ? undefined : drawRows(0);
      const rows = c.kernel.map((_, axis) => alike ?? drawRows(axis));
      return { ...c, rows };
    },
    claim: (t, c) => {
      const more = c.pads.map(([before, after], i): Pair => {
        const d = c.dilations[i]!;
        return [before + c.rows[i]![0] * d, after + c.rows[i]![1] * d];
      });
      return equal(t[s.op](c.x, t.border(c.filter, c.rows), { ...c.attributes, padding: more }), t[s.op](c.x, c.filter, c.attributes));
    },
  });
}
