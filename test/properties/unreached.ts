/** What laws on windows leave out, because their statement does. */

/** Classes of a call of a windowed op. */
export type Reach = 'axes 1' | 'axes 2' | 'axes 3' | 'stride > 1' | 'dilation > 1' | 'valid' | 'same' | 'same-lower' | 'explicit';

export interface Unreached {
  /** Ids, or beginnings of ids that end in `*`, apart by spaces. */
  readonly laws: string;
  readonly classes: readonly Reach[];
  /** The side condition of the statement. */
  readonly why: string;
}

const geometry = (names: string): string =>
  names
    .split(' ')
    .map((name) => `conv-geometry/${name} grouped-depthwise-separable/depthwise-${name}`)
    .join(' ');
const pools = (name: string): string => `pooling/${name}-*`;
const w = 'with-space-to-batch';

export const unreached: readonly Unreached[] = [
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
    classes: ['stride > 1', 'dilation > 1', 'same', 'same-lower', 'explicit'],
    why: 'valid by its statement, and the op inside is plain: the rate dilates',
  },
  {
    laws: `${w}/chains-fuse-same`,
    classes: ['stride > 1', 'dilation > 1', 'same-lower', 'explicit'],
    why: 'same inside, valid outside, by its statement; the op inside is plain',
  },
  { laws: `${w}/strided-op-is-not-dilation`, classes: ['same', 'same-lower', 'explicit'], why: 'valid by its statement' },
  {
    laws: 'space-to-depth/conv-of-stride-block-is-matmul',
    classes: ['dilation > 1', 'same', 'same-lower', 'explicit'],
    why: 'valid, and the kernel fills its block, by its statement',
  },
  { laws: geometry('same-keeps-size same-lower-mirrors-same'), classes: ['valid', 'explicit'], why: 'a law on same' },
  { laws: geometry('same-is-explicit'), classes: ['explicit'], why: 'same against a padded valid call' },
  { laws: geometry('explicit-is-pad-then-valid'), classes: ['same', 'same-lower'], why: 'explicit against valid, by its statement' },
  { laws: geometry('zero-pads-are-valid'), classes: ['same', 'same-lower'], why: 'a law on lists of zeros' },
  { laws: geometry('zero-border'), classes: ['valid', 'same', 'same-lower'], why: 'one pad more is said by a list alone' },
  {
    laws: geometry('stride-subsamples'),
    classes: ['same', 'same-lower'],
    why: 'valid and explicit by its statement: the pads of same depend on the stride',
  },
  { laws: geometry('dilation-one-is-default'), classes: ['dilation > 1'], why: 'dilation 1 by its statement' },
  { laws: geometry('stride-one-is-default'), classes: ['stride > 1'], why: 'stride 1 by its statement' },
  { laws: `${geometry('axis-swap')} ${pools('axis-swap')}`, classes: ['axes 1'], why: 'two axes are exchanged' },
  {
    laws: geometry('tiles-with-halo'),
    classes: ['same', 'same-lower', 'explicit'],
    why: 'tiles with their halo are cut from an input without padding',
  },
  {
    laws: 'conv-algebra/delta-filter-is-identity',
    classes: ['stride > 1', 'valid', 'explicit'],
    why: 'same at stride 1, by its statement',
  },
  {
    laws: 'conv-algebra/impulse-response-is-flipped-filter conv-algebra/full-conv-preserves-sum',
    classes: ['stride > 1', 'same', 'same-lower', 'explicit'],
    why: 'a full convolution at stride 1: the zeros around x are part of x',
  },
  {
    laws: 'conv-algebra/full-conv-commutes',
    classes: ['stride > 1', 'dilation > 1', 'same', 'same-lower', 'explicit'],
    why: 'a full convolution of two inputs, neither of which is dilated; the zeros around x are part of x',
  },
  {
    laws: `conv-algebra/flip ${pools('stride-subsamples')}`,
    classes: ['same', 'same-lower'],
    why: 'the pads of same are on one side, and depend on the stride',
  },
  { laws: 'conv-algebra/translation', classes: ['same', 'same-lower'], why: 'valid and explicit by its statement' },
  {
    laws: 'conv-algebra/pointwise-is-matmul conv-algebra/composes conv-algebra/constant-input',
    classes: ['same', 'same-lower', 'explicit'],
    why: 'without padding, by its statement: zeros around x are no slice, no product and no constant',
  },
  {
    laws: `conv-algebra/rank-one-filter-splits ${pools('separable-by-axis')}`,
    classes: ['axes 1'],
    why: 'one axis is split from the others',
  },
  {
    laws: 'grouped-depthwise-separable/the-seed',
    classes: ['axes 1', 'axes 3', 'dilation > 1', 'same-lower', 'explicit'],
    why: 'two axes, undilated, same or valid, by its statement',
  },
  {
    laws: 'transposed-and-gradients/transpose-is-conv-of-zero-inserted transposed-and-gradients/stride-one-transpose-is-full-conv',
    classes: ['stride > 1', 'same', 'same-lower', 'explicit'],
    why: 'the convolution is full, at stride 1: the zeros around y are part of its input',
  },
  {
    laws: 'transposed-and-gradients/filter-gradient-is-a-conv pooling/max-composes',
    classes: ['same', 'same-lower', 'explicit'],
    why: 'its windows are laid over an input that is padded already',
  },
  { laws: 'pooling/windows-partition-*', classes: ['dilation > 1'], why: 'windows that overlap or leave gaps are no partition' },
  { laws: pools('same-is-explicit'), classes: ['valid'], why: 'same against explicit, by its statement' },
  {
    laws: `${pools('dilated-is-strided-slices')} ${pools('dilated-is-space-to-batch')}`,
    classes: ['same', 'same-lower', 'explicit'],
    why: 'a slice of a padded input is none of x',
  },
  { laws: pools('dilated-is-space-to-batch'), classes: ['stride > 1'], why: 'a stride would stride inside each grid' },
  { laws: pools('global'), classes: ['dilation > 1', 'same', 'same-lower'], why: 'the window is the input' },
  {
    laws: pools('idempotent'),
    classes: ['dilation > 1', 'same', 'same-lower', 'explicit'],
    why: 'each window is filled with its own result: they are whole, and side by side',
  },
  { laws: pools('window-without-a-cell'), classes: ['valid', 'same', 'same-lower'], why: 'only lists of pads make such windows' },
  { laws: pools('rejects-bad-arguments'), classes: ['same', 'same-lower'], why: 'the rule that is broken is broken for any padding' },
];

/** The classes that a law leaves out, by this table. */
export function unreachedOf(id: string): Reach[] {
  const named = (laws: string): boolean =>
    laws.split(' ').some((law) => (law.endsWith('*') ? id.startsWith(law.slice(0, -1)) : id === law));
  return [...new Set(unreached.filter(({ laws }) => named(laws)).flatMap(({ classes }) => classes))].sort();
}
