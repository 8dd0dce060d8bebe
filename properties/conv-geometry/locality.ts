/** A result depends on the cells under its window, on all of them, and on nothing else. */
import { drawLikeInput } from '../../src/ops/convolution/conv-case.js';
import { planted } from '../../src/arbitraries/planted.js';
import { rewindow, withEntry } from '../../src/draw/windows/rewindow.js';
import { drawWindows } from '../../src/draw/windows/windows.js';
import { regimes } from '../../src/domain.js';
import { defineLaw, equal } from '../../src/law.js';
import { toArray, zeros } from '../../src/tensor.js';
import { fusedLayers, receptiveFields, stablehloConvolution } from './sources.js';
import { groupOf, lifted, spans, type Subject } from './subject.js';

export function tilesWithHalo<Prefix extends string>(s: Subject<Prefix>) {
  return defineLaw({
    id: `${s.prefix}tiles-with-halo` as const,
    statement: `${s.letter}(x)[0 : m] = ${s.letter}(x[0 : (m-1)s + (k-1)d + 1]), ${s.letter}(x)[m :] = ${s.letter}(x[m s :]), "along an axis", valid`,
    because:
      'The first m windows end with the cell (m-1)s + (k-1)d, and window m starts with the cell m s: the tiles overlap in a halo. At least two windows, so that there are two tiles; valid, as pads belong to the ends of the whole.',
    sources: [fusedLayers, receptiveFields],
    requires: [s.op],
    regimes,
    cases: (d) => {
      const windows = drawWindows(d, { padding: ['valid'] });
      const axis = d.int('tiledAxis', 0, windows.n - 1);
      const more = d.int('moreWindows', 1, 3) * windows.strides[axis]!;
      const longer = rewindow(windows, { sizes: withEntry(windows.sizes, axis, windows.sizes[axis]! + more) });
      return { ...s.draw(d, {}, longer), axis, cut: d.int('cut', 1, longer.out[axis]! - 1) };
    },
    claim: (t, c) => {
      const along = (cell: number): number[] =>
        lifted(
          0,
          withEntry(
            c.sizes.map(() => 0),
            c.axis,
            cell,
          ),
          0,
        );
      const end = c.x.shape.slice(0, c.axis + 1);
      const head = t.slice(c.x, [], [...end, (c.cut - 1) * c.strides[c.axis]! + spans(c)[c.axis]!]);
      const tail = t.slice(c.x, along(c.cut * c.strides[c.axis]!));
      return equal(
        t.concat([t[s.op](head, c.filter, c.attributes), t[s.op](tail, c.filter, c.attributes)], c.axis + 1),
        t[s.op](c.x, c.filter, c.attributes),
      );
    },
  });
}

export function receptiveField<Prefix extends string>(s: Subject<Prefix>) {
  return defineLaw({
    id: `${s.prefix}receptive-field` as const,
    statement: `${s.letter}(x, w)[o] "does not change when x changes (or is NaN) off the cells o s + j d - before of o's own batch element and group"`,
    because:
      'The sum runs over those cells alone. Cells between dilated taps and between strided windows, other batch elements and other groups are not in it, not even times zero. Where NaN is planted, the rest is finite, so that it shows.',
    sources: [receptiveFields],
    requires: [s.op],
    regimes,
    cases: (d) => {
      const c = s.draw(d, { finiteInput: true, finiteFilter: true });
      const at = c.out.map((size, axis) => d.int('at', 0, size - 1, { axis }));
      const element = d.int('element', 0, c.batch - 1);
      const group = d.int('group', 0, c.groups - 1);
      const others = toArray(drawLikeInput(d, 'others', c));
      const field = c.kernel.map((k, i) => {
        const first = at[i]! * c.strides[i]! - c.pads[i]![0];
        return new Set(Array.from({ length: k }, (_, j) => first + j * c.dilations[i]!));
      });
      const [from, to] = groupOf(c, group, 'x');
      const inField = (index: readonly number[]): boolean =>
        index[0] === element && field.every((cells, i) => cells.has(index[i + 1]!)) && index.at(-1)! >= from && index.at(-1)! < to;
      const changed = planted(c.x, inField, (position) => (d.regime === 'special' ? Number.NaN : others[position]!));
      return { ...c, at, element, group, changed };
    },
    claim: (t, c) => {
      const [from, to] = groupOf(c, c.group, 'result');
      const begin = lifted(c.element, c.at, from);
      const end = lifted(
        c.element + 1,
        c.at.map((o) => o + 1),
        to,
      );
      return equal(
        t.slice(t[s.op](c.changed, c.filter, c.attributes), begin, end),
        t.slice(t[s.op](c.x, c.filter, c.attributes), begin, end),
      );
    },
  });
}

export function everyCellInTheFieldCounts<Prefix extends string>(s: Subject<Prefix>) {
  return defineLaw({
    id: `${s.prefix}every-cell-in-the-field-counts` as const,
    statement: `${s.letter}(x + e "at one cell", w)[o] = ${s.letter}(x, w)[o] + e w["the tap on that cell"]`,
    because:
      'Each cell of the field enters the sum once, times its own tap: the first cell and the last, of every channel of the group. Every window has a cell, as one wholly in the padding has none to change.',
    sources: [receptiveFields, stablehloConvolution],
    requires: [s.op],
    cases: (d) => {
      const c = s.draw(d, { cells: true, summands: 2 });
      const taps: number[] = [];
      const cell: number[] = [];
      const at = c.out.map((size, i) => {
        const o = d.int('at', 0, size - 1, { axis: i });
        const cellOf = (j: number): number => o * c.strides[i]! + j * c.dilations[i]! - c.pads[i]![0];
        const inside = Array.from({ length: c.kernel[i]! }, (_, j) => j).filter((j) => cellOf(j) >= 0 && cellOf(j) < c.sizes[i]!);
        const tap = inside[d.int('tap', 0, inside.length - 1, { axis: i })]!;
        taps.push(tap);
        cell.push(cellOf(tap));
        return o;
      });
      const group = d.int('group', 0, c.groups - 1);
      const channelIn = d.int('channelIn', 0, c.channels - 1);
      const channelOut = d.int('channelOut', 0, c.channelsOut - 1);
      const element = d.int('element', 0, c.batch - 1);
      const amount = d.int('amount', 1, 3);
      const from = lifted(element, cell, group * c.channels + channelIn);
      const impulse = planted(
        zeros(c.x.shape),
        (index) => !index.every((i, axis) => i === from[axis]),
        () => amount,
      );
      const result = lifted(element, at, group * c.channelsOut + channelOut);
      // Depthwise filters keep groups and multiplier on two axes.
      const ends = s.op === 'conv' ? [channelIn, group * c.channelsOut + channelOut] : [group, channelOut];
      return { ...c, impulse, amount, result, tap: [...taps, ...ends] };
    },
    claim: (t, c) => {
      const next = (index: readonly number[]): number[] => index.map((i) => i + 1);
      const before = t.slice(t[s.op](c.x, c.filter, c.attributes), c.result, next(c.result));
      const after = t.slice(t[s.op](t.add(c.x, c.impulse), c.filter, c.attributes), c.result, next(c.result));
      return equal(after, t.add(before, t.scale(t.slice(c.filter, c.tap, next(c.tap)), c.amount)));
    },
  });
}
