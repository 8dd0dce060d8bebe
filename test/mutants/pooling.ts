import { averagePool, lpPool, maxPool, morphologicalErosion } from '../../src/kernels/index.js';
import type { LibraryOps } from '../../src/library.js';
import { toArray, type Tensor } from '../../src/tensor.js';
import { mutate, type Mutant } from './mutate.js';
import { at, firstImage, fitted, fromIndex, first, map, mixedChannels, ones, padded, padsOf } from './pieces.js';

type Op<Name extends keyof LibraryOps> = NonNullable<LibraryOps[Name]>;
type MaxPool = Op<'maxPool'>;
type AveragePool = Op<'averagePool'>;
type LpPool = Op<'lpPool'>;

const wrongMax = (name: string, kills: string[], op: MaxPool): Mutant => ({
  name: `max pool: ${name}`,
  kills,
  library: mutate({ maxPool: op }),
});
const wrongAverage = (name: string, kills: string[], op: AveragePool): Mutant => ({
  name: `average pool: ${name}`,
  kills,
  library: mutate({ averagePool: op }),
});
const wrongLp = (name: string, kills: string[], op: LpPool): Mutant => ({
  name: `lp pool: ${name}`,
  kills,
  library: mutate({ lpPool: op }),
});

/** What the divisor of a mean is replaced by: the sums are those of a mean over every padded cell, ceil overhang counted apart. */
function sums(x: Tensor, a: Parameters<AveragePool>[1]): Tensor {
  const magnitudes = lpPool(x, { ...a, p: 1 });
  const negatives = lpPool(
    map(x, (value) => Math.min(0, value)),
    { ...a, p: 1 },
  );
  return fromIndex(magnitudes.shape, (index) => at(magnitudes, index) - 2 * at(negatives, index));
}

const taps = (a: { readonly window: readonly number[] }): number => a.window.reduce((all, size) => all * size, 1);

/** Whether a window along some axis of the result is the last one. */
const isLast = (index: readonly number[], shape: readonly number[]): boolean =>
  index.some((i, axis) => axis > 0 && axis < shape.length - 1 && shape[axis]! > 1 && i === shape[axis]! - 1);

/** The result of the window before, where the window is the last along an axis. */
function lastWindowRepeats(y: Tensor): Tensor {
  return fromIndex(y.shape, (index) => {
    const spatial = (axis: number): boolean => axis > 0 && axis < index.length - 1;
    return at(y, isLast(index, y.shape) ? index.map((i, axis) => (spatial(axis) && i > 0 && i === y.shape[axis]! - 1 ? i - 1 : i)) : index);
  });
}

export const mutants: Mutant[] = [
  wrongMax('padding of zeros can win', [], (x, a) =>
    fitted(maxPool(padded(x, padsOf(x, a)), { ...a, padding: 'valid' }), maxPool(x, a).shape),
  ),
  wrongMax('starts from 0', [], (x, a) => map(maxPool(x, a), (value) => Math.max(0, value))),
  wrongMax('starts from Number.MIN_VALUE', [], (x, a) => map(maxPool(x, a), (value) => Math.max(Number.MIN_VALUE, value))),
  wrongMax('starts from the least finite number', [], (x, a) => map(maxPool(x, a), (value) => Math.max(-Number.MAX_VALUE, value))),
  wrongMax('a comparison loses NaN', [], (x, a) =>
    maxPool(
      map(x, (value) => (Number.isNaN(value) ? -Infinity : value)),
      a,
    ),
  ),
  wrongMax('NaN spreads to the whole channel', [], (x, a) => {
    const y = maxPool(x, a);
    return toArray(x).some(Number.isNaN) ? map(y, () => Number.NaN) : y;
  }),
  wrongMax('infinity is clipped', [], (x, a) => map(maxPool(x, a), (value) => Math.min(Number.MAX_VALUE, value))),
  wrongMax('subnormals become zero', [], (x, a) => map(maxPool(x, a), (value) => (Math.abs(value) < 2 ** -1022 ? 0 : value))),
  wrongMax('-0 is read as the least integer', [], (x, a) =>
    maxPool(
      map(x, (value) => (Object.is(value, -0) ? -1 : value)),
      a,
    ),
  ),
  wrongMax('compares magnitudes', [], (x, a) => maxPool(map(x, Math.abs), a)),
  wrongMax('dilation is ignored', [], (x, a) => fitted(maxPool(x, { ...a, dilations: ones(a.dilations) }), maxPool(x, a).shape)),
  wrongMax('the dilation of the first axis is used for all', [], (x, a) =>
    fitted(
      maxPool(x, { ...a, padding: padsOf(x, a).map(([b, e]) => [b, e + 9] as const), dilations: first(a.dilations) }),
      maxPool(x, a).shape,
    ),
  ),
  wrongMax('the window of the first axis is used for all', [], (x, a) =>
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
  wrongMax('strides above the window are cut to it', [], (x, a) =>
    fitted(maxPool(x, { ...a, strides: a.strides.map((stride, i) => Math.min(stride, a.window[i]!)) }), maxPool(x, a).shape),
  ),
  wrongMax('the last window is a copy of the one before', [], (x, a) => lastWindowRepeats(maxPool(x, a))),
  wrongMax('channels above four are packed wrongly', [], (x, a) => maxPool(mixedChannels(x), a)),
  wrongMax('the first image stands for all', [], (x, a) => maxPool(firstImage(x), a)),
  wrongMax('ceil mode is ignored', [], (x, a) => maxPool(x, { ...a, ceilMode: false })),
  wrongMax('ceil mode keeps windows that start beyond the input', [], (x, a) => {
    if (!a.ceilMode) return maxPool(x, a);
    const more = padsOf(x, a).map(([before, after], i) => {
      const span = (a.window[i]! - 1) * a.dilations[i]! + 1;
      const over = (x.shape[1 + i]! + before + after - span) % a.strides[i]!;
      return [before, after + (over === 0 ? 0 : a.strides[i]! - over)] as const;
    });
    return maxPool(x, { ...a, ceilMode: false, padding: more });
  }),
  wrongMax("'same-lower' pads like 'same'", [], (x, a) => maxPool(x, a.padding === 'same-lower' ? { ...a, padding: 'same' } : a)),
  wrongMax("'same' forgets the dilation", [], (x, a) =>
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
  wrongMax('bad arguments become 1', [], (x, a) => {
    const n = x.shape.length - 2;
    const mended = (list: readonly number[]): number[] => Array.from({ length: n }, (_, i) => Math.max(1, list[i] ?? 1));
    const window = mended(a.window).map((size, i) => Math.min(size, x.shape[1 + i]!));
    const spoilt = [a.window, a.strides, a.dilations].some((list) => list.length !== n || list.some((value) => value < 1));
    return spoilt ? maxPool(x, { window, strides: mended(a.strides) }) : maxPool(x, a);
  }),
  wrongMax('a smooth maximum', [], (x, a) => {
    const [most, mean] = [maxPool(x, a), averagePool(x, a)];
    return fromIndex(most.shape, (index) => at(most, index) + 1e-6 * (at(mean, index) - at(most, index)));
  }),
  wrongMax('an odd size loses its last cell', [], (x, a) => {
    const sizes = x.shape.slice(1, -1);
    const dropped = fromIndex(x.shape, (index) =>
      sizes.some((size, i) => size > 1 && size % 2 === 1 && index[1 + i] === size - 1) ? -Infinity : at(x, index),
    );
    return maxPool(dropped, a);
  }),
  wrongMax('the last tap is left out', [], (x, a) => {
    const y = maxPool(x, a);
    if (taps(a) === 1) return y;
    const axis = a.window.findIndex((size) => size > 1);
    const window = a.window.map((size, i) => (i === axis ? size - 1 : size));
    const pads = padsOf(x, a);
    return fitted(maxPool(x, { ...a, window, padding: pads }), y.shape);
  }),
  wrongMax('large windows are split and a part is lost', [], (x, a) => (taps(a) > 8 ? averagePool(x, a) : maxPool(x, a))),

  wrongAverage('padding always counts', [], (x, a) => averagePool(x, { ...a, countPadding: true })),
  wrongAverage('padding never counts', [], (x, a) => averagePool(x, { ...a, countPadding: false })),
  wrongAverage('the overhang of ceil mode counts', [], (x, a) =>
    a.ceilMode ? map(sums(x, a), (sum) => sum / taps(a)) : averagePool(x, a),
  ),
  wrongAverage('divides by the size of the window', [], (x, a) => map(sums(x, a), (sum) => sum / taps(a))),
  wrongAverage('divides as integers do', [], (x, a) => map(averagePool(x, a), Math.trunc)),
  wrongAverage('does not divide', [], (x, a) => sums(x, a)),
  wrongAverage('dilation is ignored', [], (x, a) =>
    fitted(averagePool(x, { ...a, dilations: ones(a.dilations) }), averagePool(x, a).shape),
  ),
  wrongAverage('averages magnitudes', [], (x, a) => averagePool(map(x, Math.abs), a)),
  wrongAverage('skips NaN', [], (x, a) =>
    averagePool(
      map(x, (value) => (Number.isNaN(value) ? 0 : value)),
      a,
    ),
  ),
  wrongAverage('infinity is clipped', [], (x, a) =>
    averagePool(
      map(x, (value) => Math.max(-1e300, Math.min(1e300, value))),
      a,
    ),
  ),
  wrongAverage('is rounded to float32', [], (x, a) => map(averagePool(x, a), (value) => Math.fround(value))),
  wrongAverage('the last window is a copy of the one before', [], (x, a) => lastWindowRepeats(averagePool(x, a))),
  wrongAverage('channels above four are packed wrongly', [], (x, a) => averagePool(mixedChannels(x), a)),
  wrongAverage('the first image stands for all', [], (x, a) => averagePool(firstImage(x), a)),
  wrongAverage('ceil mode is ignored', [], (x, a) => averagePool(x, { ...a, ceilMode: false })),
  wrongAverage("'same-lower' pads like 'same'", [], (x, a) => averagePool(x, a.padding === 'same-lower' ? { ...a, padding: 'same' } : a)),
  wrongAverage('the window of the first axis is used for all', [], (x, a) =>
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
  wrongAverage('an empty window gives 0', [], (x, a) => {
    const cells = lpPool(
      map(x, () => 1),
      { ...a, p: 1 },
    );
    const y = averagePool(x, a);
    return fromIndex(y.shape, (index) => (at(cells, index) === 0 ? 0 : at(y, index)));
  }),
  wrongAverage('is a median of sorts', [], (x, a) => {
    const [mean, most] = [averagePool(x, a), maxPool(x, a)];
    return taps(a) === 3 ? fromIndex(mean.shape, (index) => at(mean, index) / 2 + at(most, index) / 2) : mean;
  }),
  wrongAverage('bad arguments become the defaults', [], (x, a) => {
    try {
      return averagePool(x, a);
    } catch {
      return averagePool(x);
    }
  }),
  wrongAverage('subnormals become zero', [], (x, a) =>
    averagePool(
      map(x, (value) => (Math.abs(value) < 2 ** -1022 ? 0 : value)),
      a,
    ),
  ),
  wrongAverage('-0 is read as the least integer', [], (x, a) =>
    averagePool(
      map(x, (value) => (Object.is(value, -0) ? -1 : value)),
      a,
    ),
  ),
  wrongAverage('the divisor is that of the first window', [], (x, a) => {
    const cells = lpPool(
      map(x, () => 1),
      { ...a, p: 1 },
    );
    const corner = at(
      cells,
      cells.shape.map(() => 0),
    );
    return map(sums(x, a), (sum) => sum / corner);
  }),
  wrongAverage('a carry from one result to the next', [], (x, a) => {
    const y = averagePool(x, a);
    let before = 0;
    return map(y, (value) => {
      const carried = value + before * 1e-9;
      before = value;
      return carried;
    });
  }),

  wrongLp('odd powers keep their signs', [], (x, a) => {
    if (a.p % 2 === 0) return lpPool(x, a);
    const [positive, negative] = [1, -1].map((sign) =>
      lpPool(
        map(x, (value) => Math.max(0, sign * value)),
        a,
      ),
    ) as [Tensor, Tensor];
    return fromIndex(positive.shape, (index) => Math.abs(at(positive, index) ** a.p - at(negative, index) ** a.p) ** (1 / a.p));
  }),
  wrongLp('no root is taken', [], (x, a) => map(lpPool(x, a), (value) => value ** a.p)),
  wrongLp('p is always 2', [], (x, a) => lpPool(x, { ...a, p: 2 })),
  wrongLp('is a power mean', [], (x, a) => {
    const [norm, cells] = [
      lpPool(x, a),
      lpPool(
        map(x, () => 1),
        { ...a, p: 1 },
      ),
    ];
    return fromIndex(norm.shape, (index) => at(norm, index) / at(cells, index) ** (1 / a.p));
  }),
  wrongLp('dilation is ignored', [], (x, a) => fitted(lpPool(x, { ...a, dilations: ones(a.dilations) }), lpPool(x, a).shape)),
  wrongLp('padding is 1', [], (x, a) => fitted(lpPool(padded(x, padsOf(x, a), 1), { ...a, padding: 'valid' }), lpPool(x, a).shape)),
  wrongLp('the last window is a copy of the one before', [], (x, a) => lastWindowRepeats(lpPool(x, a))),
  wrongLp('channels above four are packed wrongly', [], (x, a) => lpPool(mixedChannels(x), a)),
  wrongLp('the first image stands for all', [], (x, a) => lpPool(firstImage(x), a)),
  wrongLp('ceil mode is ignored', [], (x, a) => lpPool(x, { ...a, ceilMode: false })),
  wrongLp('skips NaN', [], (x, a) =>
    lpPool(
      map(x, (value) => (Number.isNaN(value) ? 0 : value)),
      a,
    ),
  ),
  wrongLp("'same-lower' pads like 'same'", [], (x, a) => lpPool(x, a.padding === 'same-lower' ? { ...a, padding: 'same' } : a)),
  wrongLp('an epsilon under the root', [], (x, a) => map(lpPool(x, a), (value) => (value ** a.p + 1e-5) ** (1 / a.p))),
  wrongLp('bad arguments become the defaults', [], (x, a) => {
    try {
      return lpPool(x, a);
    } catch {
      return lpPool(x);
    }
  }),
  wrongLp('the window of the first axis is used for all', [], (x, a) =>
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
  {
    name: 'erosion: padding of zeros can win',
    kills: [],
    library: mutate({
      morphologicalErosion: (x, filter, a) => {
        const pads = padsOf(x, { ...a, window: filter.shape.slice(0, -1) });
        return morphologicalErosion(padded(x, pads), filter, { ...a, padding: 'valid' });
      },
    }),
  },
];
