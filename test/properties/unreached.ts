/** What laws on windows leave out, because their statement or the reason that they give does. */
import type { CallClass } from './call-classes.js';

export interface Unreached {
  /** Ids, in which `*` stands for anything, apart by spaces. */
  readonly laws: string;
  readonly classes: readonly CallClass[];
  /** The side condition of the law. */
  readonly why: string;
}

const separable = 'grouped-depthwise-separable';
const geometry = (names: string): string =>
  names
    .split(' ')
    .map((name) => `conv-geometry/${name} ${separable}/depthwise-${name}`)
    .join(' ');
const pools = (name: string): string => `pooling/${name}-*`;
const gradients = (name: string): string => `transposed-and-gradients/*${name}`;
const w = 'with-space-to-batch';
const special = 'special-values';

export const unreached: readonly Unreached[] = [
  {
    laws: 'pooling/global-is-one-window-*',
    classes: [
      'stride > 1',
      'stride > kernel',
      'unequal strides',
      'dilation > 1',
      'unequal dilations',
      'same',
      'same-lower',
      'explicit',
      'uneven pads',
    ],
    why: 'one window of the size of the input, as its statement has it: its stride leads nowhere, and there is nothing to pad',
  },
  {
    laws: 'pooling/adaptive-with-divisors-is-plain-*',
    classes: ['stride > kernel', 'dilation > 1', 'unequal dilations', 'same', 'same-lower', 'explicit', 'uneven pads'],
    why: 'windows side by side, by its statement',
  },
  {
    laws: 'prefix/average-by-cumsum',
    classes: [
      'stride > 1',
      'stride > kernel',
      'unequal strides',
      'dilation > 1',
      'unequal dilations',
      'same',
      'same-lower',
      'explicit',
      'uneven pads',
    ],
    why: 'every window of an axis, of cells side by side, by its statement',
  },
  {
    laws: 'fused/bias-is-a-channel-of-ones',
    classes: ['same', 'same-lower', 'explicit', 'uneven pads', 'groups > 1'],
    why: 'valid by its statement, for padding is no 1; the new channel joins a group of all others',
  },
  {
    laws: `${w}/equals-native-dilation*`,
    classes: ['stride > 1', 'same-lower'],
    why: 'stride 1 by its statement; with-space-to-batch has no same-lower',
  },
  {
    laws: `${w}/equals-native-dilation-max-pool ${w}/equals-native-dilation-average-pool`,
    classes: ['same', 'explicit'],
    why: 'valid by its statement: the zeros of a padded grid would win a maximum or enter a mean',
  },
  {
    laws: `${w}/chains-fuse-valid* ${w}/nested-rates-multiply`,
    classes: ['same', 'same-lower', 'explicit'],
    why: 'valid by its statement',
  },
  {
    laws: `${w}/chains-fuse-same`,
    classes: ['stride > 1', 'dilation > 1', 'same-lower', 'explicit', 'even kernel'],
    why: 'same inside, valid outside, odd kernels, by its statement; with-space-to-batch knows no stride and no dilation of the op',
  },
  { laws: `${w}/strided-op-is-not-dilation`, classes: ['same', 'same-lower', 'explicit'], why: 'valid by its statement' },
  {
    laws: 'space-to-depth/conv-of-stride-block-is-matmul',
    classes: ['dilation > 1', 'stride > kernel', 'unequal strides', 'unequal kernels', 'same', 'same-lower', 'explicit', 'groups > 1'],
    why: 'valid, and the kernel fills its block, whose edges are equal; the filter is one matrix',
  },
  { laws: geometry('same-keeps-size same-lower-mirrors-same'), classes: ['valid', 'explicit'], why: 'a law on same' },
  { laws: geometry('same-is-explicit'), classes: ['explicit'], why: 'same against a padded valid call' },
  { laws: geometry('explicit-is-pad-then-valid'), classes: ['same', 'same-lower'], why: 'explicit against valid, by its statement' },
  { laws: geometry('zero-pads-are-valid'), classes: ['same', 'same-lower', 'uneven pads'], why: 'a law on lists of zeros' },
  { laws: geometry('zero-border'), classes: ['valid', 'same', 'same-lower'], why: 'one pad more is said by a list alone' },
  {
    laws: geometry('stride-subsamples'),
    classes: ['same', 'same-lower'],
    why: 'valid and explicit by its statement: the pads of same depend on the stride',
  },
  { laws: geometry('dilation-one-is-default'), classes: ['dilation > 1'], why: 'dilation 1 by its statement' },
  { laws: geometry('stride-one-is-default'), classes: ['stride > 1'], why: 'stride 1 by its statement' },
  {
    laws: `${geometry('axis-swap')} ${pools('axis-swap')} ${gradients('axis-swap')} morphology/axis-swap-*`,
    classes: ['axes 1'],
    why: 'two axes are exchanged',
  },
  { laws: 'conv-geometry/groups-one-is-default', classes: ['groups > 1'], why: 'one group by its statement' },
  {
    laws: geometry('tiles-with-halo'),
    classes: ['same', 'same-lower', 'explicit'],
    why: 'tiles with their halo are cut from an input without padding',
  },
  {
    laws: 'conv-algebra/delta-filter-is-identity',
    classes: ['stride > 1', 'valid', 'explicit', 'even kernel'],
    why: 'same, odd kernels, stride 1, by its statement',
  },
  {
    laws: 'conv-algebra/impulse-response-is-flipped-filter conv-algebra/full-conv-preserves-sum',
    classes: ['stride > 1', 'same', 'same-lower', 'explicit'],
    why: 'a full convolution at stride 1: the zeros around x are part of x',
  },
  {
    laws: 'conv-algebra/full-conv-commutes',
    classes: ['stride > 1', 'dilation > 1', 'same', 'same-lower', 'explicit', 'batch > 1', 'channels > 1', 'groups > 1', 'view'],
    why: 'two signals of one channel, of which one becomes the filter: with the zeros around them and reversed, both are new tensors',
  },
  {
    laws: `${pools('stride-subsamples')} morphology/stride-subsamples-*`,
    classes: ['same', 'same-lower'],
    why: 'the pads of same depend on the stride',
  },
  { laws: 'conv-algebra/translation', classes: ['same', 'same-lower'], why: 'valid and explicit by its statement' },
  {
    laws: 'conv-algebra/pointwise-is-matmul',
    classes: ['explicit', 'even kernel', 'odd kernel', 'unequal kernels'],
    why: 'a kernel of 1 by its statement; pads would add cells to the slice',
  },
  {
    laws: 'conv-algebra/composes conv-algebra/constant-input',
    classes: ['same', 'same-lower', 'explicit'],
    why: 'valid by its statement: zeros around x are no product and no constant',
  },
  {
    laws: 'conv-algebra/composes conv-algebra/pointwise-is-matmul conv-algebra/is-patches-times-matrix conv-algebra/rank-one-filter-splits transposed-and-gradients/filter-gradient-is-a-conv',
    classes: ['groups > 1'],
    why: 'one group, for the reason that the law gives',
  },
  {
    laws: `conv-algebra/rank-one-filter-splits ${pools('separable-by-axis')} pooling/reduce-window-axis-by-axis`,
    classes: ['axes 1'],
    why: 'one of several axes is split from the others',
  },
  {
    laws: `${separable}/depthwise-is-per-channel ${separable}/separable-is-depthwise-then-pointwise ${separable}/separable-is-one-conv`,
    classes: ['groups > 1'],
    why: 'its convolutions are of one channel, of the channels between, or of the product filter',
  },
  {
    laws: `${separable}/the-seed`,
    classes: ['axes 1', 'axes 3', 'dilation > 1', 'unequal strides', 'same-lower', 'explicit', 'groups > 1'],
    why: 'two axes, undilated, of equal strides, same or valid, by its statement; the pointwise step is of one group',
  },
  {
    laws: 'transposed-and-gradients/stride-one-transpose-is-full-conv',
    classes: ['stride > 1', 'same', 'same-lower', 'explicit'],
    why: 'the convolution is full, at stride 1: the zeros around y are part of its input',
  },
  {
    laws: 'transposed-and-gradients/average-pool-gradient-zero-at-zero',
    classes: ['view'],
    why: 'its one tensor is of zeros',
  },
  {
    laws: pools('windows-partition'),
    classes: ['dilation > 1', 'stride > kernel'],
    why: 'windows that overlap or leave gaps are no partition',
  },
  { laws: pools('same-is-explicit'), classes: ['valid'], why: 'same against explicit, by its statement' },
  {
    laws: `${pools('dilated-is-strided-slices')} ${pools('dilated-is-space-to-batch')}`,
    classes: ['same', 'same-lower', 'explicit'],
    why: 'a slice of a padded input is none of x',
  },
  { laws: pools('dilated-is-space-to-batch'), classes: ['stride > 1'], why: 'a stride would stride inside each grid' },
  { laws: pools('global'), classes: ['dilation > 1', 'same', 'same-lower', 'uneven pads'], why: 'the window is the input' },
  {
    laws: `${pools('window-one-is-slice')} patches-and-matmul/pointwise-patches-are-slices`,
    classes: ['even kernel', 'odd kernel', 'unequal kernels'],
    why: 'a window of 1, by its statement',
  },
  { laws: pools('window-one-is-slice'), classes: ['uneven pads'], why: 'a window of 1 on a pad has no cell' },
  {
    laws: 'pooling/average-is-depthwise-conv pooling/reduce-window-sum-is-depthwise-conv',
    classes: ['multiplier > 1'],
    why: 'one result a channel',
  },
  {
    laws: `pooling/padding-never-wins pooling/average-of-constant pooling/every-cell-can-win-max ${special}/minus-infinity-is-a-maximum ${special}/signed-zero-is-zero-max-pool ${special}/signed-zero-is-zero-average-pool ${special}/signed-zero-is-zero-extract-patches`,
    classes: ['view'],
    why: 'its input is computed, and so is a new tensor',
  },
  {
    laws: pools('idempotent'),
    classes: ['dilation > 1', 'stride > kernel', 'same', 'same-lower', 'explicit'],
    why: 'each window is filled with its own result: they are whole, and side by side',
  },
  {
    laws: `${pools('window-without-a-cell')} ${gradients('-of-no-cell')}`,
    classes: ['valid', 'same', 'same-lower'],
    why: 'only lists of pads make such windows',
  },
  { laws: 'morphology/same-is-explicit-*', classes: ['valid'], why: 'same against explicit, by its statement' },
  { laws: 'degenerate/no-batch-*', classes: ['batch > 1'], why: 'a batch of 0, by its statement' },
  { laws: 'degenerate/no-channels-*', classes: ['channels > 1', 'multiplier > 1'], why: 'no channels, by its statement' },
  {
    laws: 'degenerate/no-channels-* degenerate/empty-axis-*-pool degenerate/empty-axis-extract-patches',
    classes: ['view'],
    why: 'no argument has an element to lay out',
  },
  {
    laws: 'degenerate/no-batch-*-filter-gradient degenerate/no-batch-*-pool* degenerate/no-batch-extract-patches degenerate/no-batch-reduce-window',
    classes: ['view'],
    why: 'no argument has an element to lay out',
  },
];

/** Classes that need another. */
const implied: Readonly<Partial<Record<CallClass, readonly CallClass[]>>> = {
  'stride > 1': ['stride > kernel', 'unequal strides'],
  'dilation > 1': ['unequal dilations'],
  explicit: ['uneven pads'],
};

/** The classes that a law leaves out, by this table. */
export function unreachedOf(id: string): CallClass[] {
  const named = (laws: string): boolean => laws.split(' ').some((law) => matches(law, id));
  const classes = unreached.filter(({ laws }) => named(laws)).flatMap((entry) => entry.classes);
  return [...new Set(classes.flatMap((name) => [name, ...(implied[name] ?? [])]))].sort();
}

function matches(law: string, id: string): boolean {
  const parts = law.split('*').map((part) => part.replace(/[^a-z0-9/-]/g, ''));
  return new RegExp(`^${parts.join('.*')}$`).test(id);
}

/** The entries of the table that name no law. */
export function namingNone(ids: readonly string[]): string[] {
  return unreached.flatMap(({ laws }) => laws.split(' ').filter((law) => !ids.some((id) => matches(law, id))));
}
