import { conv, extractPatches, matmul } from '../../src/ops/kernels.js';
import { mutate, type Mutant } from './mutate.js';
import { at, fromIndex } from './pieces.js';
import { algebraBugs, geometryBugs, type Bug } from './wrong-convolutions.js';

const wrong = (name: string, bug: Bug, kills: readonly string[]): Mutant => ({
  name: `conv: ${name}`,
  kills: kills.map((law) => `conv-algebra/${law}`),
  library: mutate({ conv: bug(conv) }),
});

const bugs = { ...algebraBugs, ...geometryBugs };

/** Laws of the family that each bug breaks. */
const kills = {
  'a negative result becomes zero': ['additive-in-x', 'additive-in-w', 'homogeneous-in-x', 'homogeneous-in-w', 'negation'],
  'a bias of 1 is added': ['zero', 'negation', 'additive-in-x', 'full-conv-preserves-sum'],
  'a negative result is doubled': ['bounded', 'negation', 'in-channels-sum'],
  'results are clipped to 100': ['additive-in-x', 'additive-in-w', 'homogeneous-in-x', 'homogeneous-in-w'],
  'sums are rounded to float32': ['pointwise-is-matmul', 'is-patches-times-matrix', 'delta-filter-is-identity'],
  'the filter is rounded to integers': ['additive-in-w', 'impulse-response-is-flipped-filter', 'constant-input'],
  'the filter is divided by its largest entry': ['homogeneous-in-w', 'additive-in-w', 'out-channels-concatenate'],
  'output channels come out in reverse': ['out-channels-concatenate', 'delta-filter-is-identity'],
  'an odd output channel at the end gets the filter of the first': ['out-channel-permutation', 'out-channels-concatenate'],
  'the last input channel is left out where there are several': ['in-channels-sum', 'in-channel-permutation', 'constant-input'],
  'the last tap is left out where the kernel has several axes': ['rank-one-filter-splits', 'filter-splits-by-tap', 'flip'],
  'a kernel of 1 reads the cell before the next window': ['pointwise-is-matmul', 'delta-filter-is-shift'],
  'the filter is reversed': [
    'impulse-response-is-flipped-filter',
    'delta-filter-is-shift',
    'is-patches-times-matrix',
    'filter-splits-by-tap',
  ],
  'the last tap of even kernels is left out': ['composes', 'full-conv-preserves-sum', 'full-conv-commutes', 'constant-input', 'flip'],
  'the last tap is left out from the third window on': ['translation', 'flip', 'full-conv-preserves-sum', 'composes'],
  'the last row is lost at a stride above the kernel': ['delta-filter-is-shift', 'flip', 'constant-input'],
  'the first image is used for all': ['batch-independent', 'batch-permutation'],
  'on three axes the dilation of the last is ignored': ['rank-one-filter-splits', 'delta-filter-is-shift', 'composes'],
  'dilation is ignored for even kernels': ['composes', 'impulse-response-is-flipped-filter'],
  'every cell is read, most of them times zero': ['batch-independent', 'pointwise-is-matmul'],
} satisfies Readonly<Partial<Record<keyof typeof bugs, readonly string[]>>>;

export const mutants: Mutant[] = [
  ...Object.entries(kills).map(([name, killed]) => wrong(name, bugs[name as keyof typeof kills], killed)),
  {
    name: 'patches put channels before taps',
    kills: ['conv-algebra/is-patches-times-matrix'],
    library: mutate({
      extractPatches: (x, a) => {
        const y = extractPatches(x, a);
        const channels = x.shape.at(-1)!;
        const taps = y.shape.at(-1)! / channels;
        const from = (i: number): number => (i % taps) * channels + Math.floor(i / taps);
        return fromIndex(y.shape, (index) => at(y, [...index.slice(0, -1), from(index.at(-1)!)]));
      },
    }),
  },
  {
    name: 'matmul leaves out the last of several products',
    kills: ['conv-algebra/pointwise-is-matmul'],
    library: mutate({
      matmul: (a, b) =>
        matmul(
          fromIndex(a.shape, (index) => (index.at(-1)! > 0 && index.at(-1) === a.shape.at(-1)! - 1 ? 0 : at(a, index))),
          b,
        ),
    }),
  },
];
