import { averagePool, lpPool, maxPool } from '../../../src/ops/kernels.js';
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
  spoiltByNothing,
  taps,
} from '../pieces.js';

const wrongAverage = (name: string, kills: readonly string[], op: NonNullable<LibraryOps['averagePool']>): Mutant => ({
  name: `average pool: ${name}`,
  kills: kills.map((law) => `pooling/${law}`),
  library: mutate({ averagePool: op }),
});

/** What the divisor of a mean is replaced by: the sums are those of a mean over every padded cell, ceil overhang counted apart. */
function sums(x: Tensor, a: Parameters<NonNullable<LibraryOps['averagePool']>>[1]): Tensor {
  const magnitudes = lpPool(x, { ...a, p: 1 });
  const negatives = lpPool(
    map(x, (value) => Math.min(0, value)),
    { ...a, p: 1 },
  );
  return fromIndex(magnitudes.shape, (index) => at(magnitudes, index) - 2 * at(negatives, index));
}

export const averagePoolMutants: readonly Mutant[] = [
  wrongAverage(
    'padding always counts',
    ['window-without-a-cell-average', 'ceil-mode-is-more-padding-average', 'count-padding-rescales'],
    (x, a) => averagePool(x, { ...a, countPadding: true }),
  ),
  wrongAverage('padding never counts', ['count-padding-is-pad-then-valid', 'count-padding-rescales', 'windows-partition-average'], (x, a) =>
    averagePool(x, { ...a, countPadding: false }),
  ),
  wrongAverage(
    'the overhang of ceil mode counts',
    ['ceil-mode-keeps-floor-windows-average', 'ceil-mode-is-more-padding-average', 'count-padding-rescales'],
    (x, a) => (a.ceilMode ? map(sums(x, a), (sum) => sum / taps(a)) : averagePool(x, a)),
  ),
  wrongAverage('divides by the size of the window', ['window-without-a-cell-average', 'count-padding-rescales', 'global-average'], (x, a) =>
    map(sums(x, a), (sum) => sum / taps(a)),
  ),
  wrongAverage('divides as integers do', ['average-linear', 'separable-by-axis-average', 'global-average'], (x, a) =>
    map(averagePool(x, a), Math.trunc),
  ),
  wrongAverage('does not divide', ['window-without-a-cell-average', 'idempotent-average', 'global-average'], (x, a) => sums(x, a)),
  wrongAverage(
    'dilation is ignored',
    ['dilated-is-strided-slices-average', 'same-is-explicit-average', 'dilated-is-space-to-batch-average'],
    (x, a) => fitted(averagePool(x, { ...a, dilations: ones(a.dilations) }), averagePool(x, a).shape),
  ),
  wrongAverage(
    'averages magnitudes',
    ['average-monotone', 'average-linear', 'global-average', 'average-by-definition', 'max-at-least-average'],
    (x, a) => averagePool(map(x, Math.abs), a),
  ),
  wrongAverage('skips NaN', ['idempotent-average', 'global-average', 'window-one-is-slice-average'], (x, a) =>
    averagePool(
      map(x, (value) => (Number.isNaN(value) ? 0 : value)),
      a,
    ),
  ),
  wrongAverage('infinity is clipped', ['idempotent-average', 'global-average', 'window-one-is-slice-average'], (x, a) =>
    averagePool(
      map(x, (value) => Math.max(-1e300, Math.min(1e300, value))),
      a,
    ),
  ),
  wrongAverage('is rounded to float32', ['average-linear', 'separable-by-axis-average', 'global-average'], (x, a) =>
    map(averagePool(x, a), (value) => Math.fround(value)),
  ),
  wrongAverage(
    'the last window is a copy of the one before',
    ['stride-subsamples-average', 'dilated-is-strided-slices-average', 'dilated-is-space-to-batch-average'],
    (x, a) => lastWindowRepeats(averagePool(x, a)),
  ),
  wrongAverage(
    'channels above four are packed wrongly',
    ['channels-independent-average', 'window-one-is-slice-average', 'average-of-constant'],
    (x, a) => averagePool(mixedChannels(x), a),
  ),
  wrongAverage(
    'the first image stands for all',
    ['batch-independent-average', 'dilated-is-space-to-batch-average', 'receptive-field-average'],
    (x, a) => averagePool(firstImage(x), a),
  ),
  wrongAverage('ceil mode is ignored', ['output-shape-average', 'unit-axis-average', 'ceil-mode-is-more-padding-average'], (x, a) =>
    averagePool(x, { ...a, ceilMode: false }),
  ),
  wrongAverage(
    "'same-lower' pads like 'same'",
    ['same-is-explicit-average', 'ceil-mode-is-more-padding-average', 'count-padding-is-pad-then-valid'],
    (x, a) => averagePool(x, a.padding === 'same-lower' ? { ...a, padding: 'same' } : a),
  ),
  wrongAverage(
    'the window of the first axis is used for all',
    ['unit-axis-average', 'axis-swap-average', 'same-is-explicit-average'],
    (x, a) =>
      fitted(
        averagePool(
          padded(
            x,
            x.shape.slice(1, -1).map(() => [0, 9] as const),
          ),
          { ...a, window: first(a.window) },
        ),
        averagePool(x, a).shape,
      ),
  ),
  wrongAverage('an empty window gives 0', ['window-without-a-cell-average'], (x, a) => {
    const cells = lpPool(
      map(x, () => 1),
      { ...a, p: 1 },
    );
    const y = averagePool(x, a);
    return fromIndex(y.shape, (index) => (at(cells, index) === 0 ? 0 : at(y, index)));
  }),
  wrongAverage('the mean of nothing spills into the next window', ['more-pads-shift-windows-average'], (x, a) =>
    spoiltByNothing(averagePool(x, a), x, a, Number.NaN),
  ),
  wrongAverage('is a median of sorts', ['count-padding-is-pad-then-valid', 'average-linear', 'separable-by-axis-average'], (x, a) => {
    const [mean, most] = [averagePool(x, a), maxPool(x, a)];
    return taps(a) === 3 ? fromIndex(mean.shape, (index) => at(mean, index) / 2 + at(most, index) / 2) : mean;
  }),
  wrongAverage('bad arguments become the defaults', ['rejects-bad-arguments-average'], (x, a) => {
    try {
      return averagePool(x, a);
    } catch {
      return averagePool(x);
    }
  }),
  wrongAverage('subnormals become zero', ['average-by-definition', 'average-is-depthwise-conv'], (x, a) =>
    averagePool(
      map(x, (value) => (Math.abs(value) < 2 ** -1022 ? 0 : value)),
      a,
    ),
  ),
  wrongAverage('-0 is read as the least integer', ['average-linear', 'global-average', 'window-one-is-slice-average'], (x, a) =>
    averagePool(
      map(x, (value) => (Object.is(value, -0) ? -1 : value)),
      a,
    ),
  ),
  wrongAverage(
    'the divisor is that of the first window',
    ['count-padding-is-pad-then-valid', 'flip-average', 'count-padding-rescales'],
    (x, a) => {
      const cells = lpPool(
        map(x, () => 1),
        { ...a, p: 1 },
      );
      const corner = at(
        cells,
        cells.shape.map(() => 0),
      );
      return map(sums(x, a), (sum) => sum / corner);
    },
  ),
  wrongAverage(
    'a carry from one result to the next',
    ['batch-independent-average', 'channels-independent-average', 'axis-swap-average'],
    (x, a) => {
      const y = averagePool(x, a);
      let before = 0;
      return map(y, (value) => {
        const carried = value + before * 1e-9;
        before = value;
        return carried;
      });
    },
  ),
];
