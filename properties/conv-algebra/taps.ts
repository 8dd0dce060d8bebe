/** A filter is the sum of its taps, and each tap is a shift. */
import { drawConv } from '../../src/ops/convolution/conv-case.js';
import { drawFullWindows } from '../../src/arbitraries/full-case.js';
import { drawDelta } from '../../src/arbitraries/delta-case.js';
import { defineLaw, equal } from '../../src/law.js';
import type { Pair } from '../../src/ops/index.js';
import { indices, zeros } from '../../src/tensor.js';
import { planted } from '../../src/arbitraries/planted.js';
import { imageToColumns, signalProcessing } from '../conv-geometry/sources.js';
import { around, groupOf, kernelAxes, lifted, needsPadding, ones, total } from '../conv-geometry/subject.js';

export const deltaFilterIsIdentity = defineLaw({
  id: 'conv-algebra/delta-filter-is-identity',
  statement: 'C(x, delta "at the centre tap", same) = x, "odd kernels", stride 1',
  because:
    'An odd kernel has a centre, and same puts it on the cell of the result. The filter also keeps channels apart: 1 from each to itself. x is finite, since a zero tap on infinity is NaN.',
  sources: [signalProcessing],
  requires: ['conv'],
  cases: (d) => drawDelta(d, { padding: ['same', 'same-lower'], oddKernel: true, strides: { max: 1 } }, (kernel) => (kernel - 1) / 2),
  claim: (t, c) => equal(t.conv(c.x, c.filter, c.attributes), c.x),
});

export const deltaFilterIsShift = defineLaw({
  id: 'conv-algebra/delta-filter-is-shift',
  statement: 'C(x, delta "at tap j") = P(x)[j d ::s], "as many cells as windows"',
  because:
    'Window o puts tap j on cell o s + j d of the padded input, and the other taps are zero. x is finite, since a zero tap on infinity is NaN.',
  sources: [signalProcessing],
  requires: ['conv'],
  cases: drawDelta,
  claim: (t, c) => {
    const begin = c.tap.map((j, i) => j * c.dilations[i]!);
    const end = begin.map((first, i) => first + (c.out[i]! - 1) * c.strides[i]! + 1);
    return equal(
      t.conv(c.x, c.filter, c.attributes),
      t.slice(t.border(c.x, around(c.pads)), lifted(0, begin, 0), lifted(undefined, end, undefined), lifted(1, c.strides, 1)),
    );
  },
});

export const impulseResponseIsFlippedFilter = defineLaw({
  id: 'conv-algebra/impulse-response-is-flipped-filter',
  statement: 'C("impulse at p in one channel", w, full) = w "of that channel, reversed and dilated, at p"; stride 1',
  because:
    "Window o meets the impulse with tap (p - o) / d: the last tap first. Full, so that every tap meets it: x has (k-1)d zeros more on each side, as cells. A stride would skip some of the taps. Only the results of the channel's own group see it.",
  sources: [signalProcessing],
  requires: ['conv'],
  cases: (d) => {
    const c = drawConv(d, {}, drawFullWindows(d));
    const cell = c.sizes.map((size, axis) => d.int('cell', 0, size - 1, { axis }));
    const group = d.int('group', 0, c.groups - 1);
    const channel = d.int('channel', 0, c.channels - 1);
    const at = lifted(0, cell, group * c.channels + channel);
    const offImpulse = (index: readonly number[]): boolean => !index.every((i, axis) => i === at[axis]);
    return { ...c, cell, group, channel, x: planted(zeros(c.x.shape), offImpulse, () => 1) };
  },
  claim: (t, c) => {
    const [from, to] = groupOf(c, c.group, 'result');
    const none = c.kernel.map(() => 0);
    const taps = t.slice(c.filter, [...none, c.channel, from], [...c.kernel, c.channel + 1, to]);
    // [...kernel, 1, out] to [1, ...kernel, out]
    const picture = t.upsample(t.transpose(t.reverse(taps, kernelAxes(c.n)), [c.n, ...kernelAxes(c.n), c.n + 1]), c.dilations, 1);
    const places = c.cell.map((p, i): Pair => [p, c.sizes[i]! - 1 - p]);
    return equal(
      t.conv(t.border(c.x, around(c.pads)), c.filter, c.attributes),
      t.border(picture, [[0, c.batch - 1], ...places, [from, c.channelsOut * c.groups - to]]),
    );
  },
});

export const filterSplitsByTap = defineLaw({
  id: 'conv-algebra/filter-splits-by-tap',
  statement: 'C(x, w) = sum over taps j of C(P(x)[j d ::s], w[j]), "kernels of 1"',
  because:
    'Each result is a sum over taps; the terms of one tap make a convolution with that tap alone. x and w are finite, since a tap on padding put in by hand would be zero times infinity.',
  sources: [imageToColumns, signalProcessing],
  requires: ['conv'],
  cases: (d) => {
    needsPadding(d, 'conv', 'valid');
    return drawConv(d);
  },
  claim: (t, c) => {
    const padded = t.border(c.x, around(c.pads));
    const plain = { ...c.attributes, strides: ones(c.n), dilations: ones(c.n), padding: 'valid' as const };
    const terms = Array.from(indices(c.kernel), (tap) => {
      const begin = tap.map((j, i) => j * c.dilations[i]!);
      const end = begin.map((first, i) => first + (c.out[i]! - 1) * c.strides[i]! + 1);
      const cells = t.slice(padded, lifted(0, begin, 0), lifted(undefined, end, undefined), lifted(1, c.strides, 1));
      return t.conv(
        cells,
        t.slice(
          c.filter,
          [...tap],
          tap.map((j) => j + 1),
        ),
        plain,
      );
    });
    return equal(t.conv(c.x, c.filter, c.attributes), total(t, terms));
  },
});
