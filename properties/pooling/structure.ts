/** What pools leave independent, and what may be exchanged: batch, channels, axes, directions. */
import type { OpName } from '../../src/ops/index.js';
import { taken } from '../../src/arbitraries/taken.js';
import type { Draw } from '../../src/draw/draw.js';
import { oneAxisAtATime, type PoolCase, type PoolConstraints } from '../../src/ops/pooling/pool-case.js';
import { regimes } from '../../src/domain.js';
import type { Padding } from '../../src/geometry.js';
import { defineLaw, equal } from '../../src/law.js';
import { average, lp, maximum, replaced, type Pool } from './pools.js';
import { arithmeticGuide, morphologyBook, tensorflowPool, torchMaxPool } from './sources.js';

function channelsIndependent<Name extends string>(pool: Pool<Name>) {
  const { letter, op } = pool;
  return defineLaw({
    id: `pooling/channels-independent-${pool.name}` as const,
    statement: `${letter}(x)[..., c] = ${letter}(x[..., c])`,
    because: 'A window spans space, never channels.',
    sources: [torchMaxPool],
    requires: [op],
    regimes,
    cases: pool.draw,
    claim: (t, c) => {
      const one = (channel: number) => t.gather(c.x, -1, [channel]);
      const each = Array.from({ length: c.channels }, (_, channel) => t[op](one(channel), c.attributes));
      return equal(t[op](c.x, c.attributes), t.concat(each, -1));
    },
  });
}

function batchIndependent<Name extends string>(pool: Pool<Name>) {
  const { letter, op } = pool;
  return defineLaw({
    id: `pooling/batch-independent-${pool.name}` as const,
    statement: `${letter}(x)[n] = ${letter}(x[n])`,
    because: 'A window lies in one image of the batch.',
    sources: [torchMaxPool],
    requires: [op],
    regimes,
    cases: (d) => pool.draw(d, { batch: { min: 2 } }),
    claim: (t, c) => {
      const each = Array.from({ length: c.batch }, (_, n) => t[op](t.gather(c.x, 0, [n]), c.attributes));
      return equal(t[op](c.x, c.attributes), t.concat(each, 0));
    },
  });
}

/** A list with two entries exchanged. */
function swapped<T>(list: readonly T[], a: number, b: number): T[] {
  return replaced(replaced(list, a, list[b]!), b, list[a]!);
}

function axisSwap<Name extends string>(pool: Pool<Name>) {
  const { letter, op } = pool;
  return defineLaw({
    id: `pooling/axis-swap-${pool.name}` as const,
    statement: `${letter}(transpose x, "transposed attributes") = transpose ${letter}(x)`,
    because: 'Spatial axes differ only in what the attributes say of each. Two axes at least, as one has none to change places with.',
    sources: [arithmeticGuide],
    requires: [op],
    regimes,
    cases: (d) => {
      const c = pool.draw(d, { axes: [2, 3] });
      const first = d.int('first', 0, c.n - 2);
      return { ...c, first, second: d.int('second', first + 1, c.n - 1) };
    },
    claim: (t, { x, n, first, second, attributes }) => {
      const swap = <T>(list: readonly T[]): T[] => swapped(list, first, second);
      const axes = swapped(
        Array.from({ length: n + 2 }, (_, axis) => axis),
        1 + first,
        1 + second,
      );
      const { window, strides, dilations, padding } = attributes;
      const exchanged = {
        ...attributes,
        window: swap(window),
        strides: swap(strides),
        dilations: swap(dilations),
        padding: typeof padding === 'string' ? padding : swap(padding),
      };
      return equal(t[op](t.transpose(x, axes), exchanged), t.transpose(t[op](x, attributes), axes));
    },
  });
}

export interface Inserted {
  readonly at: number;
  readonly stride: number;
  readonly dilation: number;
}

/** Where an axis of one cell goes, with a stride and a dilation of its own where the library takes unequal ones. */
export function drawUnitAxis(
  d: Draw,
  op: OpName,
  c: { readonly n: number; readonly strides: readonly number[]; readonly dilations: readonly number[] },
): Inserted {
  const { unequalStrides, unequalDilations } = taken(d, op);
  return {
    at: d.int('at', 0, c.n),
    stride: !unequalStrides ? c.strides[0]! : d.option('stride', [1, c.strides.at(-1)!]),
    dilation: !unequalDilations ? c.dilations[0]! : d.option('dilation', [1, c.dilations.at(-1)!]),
  };
}

/** Numbers of axes that leave room for one more, in the domain and the limits; explicit pads must allow for none on the new axis. */
export function roomForOneMore(d: Draw, op: OpName): Pick<PoolConstraints, 'axes' | 'padding'> {
  const takes = taken(d, op);
  return {
    axes: [1, 2].filter((n) => n < d.domain.spatialAxes.max && takes.spatialAxes(n + 1)),
    ...(!takes.unequalPads && { padding: ['valid', 'same', 'same-lower'] as const }),
  };
}

/** A list with one entry more, before position `at`. */
export function inserted<T>(list: readonly T[], at: number, value: T): T[] {
  return [...list.slice(0, at), value, ...list.slice(at)];
}

function unitAxis<Name extends string>(pool: Pool<Name>) {
  const { letter, op } = pool;
  return defineLaw({
    id: `pooling/unit-axis-${pool.name}` as const,
    statement: `${letter} "over n + 1 axes, one of size 1 with window 1" = ${letter} "over the n others"`,
    because:
      'A window of one cell along an axis of one cell adds nothing to look at, wherever the axis stands, whatever its stride and dilation.',
    sources: [arithmeticGuide],
    requires: [op],
    regimes,
    cases: (d) => {
      const c = pool.draw(d, roomForOneMore(d, op));
      return { ...c, unit: drawUnitAxis(d, op, c) };
    },
    claim: (t, { x, batch, sizes, out, channels, attributes, unit: { at, stride, dilation } }) => {
      const { window, strides, dilations, padding } = attributes;
      const wider = {
        ...attributes,
        window: inserted(window, at, 1),
        strides: inserted(strides, at, stride),
        dilations: inserted(dilations, at, dilation),
        padding: typeof padding === 'string' ? padding : inserted(padding, at, [0, 0] as const),
      };
      const higher = t.reshape(x, [batch, ...inserted(sizes, at, 1), channels]);
      return equal(t[op](higher, wider), t.reshape(t[op](x, attributes), [batch, ...inserted(out, at, 1), channels]));
    },
  });
}

/** The padding that pads behind what `padding` pads before. */
export function mirrored(padding: Padding): Padding {
  if (padding === 'valid') return 'valid';
  if (typeof padding === 'string') return padding === 'same' ? 'same-lower' : 'same';
  return padding.map(([before, after]) => [after, before] as const);
}

/** Whether the library takes the mirror image of each kind of padding that it takes. */
export function mirrors(d: Draw, op: OpName): Pick<PoolConstraints, 'padding'> {
  const takes = taken(d, op);
  return takes.padding('same') && takes.padding('same-lower') ? {} : { padding: ['valid', 'explicit'] };
}

/** Sizes at which the windows of a case end exactly where its padded input ends, as many as before or one more. */
export function tiledSizes(c: Pick<PoolCase, 'sizes' | 'kernel' | 'strides' | 'dilations' | 'pads' | 'padding'>): number[] {
  return c.sizes.map((size, i) => {
    const stride = c.strides[i]!;
    const span = (c.kernel[i]! - 1) * c.dilations[i]! + 1;
    if (c.padding === 'same' || c.padding === 'same-lower') return Math.min(size, (Math.ceil(size / stride) - 1) * stride + span);
    const over = (size + c.pads[i]![0] + c.pads[i]![1] - span) % stride;
    return over < size ? size - over : size + stride - over;
  });
}

function flip<Name extends string>(pool: Pool<Name>) {
  const { letter, op } = pool;
  return defineLaw({
    id: `pooling/flip-${pool.name}` as const,
    statement: `${letter}(reverse x, "mirrored pads") = reverse ${letter}(x)`,
    because:
      'A window looks the same from both ends. The windows must end exactly where the padded input ends, else the cells left over would lie on the other side; sizes are drawn so. The mirror of "same" is "same-lower".',
    sources: [arithmeticGuide],
    requires: [op],
    regimes,
    cases: (d) => {
      const c = pool.draw(d, mirrors(d, op));
      return {
        ...c,
        y: d.tensor('y', [c.batch, tiledSizes(c), c.channels], { terms: c.kernel.reduce((a, b) => a * b, 1), degree: 3 }),
      };
    },
    claim: (t, { y, n, attributes }) => {
      const axes = Array.from({ length: n }, (_, axis) => 1 + axis);
      const other = { ...attributes, padding: mirrored(attributes.padding) };
      return equal(t[op](t.reverse(y, axes), other), t.reverse(t[op](y, attributes), axes));
    },
  });
}

function separableByAxis<Name extends string>(pool: Pool<Name>) {
  const { letter, op } = pool;
  return defineLaw({
    id: `pooling/separable-by-axis-${pool.name}` as const,
    statement: `${letter} "over n axes" = ${letter} "along one axis after another, in any order"`,
    because:
      'Of several axes: a window is a product of windows along each, and so are its cells: the maximum of maxima is the maximum, and a mean of means over equal numbers is the mean; the norm of norms is the norm. This holds with padding and in ceil mode too, as the cells of a window that exist are a product of those along each axis.',
    sources: [morphologyBook, tensorflowPool],
    requires: [op],
    regimes,
    cases: (d) => ({ ...pool.draw(d, { axes: [2, 3], ...oneAxisAtATime(d) }), backwards: d.option('backwards', [false, true]) }),
    claim: (t, { x, n, attributes, backwards }) => {
      const ones = attributes.window.map(() => 1);
      const along = (i: number) => ({
        ...attributes,
        window: replaced(ones, i, attributes.window[i]!),
        strides: replaced(ones, i, attributes.strides[i]!),
        dilations: replaced(ones, i, attributes.dilations[i]!),
        padding:
          typeof attributes.padding === 'string'
            ? attributes.padding
            : attributes.padding.map((pads, axis) => (axis === i ? pads : ([0, 0] as const))),
      });
      let y = Promise.resolve(x);
      for (let i = 0; i < n; i++) y = t[op](y, along(backwards ? n - 1 - i : i));
      return equal(y, t[op](x, attributes));
    },
  });
}

export const channelsIndependentMax = channelsIndependent(maximum);
export const channelsIndependentAverage = channelsIndependent(average);
export const channelsIndependentLp = channelsIndependent(lp);
export const batchIndependentMax = batchIndependent(maximum);
export const batchIndependentAverage = batchIndependent(average);
export const batchIndependentLp = batchIndependent(lp);
export const axisSwapMax = axisSwap(maximum);
export const axisSwapAverage = axisSwap(average);
export const axisSwapLp = axisSwap(lp);
export const unitAxisMax = unitAxis(maximum);
export const unitAxisAverage = unitAxis(average);
export const unitAxisLp = unitAxis(lp);
export const flipMax = flip(maximum);
export const flipAverage = flip(average);
export const flipLp = flip(lp);
export const separableByAxisMax = separableByAxis(maximum);
export const separableByAxisAverage = separableByAxis(average);
export const separableByAxisLp = separableByAxis(lp);

export const structure = [
  channelsIndependentMax,
  channelsIndependentAverage,
  channelsIndependentLp,
  batchIndependentMax,
  batchIndependentAverage,
  batchIndependentLp,
  axisSwapMax,
  axisSwapAverage,
  axisSwapLp,
  unitAxisMax,
  unitAxisAverage,
  unitAxisLp,
  flipMax,
  flipAverage,
  flipLp,
  separableByAxisMax,
  separableByAxisAverage,
  separableByAxisLp,
] as const;
