/** Groups are convolutions side by side. */
import { drawConv, drawLikeInput } from '../../src/ops/convolution/conv-case.js';
import { drawDepthwise } from '../../src/ops/convolution/depthwise-case.js';
import { drawPermutation } from '../../src/arbitraries/permutation.js';
import { planted } from '../../src/arbitraries/planted.js';
import { regimes } from '../../src/domain.js';
import { defineLaw, equal } from '../../src/law.js';
import { toArray } from '../../src/tensor.js';
import { aggregatedTransformations, onnxConv, tensorflowDepthwise, torchConv, xception } from '../conv-geometry/sources.js';
import { convolution, depthwise, groupOf, type Subject } from '../conv-geometry/subject.js';

const range = (length: number): number[] => Array.from({ length }, (_, i) => i);

export const groupedIsConcat = defineLaw({
  id: 'grouped-depthwise-separable/grouped-is-concat',
  statement: 'C(x, w, groups g) = C(x_1, w_1), ..., C(x_g, w_g), "concatenated along the channels"',
  because:
    'Group i reads the i-th part of the channels with the i-th part of the filters and writes the i-th part of the results. At least two groups, as one is the whole.',
  sources: [aggregatedTransformations, onnxConv, torchConv],
  requires: ['conv'],
  regimes,
  cases: (d) => drawConv(d, { groups: { min: 2 } }),
  claim: (t, c) => {
    const parts = range(c.groups).map((group) => {
      const part = (size: number): number[] => range(size).map((i) => group * size + i);
      const filter = t.gather(c.filter, -1, part(c.channelsOut));
      return t.conv(t.gather(c.x, -1, part(c.channels)), filter, { ...c.attributes, groups: 1 });
    });
    return equal(t.conv(c.x, c.filter, c.attributes), t.concat(parts, -1));
  },
});

export const depthwiseIsGrouped = defineLaw({
  id: 'grouped-depthwise-separable/depthwise-is-grouped',
  statement: 'D(x, w) = C(x, w "as [...kernel, 1, channels * multiplier]", groups = channels)',
  because: 'A depthwise convolution is a grouped one with a group per channel; both order results by channel first, then by filter.',
  sources: [torchConv, tensorflowDepthwise],
  requires: ['depthwiseConv', 'conv'],
  regimes,
  cases: (d) => drawDepthwise(d, d.takes('conv', { groups: 2 }) ? {} : { groups: { max: 1 } }),
  claim: (t, c) =>
    equal(
      t.depthwiseConv(c.x, c.filter, c.attributes),
      t.conv(c.x, t.reshape(c.filter, [...c.kernel, 1, c.groups * c.channelsOut]), { ...c.attributes, groups: c.groups }),
    ),
});

export const depthwiseIsPerChannel = defineLaw({
  id: 'grouped-depthwise-separable/depthwise-is-per-channel',
  statement: 'D(x, w) = C(x[..., c], w[..., c, :]) "for each channel c, concatenated"',
  because: 'Each channel is convolved with its own filters, and with no other channel.',
  sources: [tensorflowDepthwise, xception],
  requires: ['depthwiseConv', 'conv'],
  regimes,
  cases: drawDepthwise,
  claim: (t, c) => {
    const parts = range(c.groups).map((channel) => t.conv(t.gather(c.x, -1, [channel]), t.gather(c.filter, -2, [channel]), c.attributes));
    return equal(t.depthwiseConv(c.x, c.filter, c.attributes), t.concat(parts, -1));
  },
});

export const multiplierInterleaves = defineLaw({
  id: 'grouped-depthwise-separable/multiplier-interleaves',
  statement: 'D(x, w)[..., c m + j] = D(x, w[..., j])[..., c], m "the multiplier"',
  because: 'The m results of a channel stand side by side, in the order of its filters. At least two, as one has no neighbour.',
  sources: [tensorflowDepthwise],
  requires: ['depthwiseConv'],
  regimes,
  cases: (d) => drawDepthwise(d, { channelsOut: { min: 2 } }),
  claim: (t, c) => {
    const whole = t.depthwiseConv(c.x, c.filter, c.attributes);
    return range(c.channelsOut).map((j) => {
      const places = range(c.groups).map((channel) => channel * c.channelsOut + j);
      return equal(t.gather(whole, -1, places), t.depthwiseConv(c.x, t.gather(c.filter, -1, [j]), c.attributes), `filter ${j}`);
    });
  },
});

export const depthwiseChannelPermutation = defineLaw({
  id: 'grouped-depthwise-separable/depthwise-channel-permutation',
  statement: 'D(x[..., order], w[..., order, :]) = D(x, w)[..., order], "the m results of a channel moving together"',
  because: 'No channel is special, the first and the last of a vector register included.',
  sources: [tensorflowDepthwise],
  requires: ['depthwiseConv'],
  regimes,
  cases: (d) => {
    const c = drawDepthwise(d);
    return { ...c, order: drawPermutation(d, 'order', c.groups) };
  },
  claim: (t, c) => {
    const blocks = c.order.flatMap((channel) => range(c.channelsOut).map((j) => channel * c.channelsOut + j));
    return equal(
      t.depthwiseConv(t.gather(c.x, -1, c.order), t.gather(c.filter, -2, c.order), c.attributes),
      t.gather(t.depthwiseConv(c.x, c.filter, c.attributes), -1, blocks),
    );
  },
});

function independent<Prefix extends string, const Name extends string>(s: Subject<Prefix>, name: Name) {
  return defineLaw({
    id: `grouped-depthwise-separable/${name}` as const,
    statement: `${s.letter}(x, w)[..., group] "does not change when another group's channels change, or are NaN"`,
    because:
      "A group's sum runs over its own channels: the others are not in it, not even times zero. At least two groups, so that there is another. Where NaN is planted, the rest is finite, so that it shows.",
    sources: [aggregatedTransformations, torchConv],
    requires: [s.op],
    regimes,
    cases: (d) => {
      const c = s.draw(d, { groups: { min: 2 }, finiteInput: true, finiteFilter: true });
      const group = d.int('group', 0, c.groups - 1);
      const others = toArray(drawLikeInput(d, 'others', c));
      const [from, to] = groupOf(c, group, 'x');
      const own = (index: readonly number[]): boolean => index.at(-1)! >= from && index.at(-1)! < to;
      return { ...c, group, changed: planted(c.x, own, (at) => (d.regime === 'special' ? Number.NaN : others[at]!)) };
    },
    claim: (t, c) => {
      const [from, to] = groupOf(c, c.group, 'result');
      const own = range(to - from).map((i) => from + i);
      return equal(t.gather(t[s.op](c.changed, c.filter, c.attributes), -1, own), t.gather(t[s.op](c.x, c.filter, c.attributes), -1, own));
    },
  });
}

export const groupsAreIndependent = independent(convolution, 'groups-are-independent');
export const depthwiseChannelsAreIndependent = independent(depthwise, 'depthwise-channels-are-independent');
