import { averagePool, maxPool } from '../../../src/ops/kernels.js';
import type { LibraryOps } from '../../../src/library.js';
import { mutate, type Mutant } from '../mutate.js';
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
  taps,
} from '../pieces.js';
import { toArray } from '../../../src/tensor.js';

const wrongMax = (name: string, kills: readonly string[], op: NonNullable<LibraryOps['maxPool']>): Mutant => ({
  name: `max pool: ${name}`,
  kills: kills.map((law) => `pooling/${law}`),
  library: mutate({ maxPool: op }),
});

export const maxPoolMutants: readonly Mutant[] = [
  wrongMax('padding of zeros can win', ['max-shift', 'window-without-a-cell-max', 'padding-never-wins'], (x, a) =>
    fitted(maxPool(padded(x, padsOf(x, a)), { ...a, padding: 'valid' }), maxPool(x, a).shape),
  ),
  wrongMax('starts from 0', ['max-shift', 'window-without-a-cell-max', 'padding-never-wins'], (x, a) =>
    map(maxPool(x, a), (value) => Math.max(0, value)),
  ),
  wrongMax('starts from Number.MIN_VALUE', ['max-scale', 'max-shift', 'window-without-a-cell-max'], (x, a) =>
    map(maxPool(x, a), (value) => Math.max(Number.MIN_VALUE, value)),
  ),
  wrongMax('starts from the least finite number', ['window-without-a-cell-max', 'window-one-is-slice-max', 'min-max-duality'], (x, a) =>
    map(maxPool(x, a), (value) => Math.max(-Number.MAX_VALUE, value)),
  ),
  wrongMax('after a window without a cell comes nothing', ['more-pads-shift-windows-max'], (x, a) =>
    spoiltByNothing(maxPool(x, a), x, a, -Infinity),
  ),
  // On every number of axes it would be a convention.
  wrongMax('a comparison loses NaN, on two axes', ['max-distributes-over-max', 'global-max', 'windows-partition-max'], (x, a) =>
    maxPool(x.shape.length === 4 ? map(x, (value) => (Number.isNaN(value) ? -Infinity : value)) : x, a),
  ),
  wrongMax('NaN spreads to the whole channel', ['batch-independent-max', 'receptive-field-max', 'global-max'], (x, a) => {
    const y = maxPool(x, a);
    return toArray(x).some(Number.isNaN) ? map(y, () => Number.NaN) : y;
  }),
  wrongMax('infinity is clipped', ['window-one-is-slice-max', 'min-max-duality', 'max-by-definition'], (x, a) =>
    map(maxPool(x, a), (value) => Math.min(Number.MAX_VALUE, value)),
  ),
  wrongMax('subnormals become zero', ['padding-never-wins', 'global-max', 'windows-partition-max'], (x, a) =>
    map(maxPool(x, a), (value) => (Math.abs(value) < 2 ** -1022 ? 0 : value)),
  ),
  wrongMax('-0 is read as the least integer', ['window-one-is-slice-max', 'min-max-duality', 'max-shift'], (x, a) =>
    maxPool(
      map(x, (value) => (Object.is(value, -0) ? -1 : value)),
      a,
    ),
  ),
  wrongMax('compares magnitudes', ['max-monotone', 'max-distributes-over-max', 'max-shift'], (x, a) => maxPool(map(x, Math.abs), a)),
  wrongMax('dilation is ignored', ['dilated-is-space-to-batch-max', 'same-is-explicit-max', 'dilated-is-strided-slices-max'], (x, a) =>
    fitted(maxPool(x, { ...a, dilations: ones(a.dilations) }), maxPool(x, a).shape),
  ),
  wrongMax('the dilation of the first axis is used for all', ['axis-swap-max', 'unit-axis-max', 'dilated-is-space-to-batch-max'], (x, a) =>
    fitted(
      maxPool(x, { ...a, padding: padsOf(x, a).map(([b, e]) => [b, e + 9] as const), dilations: first(a.dilations) }),
      maxPool(x, a).shape,
    ),
  ),
  wrongMax('the window of the first axis is used for all', ['axis-swap-max', 'idempotent-max', 'unit-axis-max'], (x, a) =>
    fitted(
      maxPool(
        padded(
          x,
          x.shape.slice(1, -1).map(() => [0, 9] as const),
          -Infinity,
        ),
        { ...a, window: first(a.window) },
      ),
      maxPool(x, a).shape,
    ),
  ),
  wrongMax(
    'strides above the window are cut to it',
    ['stride-subsamples-max', 'same-is-explicit-max', 'dilated-is-strided-slices-max'],
    (x, a) => fitted(maxPool(x, { ...a, strides: a.strides.map((stride, i) => Math.min(stride, a.window[i]!)) }), maxPool(x, a).shape),
  ),
  wrongMax(
    'the last window is a copy of the one before',
    ['stride-subsamples-max', 'dilated-is-space-to-batch-max', 'dilated-is-strided-slices-max', 'ceil-mode-keeps-floor-windows-max'],
    (x, a) => lastWindowRepeats(maxPool(x, a)),
  ),
  wrongMax('channels above four are packed wrongly', ['channels-independent-max', 'window-one-is-slice-max', 'min-max-duality'], (x, a) =>
    maxPool(mixedChannels(x), a),
  ),
  wrongMax('the first image stands for all', ['batch-independent-max', 'dilated-is-space-to-batch-max', 'padding-never-wins'], (x, a) =>
    maxPool(firstImage(x), a),
  ),
  wrongMax('ceil mode is ignored', ['output-shape-max', 'unit-axis-max', 'ceil-mode-is-more-padding-max'], (x, a) =>
    maxPool(x, { ...a, ceilMode: false }),
  ),
  wrongMax(
    'ceil mode keeps windows that start beyond the input',
    ['output-shape-max', 'unit-axis-max', 'ceil-mode-is-more-padding-max'],
    (x, a) => {
      if (!a.ceilMode) return maxPool(x, a);
      const more = padsOf(x, a).map(([before, after], i) => {
        const span = (a.window[i]! - 1) * a.dilations[i]! + 1;
        const over = (x.shape[1 + i]! + before + after - span) % a.strides[i]!;
        return [before, after + (over === 0 ? 0 : a.strides[i]! - over)] as const;
      });
      return maxPool(x, { ...a, ceilMode: false, padding: more });
    },
  ),
  wrongMax("'same-lower' pads like 'same'", ['same-is-explicit-max', 'ceil-mode-is-more-padding-max', 'flip-max'], (x, a) =>
    maxPool(x, a.padding === 'same-lower' ? { ...a, padding: 'same' } : a),
  ),
  wrongMax("'same' forgets the dilation", ['same-is-explicit-max', 'ceil-mode-is-more-padding-max', 'receptive-field-max'], (x, a) =>
    typeof a.padding === 'string' && a.padding !== 'valid'
      ? fitted(
          maxPool(x, {
            ...a,
            padding: padsOf(x, { ...a, dilations: ones(a.dilations) }).map(([b, e], i) => [b, e + 9 * (a.dilations[i]! - 1)] as const),
          }),
          maxPool(x, a).shape,
        )
      : maxPool(x, a),
  ),
  wrongMax('bad arguments become 1', ['rejects-bad-arguments-max'], (x, a) => {
    const n = x.shape.length - 2;
    const mended = (list: readonly number[]): number[] => Array.from({ length: n }, (_, i) => Math.max(1, list[i] ?? 1));
    const window = mended(a.window).map((size, i) => Math.min(size, x.shape[1 + i]!));
    const spoilt = [a.window, a.strides, a.dilations].some((list) => list.length !== n || list.some((value) => value < 1));
    return spoilt ? maxPool(x, { window, strides: mended(a.strides) }) : maxPool(x, a);
  }),
  wrongMax(
    'a smooth maximum',
    [
      'idempotent-max',
      'max-distributes-over-max',
      'max-shift',
      'every-cell-can-win-max',
      'introduces-no-new-values',
      'max-monotone-map',
      'padding-is-border-max',
    ],
    (x, a) => {
      const [most, mean] = [maxPool(x, a), averagePool(x, a)];
      return fromIndex(most.shape, (index) => at(most, index) + 1e-6 * (at(mean, index) - at(most, index)));
    },
  ),
  wrongMax(
    'an odd size loses its last cell',
    ['dilated-is-space-to-batch-max', 'dilated-is-strided-slices-max', 'max-composes'],
    (x, a) => {
      const sizes = x.shape.slice(1, -1);
      const dropped = fromIndex(x.shape, (index) =>
        sizes.some((size, i) => size > 1 && size % 2 === 1 && index[1 + i] === size - 1) ? -Infinity : at(x, index),
      );
      return maxPool(dropped, a);
    },
  ),
  wrongMax('the last tap is left out', ['axis-swap-max', 'separable-by-axis-max', 'max-composes'], (x, a) => {
    const y = maxPool(x, a);
    if (taps(a) === 1) return y;
    const axis = a.window.findIndex((size) => size > 1);
    const window = a.window.map((size, i) => (i === axis ? size - 1 : size));
    const pads = padsOf(x, a);
    return fitted(maxPool(x, { ...a, window, padding: pads }), y.shape);
  }),
  wrongMax('large windows are split and a part is lost', ['idempotent-max', 'max-distributes-over-max', 'separable-by-axis-max'], (x, a) =>
    taps(a) > 8 ? averagePool(x, a) : maxPool(x, a),
  ),
];
