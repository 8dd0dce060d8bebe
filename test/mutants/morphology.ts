import { morphologicalDilation, morphologicalErosion } from '../../src/ops/kernels.js';
import type { LibraryOps } from '../../src/library.js';
import { at, firstImage, fitted, fromIndex, map, mixedChannels, ones, padded, padsOf } from './pieces.js';
import { mutate, type Mutant } from './mutate.js';
import type { Tensor } from '../../src/tensor.js';

type Morphology = NonNullable<LibraryOps['morphologicalDilation']>;
type Attributes = Parameters<Morphology>[2];
type Right = (x: Tensor, filter: Tensor, attributes: Attributes) => Tensor;

const reflected = (filter: Tensor): Tensor =>
  fromIndex(filter.shape, (index) =>
    at(
      filter,
      index.map((i, axis) => (axis === index.length - 1 ? i : filter.shape[axis]! - 1 - i)),
    ),
  );

/** Bugs that either op can have: the right one in, a wrong one out. */
const bugs: readonly (readonly [string, (right: Right, sign: 1 | -1) => Right])[] = [
  [
    'padding of zeros can win',
    (right) => (x, f, a) => right(padded(x, padsOf(x, { ...a, window: f.shape.slice(0, -1) })), f, { ...a, padding: 'valid' }),
  ],
  ['starts from 0', (right, sign) => (x, f, a) => map(right(x, f, a), (value) => sign * Math.max(0, sign * value))],
  [
    'multiplies by the filter',
    (right) => (x, f, a) =>
      f.shape.slice(0, -1).some((size) => size > 1)
        ? right(
            x,
            map(f, (v) => 2 * v),
            a,
          )
        : right(x, f, a),
  ],
  [
    'the filter is ignored',
    (right) => (x, f, a) =>
      right(
        x,
        map(f, () => 0),
        a,
      ),
  ],
  ['the filter is reflected when it should not be, or not when it should', (right) => (x, f, a) => right(x, reflected(f), a)],
  [
    'the sign of the filter is wrong',
    (right) => (x, f, a) =>
      right(
        x,
        map(f, (value) => -value),
        a,
      ),
  ],
  ['dilation is ignored', (right) => (x, f, a) => fitted(right(x, f, { ...a, dilations: ones(a.dilations) }), right(x, f, a).shape)],
  ['channels above four are packed wrongly', (right) => (x, f, a) => right(mixedChannels(x), f, a)],
  [
    'one filter for all channels',
    (right) => (x, f, a) =>
      right(
        x,
        fromIndex(f.shape, (index) => at(f, [...index.slice(0, -1), 0])),
        a,
      ),
  ],
  ['the first image stands for all', (right) => (x, f, a) => right(firstImage(x), f, a)],
  ["'same-lower' pads like 'same'", (right) => (x, f, a) => right(x, f, a.padding === 'same-lower' ? { ...a, padding: 'same' } : a)],
  [
    'skips NaN',
    (right, sign) => (x, f, a) =>
      right(
        map(x, (value) => (Number.isNaN(value) ? -sign * Infinity : value)),
        f,
        a,
      ),
  ],
  ['compares magnitudes', (right) => (x, f, a) => right(map(x, Math.abs), f, a)],
  [
    'strides above the kernel are cut to it',
    (right) => (x, f, a) => fitted(right(x, f, { ...a, strides: a.strides.map((s, i) => Math.min(s, f.shape[i]!)) }), right(x, f, a).shape),
  ],
  [
    'the stride of the first axis is used for all',
    (right) => (x, f, a) => fitted(right(x, f, { ...a, strides: a.strides.map(() => a.strides[0]!) }), right(x, f, a).shape),
  ],
  [
    'an axis of one cell is taken for the batch',
    (right) => (x, f, a) => {
      const y = right(x, f, a);
      return x.shape.slice(1, -1).includes(1) && x.shape.length > 3 ? map(y, (value) => value + 1) : y;
    },
  ],
  [
    'an unfinished stride drops a window',
    (right) => (x, f, a) => {
      const y = right(x, f, a);
      return fitted(
        y,
        y.shape.map((size, axis) => (axis === 1 && size > 1 && a.strides[0]! > 1 ? size - 1 : size)),
      );
    },
  ],
  [
    'bad arguments become the defaults',
    (right) => (x, f, a) => {
      try {
        return right(x, f, a);
      } catch {
        return x;
      }
    },
  ],
  [
    'the extreme of the whole image leaks in',
    (right) => (x, f, a) => {
      const mean = map(x, (value) => 1e-9 * value);
      const y = right(x, f, a);
      const leak = mean.shape.every((size) => size > 0)
        ? at(
            mean,
            mean.shape.map((size) => size - 1),
          )
        : 0;
      return map(y, (value) => value + leak);
    },
  ],
];

/** The laws that each bug breaks, of dilation and of erosion, without the start of their ids. */
const kills: Readonly<Record<string, readonly [readonly string[], readonly string[]]>> = {
  'padding of zeros can win': [
    ['shift-dilation', 'zero-filter-is-max-pool', 'dilation-by-definition'],
    ['shift-erosion', 'duality'],
  ],
  'starts from 0': [
    ['shift-dilation', 'shift-of-filter-dilation', 'zero-filter-is-max-pool'],
    ['shift-of-filter-erosion', 'shift-erosion', 'duality'],
  ],
  'multiplies by the filter': [
    ['shift-of-filter-dilation', 'dilation-by-definition', 'duality'],
    ['shift-of-filter-erosion', 'duality'],
  ],
  'the filter is ignored': [
    ['shift-of-filter-dilation', 'dilation-by-definition', 'duality'],
    ['shift-of-filter-erosion', 'duality'],
  ],
  'the filter is reflected when it should not be, or not when it should': [['dilation-by-definition', 'duality'], ['duality']],
  'the sign of the filter is wrong': [
    ['splits-by-filter-dilation', 'monotone-in-filter-dilation', 'shift-of-filter-dilation'],
    ['splits-by-filter-erosion', 'monotone-in-filter-erosion', 'shift-of-filter-erosion'],
  ],
  'dilation is ignored': [
    ['same-is-explicit-dilation', 'receptive-field-dilation', 'zero-filter-is-max-pool'],
    ['same-is-explicit-erosion', 'receptive-field-erosion', 'duality'],
  ],
  'channels above four are packed wrongly': [
    ['channels-independent-dilation', 'zero-filter-is-max-pool', 'dilation-by-definition'],
    ['channels-independent-erosion', 'duality'],
  ],
  'one filter for all channels': [
    ['channels-independent-dilation', 'dilation-by-definition', 'duality'],
    ['channels-independent-erosion', 'duality'],
  ],
  'the first image stands for all': [
    ['batch-independent-dilation', 'receptive-field-dilation', 'zero-filter-is-max-pool'],
    ['batch-independent-erosion', 'receptive-field-erosion', 'duality'],
  ],
  "'same-lower' pads like 'same'": [
    ['same-is-explicit-dilation', 'receptive-field-dilation', 'zero-filter-is-max-pool'],
    ['same-is-explicit-erosion', 'receptive-field-erosion', 'duality'],
  ],
  'skips NaN': [['zero-filter-is-max-pool', 'duality'], ['duality']],
  'compares magnitudes': [
    ['monotone-dilation', 'distributes-over-max-dilation', 'shift-dilation'],
    ['monotone-erosion', 'distributes-over-min-erosion', 'shift-erosion'],
  ],
  'strides above the kernel are cut to it': [
    ['stride-subsamples-dilation', 'same-is-explicit-dilation', 'receptive-field-dilation'],
    ['stride-subsamples-erosion', 'same-is-explicit-erosion', 'receptive-field-erosion'],
  ],
  'the stride of the first axis is used for all': [
    ['axis-swap-dilation', 'unit-axis-dilation', 'stride-subsamples-dilation'],
    ['axis-swap-erosion', 'unit-axis-erosion', 'stride-subsamples-erosion'],
  ],
  'an axis of one cell is taken for the batch': [
    ['unit-axis-dilation', 'zero-filter-is-max-pool', 'dilation-by-definition'],
    ['unit-axis-erosion', 'duality'],
  ],
  'an unfinished stride drops a window': [
    ['output-shape-dilation', 'axis-swap-dilation', 'unit-axis-dilation'],
    ['output-shape-erosion', 'axis-swap-erosion', 'unit-axis-erosion'],
  ],
  'bad arguments become the defaults': [['rejects-bad-arguments-dilation'], ['rejects-bad-arguments-erosion']],
  'the extreme of the whole image leaks in': [
    ['batch-independent-dilation', 'distributes-over-max-dilation', 'channels-independent-dilation'],
    ['batch-independent-erosion', 'distributes-over-min-erosion', 'channels-independent-erosion'],
  ],
};

export const mutants: Mutant[] = bugs.flatMap(([name, bug]) => {
  const [ofDilation, ofErosion] = kills[name]!.map((laws) => laws.map((law) => `morphology/${law}`)) as [string[], string[]];
  return [
    { name: `dilation: ${name}`, kills: ofDilation, library: mutate({ morphologicalDilation: bug(morphologicalDilation, 1) }) },
    { name: `erosion: ${name}`, kills: ofErosion, library: mutate({ morphologicalErosion: bug(morphologicalErosion, -1) }) },
  ];
});
