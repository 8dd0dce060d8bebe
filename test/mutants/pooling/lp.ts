import { lpPool } from '../../../src/ops/kernels.js';
import type { LibraryOps } from '../../../src/library.js';
import { mutate, type Mutant } from '../mutate.js';
import type { Tensor } from '../../../src/tensor.js';
import {
  at,
  firstImage,
  fitted,
  fromIndex,
  first,
  lastWindowRepeats,
  map,
  mixedChannels,
  ones,
  padded,
  padsOf,
  spoiltByNothing,
} from '../pieces.js';

const wrongLp = (name: string, kills: readonly string[], op: NonNullable<LibraryOps['lpPool']>): Mutant => ({
  name: `lp pool: ${name}`,
  kills: kills.map((law) => `pooling/${law}`),
  library: mutate({ lpPool: op }),
});

export const lpPoolMutants: readonly Mutant[] = [
  wrongLp('odd powers keep their signs', ['lp-ignores-signs', 'lp-triangle', 'lp-falls-with-p'], (x, a) => {
    if (a.p % 2 === 0) return lpPool(x, a);
    const [positive, negative] = [1, -1].map((sign) =>
      lpPool(
        map(x, (value) => Math.max(0, sign * value)),
        a,
      ),
    ) as [Tensor, Tensor];
    return fromIndex(positive.shape, (index) => Math.abs(at(positive, index) ** a.p - at(negative, index) ** a.p) ** (1 / a.p));
  }),
  wrongLp('no root is taken', ['lp-triangle', 'lp-homogeneous', 'lp-falls-with-p'], (x, a) => map(lpPool(x, a), (value) => value ** a.p)),
  wrongLp('p is always 2', ['rejects-bad-arguments-lp', 'lp-one-is-sum-of-magnitudes', 'lp-bounds-max'], (x, a) =>
    lpPool(x, { ...a, p: 2 }),
  ),
  wrongLp('after a window without a cell comes nothing', ['more-pads-shift-windows-lp'], (x, a) => spoiltByNothing(lpPool(x, a), x, a, 0)),
  wrongLp('is a power mean', ['window-without-a-cell-lp', 'padding-is-border-lp', 'lp-falls-with-p'], (x, a) => {
    const [norm, cells] = [
      lpPool(x, a),
      lpPool(
        map(x, () => 1),
        { ...a, p: 1 },
      ),
    ];
    return fromIndex(norm.shape, (index) => at(norm, index) / at(cells, index) ** (1 / a.p));
  }),
  wrongLp('dilation is ignored', ['dilated-is-strided-slices-lp', 'dilated-is-space-to-batch-lp', 'same-is-explicit-lp'], (x, a) =>
    fitted(lpPool(x, { ...a, dilations: ones(a.dilations) }), lpPool(x, a).shape),
  ),
  wrongLp('padding is 1', ['window-without-a-cell-lp', 'padding-is-border-lp', 'ceil-mode-is-more-padding-lp'], (x, a) =>
    fitted(lpPool(padded(x, padsOf(x, a), 1), { ...a, padding: 'valid' }), lpPool(x, a).shape),
  ),
  wrongLp(
    'the last window is a copy of the one before',
    ['stride-subsamples-lp', 'dilated-is-strided-slices-lp', 'dilated-is-space-to-batch-lp', 'ceil-mode-keeps-floor-windows-lp'],
    (x, a) => lastWindowRepeats(lpPool(x, a)),
  ),
  wrongLp('channels above four are packed wrongly', ['channels-independent-lp', 'window-one-is-slice-lp', 'lp-bounds-max'], (x, a) =>
    lpPool(mixedChannels(x), a),
  ),
  wrongLp('the first image stands for all', ['batch-independent-lp', 'dilated-is-space-to-batch-lp', 'receptive-field-lp'], (x, a) =>
    lpPool(firstImage(x), a),
  ),
  wrongLp('ceil mode is ignored', ['output-shape-lp', 'unit-axis-lp', 'ceil-mode-is-more-padding-lp'], (x, a) =>
    lpPool(x, { ...a, ceilMode: false }),
  ),
  wrongLp('skips NaN', ['window-one-is-slice-lp', 'lp-one-is-sum-of-magnitudes', 'lp-by-definition'], (x, a) =>
    lpPool(
      map(x, (value) => (Number.isNaN(value) ? 0 : value)),
      a,
    ),
  ),
  wrongLp("'same-lower' pads like 'same'", ['same-is-explicit-lp', 'flip-lp', 'ceil-mode-is-more-padding-lp'], (x, a) =>
    lpPool(x, a.padding === 'same-lower' ? { ...a, padding: 'same' } : a),
  ),
  wrongLp('an epsilon under the root', ['window-without-a-cell-lp', 'lp-homogeneous', 'lp-falls-with-p', 'separable-by-axis-lp'], (x, a) =>
    map(lpPool(x, a), (value) => (value ** a.p + 1e-5) ** (1 / a.p)),
  ),
  wrongLp('bad arguments become the defaults', ['rejects-bad-arguments-lp'], (x, a) => {
    try {
      return lpPool(x, a);
    } catch {
      return lpPool(x);
    }
  }),
  wrongLp('the window of the first axis is used for all', ['axis-swap-lp', 'unit-axis-lp', 'same-is-explicit-lp'], (x, a) =>
    fitted(
      lpPool(
        padded(
          x,
          x.shape.slice(1, -1).map(() => [0, 9] as const),
        ),
        { ...a, window: first(a.window) },
      ),
      lpPool(x, a).shape,
    ),
  ),
];
