/** What happens along the batch and the channels. */
import { drawConv, within, type ConvCase } from '../../src/ops/convolution/conv-case.js';
import { drawPermutation } from '../../src/arbitraries/permutation.js';
import { regimes } from '../../src/domain.js';
import { defineLaw, equal } from '../../src/law.js';
import { onnxConv, signalProcessing, stablehloConvolution } from '../conv-geometry/sources.js';
import { total } from '../conv-geometry/subject.js';

/** An order of the channels of each group, repeated in every group, as an order of all. */
function inEveryGroup(order: readonly number[], groups: number): number[] {
  return Array.from({ length: groups }, (_, group) => order.map((channel) => group * order.length + channel)).flat();
}

/** One channel of every group. */
function oneOfEveryGroup(channel: number, size: number, groups: number): number[] {
  return Array.from({ length: groups }, (_, group) => group * size + channel);
}

const range = (length: number): number[] => Array.from({ length }, (_, i) => i);

export const inChannelsSum = defineLaw({
  id: 'conv-algebra/in-channels-sum',
  statement: 'C(x, w) = sum over input channels c of C(x[..., c], w[..., c, :])',
  because: "The sum of a result runs over its group's channels, and the terms of one channel make a convolution of it alone.",
  sources: [onnxConv, stablehloConvolution],
  requires: ['conv'],
  cases: drawConv,
  claim: (t, c) => {
    const terms = range(c.channels).map((channel) =>
      t.conv(t.gather(c.x, -1, oneOfEveryGroup(channel, c.channels, c.groups)), t.gather(c.filter, -2, [channel]), c.attributes),
    );
    return equal(t.conv(c.x, c.filter, c.attributes), total(t, terms));
  },
});

export const outChannelsConcatenate = defineLaw({
  id: 'conv-algebra/out-channels-concatenate',
  statement: 'C(x, w)[..., o] = C(x, w[..., o]) "for each output channel o of a group"',
  because: 'Each output channel has a filter of its own, and no other enters its sum.',
  sources: [onnxConv, stablehloConvolution],
  requires: ['conv'],
  regimes,
  cases: drawConv,
  claim: (t, c) => {
    const whole = t.conv(c.x, c.filter, c.attributes);
    return range(c.channelsOut).map((channel) => {
      const own = oneOfEveryGroup(channel, c.channelsOut, c.groups);
      return equal(t.gather(whole, -1, own), t.conv(c.x, t.gather(c.filter, -1, own), c.attributes), `output channel ${channel}`);
    });
  },
});

export const batchIndependent = defineLaw({
  id: 'conv-algebra/batch-independent',
  statement: 'C(concat(x, y), w) = concat(C(x, w), C(y, w)), "along the batch"',
  because: 'The sum of a result runs over one element of the batch.',
  sources: [stablehloConvolution],
  requires: ['conv'],
  regimes,
  cases: (d) => {
    const c = drawConv(d);
    const more = within(d, 'otherBatch', d.domain.batch);
    return { ...c, y: d.tensor('y', [more, c.sizes, c.channels * c.groups], c.content) };
  },
  claim: (t, c) =>
    equal(
      t.conv(t.concat([c.x, c.y], 0), c.filter, c.attributes),
      t.concat([t.conv(c.x, c.filter, c.attributes), t.conv(c.y, c.filter, c.attributes)], 0),
    ),
});

export const batchPermutation = defineLaw({
  id: 'conv-algebra/batch-permutation',
  statement: 'C(x[order], w) = C(x, w)[order], "along the batch"',
  because: 'No element of the batch is special, the first and the last included.',
  sources: [stablehloConvolution],
  requires: ['conv'],
  regimes,
  cases: (d) => {
    const c = drawConv(d);
    return { ...c, order: drawPermutation(d, 'order', c.batch) };
  },
  claim: (t, c) =>
    equal(t.conv(t.gather(c.x, 0, c.order), c.filter, c.attributes), t.gather(t.conv(c.x, c.filter, c.attributes), 0, c.order)),
});

export const inChannelPermutation = defineLaw({
  id: 'conv-algebra/in-channel-permutation',
  statement: 'C(x[..., order], w[..., order, :]) = C(x, w), "within each group"',
  because: 'The sum over channels is in no order. Within groups, as a group reads its own channels.',
  sources: [signalProcessing, stablehloConvolution],
  requires: ['conv'],
  regimes,
  cases: (d) => {
    const c = drawConv(d);
    return { ...c, order: drawPermutation(d, 'order', c.channels) };
  },
  claim: (t, c) =>
    equal(
      t.conv(t.gather(c.x, -1, inEveryGroup(c.order, c.groups)), t.gather(c.filter, -2, c.order), c.attributes),
      t.conv(c.x, c.filter, c.attributes),
    ),
});

export const outChannelPermutation = defineLaw({
  id: 'conv-algebra/out-channel-permutation',
  statement: 'C(x, w[..., order]) = C(x, w)[..., order], "within each group"',
  because: 'Each output channel has a filter of its own. Within groups, as a filter reads the channels of its group.',
  sources: [stablehloConvolution],
  requires: ['conv'],
  regimes,
  cases: (d) => {
    const c: ConvCase = drawConv(d);
    return { ...c, order: inEveryGroup(drawPermutation(d, 'order', c.channelsOut), c.groups) };
  },
  claim: (t, c) =>
    equal(t.conv(c.x, t.gather(c.filter, -1, c.order), c.attributes), t.gather(t.conv(c.x, c.filter, c.attributes), -1, c.order)),
});
