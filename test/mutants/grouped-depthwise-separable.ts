import { conv, depthwiseConv, separableConv } from '../../src/ops/kernels.js';
import type { LibraryOps } from '../../src/library.js';
import { killsOf } from './geometry-kills.js';
import { mutate, type Mutant } from './mutate.js';
import { at, fromIndex, map } from './pieces.js';
import { algebraBugs, geometryBugs } from './wrong-convolutions.js';
import { dealtChannels, exchangedSame } from './wrong-gradients.js';

const family = 'grouped-depthwise-separable/';

const wrong = (name: string, kills: readonly string[], ops: LibraryOps): Mutant => ({
  name,
  kills: kills.map((law) => `${family}${law}`),
  library: mutate(ops),
});

const depthwiseGeometry: Mutant[] = Object.entries(geometryBugs).map(([name, bug]) => ({
  name: `depthwise: ${name}`,
  kills: killsOf(`${family}depthwise-`, name),
  library: mutate({ depthwiseConv: bug(depthwiseConv) }),
}));

export const mutants: Mutant[] = [
  ...depthwiseGeometry,
  wrong('conv: output channels are dealt to the groups one by one', ['grouped-is-concat', 'depthwise-is-grouped'], {
    conv: (x, w, a) => dealtChannels(conv(x, w, a), a.groups),
  }),
  wrong('conv: input channels are dealt to the groups one by one', ['grouped-is-concat', 'groups-are-independent'], {
    conv: (x, w, a) => conv(dealtChannels(x, a.groups), w, a),
  }),
  wrong('conv: groups are ignored: the first group is used for all', ['grouped-is-concat', 'groups-are-independent'], {
    conv: (x, w, a) => {
      const size = x.shape.at(-1)! / a.groups;
      return conv(
        fromIndex(x.shape, (index) => at(x, [...index.slice(0, -1), index.at(-1)! % size])),
        w,
        a,
      );
    },
  }),
  wrong('conv: every channel is read, those of other groups times zero', ['groups-are-independent'], {
    conv: (x, w, a) => geometryBugs['every cell is read, most of them times zero'](conv)(x, w, a),
  }),
  wrong('depthwise: every channel is read, the others times zero', ['depthwise-channels-are-independent', 'depthwise-is-per-channel'], {
    depthwiseConv: (x, w, a) => geometryBugs['every cell is read, most of them times zero'](depthwiseConv)(x, w, a),
  }),
  wrong('depthwise: results are ordered by filter first', ['multiplier-interleaves', 'depthwise-is-grouped', 'depthwise-is-per-channel'], {
    depthwiseConv: (x, w, a) => dealtChannels(depthwiseConv(x, w, a), w.shape.at(-1)!),
  }),
  wrong(
    'depthwise: the last channel of several gets the filter of the first',
    ['depthwise-channel-permutation', 'depthwise-is-per-channel', 'depthwise-is-grouped'],
    {
      depthwiseConv: (x, w, a) => {
        const channels = w.shape.at(-2)!;
        const lent = (channel: number): number => (channels > 1 && channel === channels - 1 ? 0 : channel);
        return depthwiseConv(
          x,
          fromIndex(w.shape, (index) => at(w, [...index.slice(0, -2), lent(index.at(-2)!), index.at(-1)!])),
          a,
        );
      },
    },
  ),
  wrong(
    'depthwise: results of the second filter of each channel are added to the first',
    ['multiplier-interleaves', 'depthwise-is-grouped'],
    {
      depthwiseConv: (x, w, a) => {
        const y = depthwiseConv(x, w, a);
        const multiplier = w.shape.at(-1)!;
        return fromIndex(y.shape, (index) => {
          const channel = index.at(-1)!;
          const first = multiplier > 1 && channel % multiplier === 0;
          return at(y, index) + (first ? at(y, [...index.slice(0, -1), channel + 1]) : 0);
        });
      },
    },
  ),
  wrong(
    'separable: strides go to the pointwise step too',
    [
      'separable-is-depthwise-then-pointwise',
      'separable-with-identity-pointwise',
      'separable-is-one-conv',
      'the-seed',
      'separable-output-shape',
    ],
    { separableConv: (x, w, p, a) => conv(depthwiseConv(x, w, a), p, { strides: a.strides }) },
  ),
  wrong(
    'separable: dilations are left out',
    ['separable-is-depthwise-then-pointwise', 'separable-with-identity-pointwise', 'separable-is-one-conv'],
    {
      separableConv: (x, w, p, a) => separableConv(x, w, p, { ...a, dilations: a.dilations.map(() => 1) }),
    },
  ),
  wrong('separable: same and same-lower are exchanged', ['the-seed', 'separable-is-depthwise-then-pointwise'], {
    separableConv: (x, w, p, a) => separableConv(x, w, p, { ...a, padding: exchangedSame(a.padding) }),
  }),
  wrong(
    'separable: the channels in between are ordered by filter first',
    ['separable-is-depthwise-then-pointwise', 'separable-is-one-conv', 'the-seed'],
    {
      separableConv: (x, w, p, a) => conv(dealtChannels(depthwiseConv(x, w, a), w.shape.at(-1)!), p),
    },
  ),
  wrong(
    'separable: the results in between are rounded to float32',
    ['separable-is-depthwise-then-pointwise', 'separable-with-identity-pointwise'],
    {
      separableConv: (x, w, p, a) => conv(map(depthwiseConv(x, w, a), Math.fround), p),
    },
  ),
  wrong('separable: one tap of the pointwise filter is read, and as many channels as there are', ['separable-rejects-bad-arguments'], {
    separableConv: (x, w, p, a) => {
      const between = w.shape.at(-2)! * w.shape.at(-1)!;
      const fits = p.shape.slice(0, -2).every((taps) => taps === 1) && p.shape.at(-2) === between;
      if (fits) return separableConv(x, w, p, a);
      const mixing = fromIndex([...p.shape.slice(0, -2).map(() => 1), between, p.shape.at(-1)!], (index) =>
        index.at(-2)! < p.shape.at(-2)! ? at(p, index) : 0,
      );
      return separableConv(x, w, mixing, a);
    },
  }),
  wrong('separable: steps below 1 are taken as 1, missing ones too', ['separable-rejects-bad-arguments'], {
    separableConv: (x, w, p, a) => {
      const steps = (list: readonly number[]): number[] => w.shape.slice(0, -2).map((_, axis) => Math.max(1, list[axis] ?? 1));
      return separableConv(x, w, p, { ...a, strides: steps(a.strides), dilations: steps(a.dilations) });
    },
  }),
  wrong('conv: an odd output channel at the end gets the filter of the first', ['the-seed', 'separable-is-one-conv'], {
    conv: algebraBugs['an odd output channel at the end gets the filter of the first'](conv),
  }),
];
