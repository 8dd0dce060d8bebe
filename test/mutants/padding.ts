import { pad } from '../../src/ops/kernels.js';
import type { LibraryOps } from '../../src/library.js';
import type { PadAttributes, PadMode, Pair } from '../../src/ops/index.js';
import { toArray, type Tensor } from '../../src/tensor.js';
import { mutate, type Mutant } from './mutate.js';
import { at, fromIndex, map } from './pieces.js';

type Pad = NonNullable<LibraryOps['pad']>;
type Attributes = Required<PadAttributes>;

const family = 'padding/';

const wrong = (name: string, kills: readonly string[], op: (...args: Parameters<Pad>) => Tensor): Mutant => ({
  name: `pad: ${name}`,
  kills: kills.map((law) => family + law),
  library: mutate({ pad: op }),
});

const inMode = (mode: PadMode, f: (x: Tensor, a: Attributes) => Tensor) => (x: Tensor, a: Attributes) =>
  a.mode === mode ? f(x, a) : pad(x, a);

/** The result, with the cells of x that its pads copy chosen by `source` along every axis; x itself stays. */
function copying(x: Tensor, a: Attributes, source: (i: number, size: number) => number): Tensor {
  const shape = x.shape.map((size, axis) => size + a.paddings[axis]![0] + a.paddings[axis]![1]);
  return fromIndex(shape, (index) =>
    at(
      x,
      index.map((place, axis) => {
        const [i, size] = [place - a.paddings[axis]![0], x.shape[axis]!];
        return i >= 0 && i < size ? i : Math.min(size - 1, Math.max(0, source(i, size)));
      }),
    ),
  );
}

const swapped = (a: Attributes): Attributes => ({ ...a, paddings: a.paddings.map(([before, after]): Pair => [after, before]) });
const least = (a: Attributes): Attributes => ({
  ...a,
  paddings: a.paddings.map(([before, after]): Pair => [Math.max(0, before), Math.max(0, after)]),
});

/** Whether there is a pair of pads for each axis, none of them below 0. */
const isWhole = (x: Tensor, a: Attributes): boolean =>
  a.paddings.length === x.shape.length && a.paddings.every((pair) => pair.every((p) => Number.isInteger(p) && p >= 0));

const extreme = (x: Tensor): number => Math.max(...toArray(x).filter((value) => !Number.isNaN(value)));

export const mutants: Mutant[] = [
  wrong(
    'before and after are exchanged',
    ['constant', 'edge', 'reflect', 'symmetric', 'wrap', 'pad-then-crop-is-identity', 'gradient-adjoint'],
    (x, a) => pad(x, swapped(a)),
  ),
  wrong(
    'reflect repeats the edge',
    ['reflect', 'symmetric-is-reflect-of-doubled-edge', 'gradient-adjoint'],
    inMode('reflect', (x, a) => pad(x, { ...a, mode: 'symmetric' })),
  ),
  wrong(
    'symmetric leaves the edge out where it can',
    ['symmetric', 'symmetric-is-reflect-of-doubled-edge'],
    inMode('symmetric', (x, a) => copying(x, a, (i, size) => (i < 0 ? -i : 2 * size - 2 - i))),
  ),
  wrong(
    'wrap begins at its own end',
    ['wrap', 'wrap-is-periodic'],
    inMode('wrap', (x, a) => copying(x, a, (i, size) => (i < 0 ? -1 - i : i - size))),
  ),
  wrong(
    'wrap is one cell off before the data',
    ['wrap', 'wrap-is-periodic', 'flip'],
    inMode('wrap', (x, a) => copying(x, a, (i, size) => (i < 0 ? i + size - 1 : i - size))),
  ),
  wrong(
    'reflect is one cell off after the data',
    ['reflect', 'flip', 'symmetric-is-reflect-of-doubled-edge'],
    inMode('reflect', (x, a) => copying(x, a, (i, size) => (i < 0 ? -i : 2 * size - 3 - i))),
  ),
  wrong(
    'edge pads with zeros',
    ['edge'],
    inMode('edge', (x, a) => pad(x, { ...a, mode: 'constant', value: 0 })),
  ),
  wrong(
    'edge repeats the second cell',
    ['edge', 'gradient-adjoint'],
    inMode('edge', (x, a) => copying(x, a, (i, size) => (i < 0 ? 1 : size - 2))),
  ),
  wrong(
    'the constant is always 0',
    ['constant'],
    inMode('constant', (x, a) => pad(x, { ...a, value: 0 })),
  ),
  wrong(
    'the constant of a pad is added to that of the pad before',
    ['constant-pads-add'],
    inMode('constant', (x, a) => {
      const y = pad(x, a);
      return a.value !== 0 &&
        at(
          x,
          x.shape.map(() => 0),
        ) === a.value
        ? map(y, (value) => value + 1)
        : y;
    }),
  ),
  wrong(
    'a pad of 3 is one of 4',
    ['constant-pads-add', 'constant'],
    inMode('constant', (x, a) => pad(x, { ...a, paddings: a.paddings.map(([before, after]): Pair => [before === 3 ? 4 : before, after]) })),
  ),
  wrong('the last axis is reversed', ['zero-pads-are-identity', 'pad-then-crop-is-identity', 'constant'], (x, a) => {
    const y = pad(x, a);
    return fromIndex(y.shape, (index) => at(y, [...index.slice(0, -1), y.shape.at(-1)! - 1 - index.at(-1)!]));
  }),
  wrong('values above 5 are clipped', ['linear', 'zero-pads-are-identity', 'pad-then-crop-is-identity'], (x, a) =>
    map(pad(x, a), (value) => (value > 5 ? 5 : value)),
  ),
  wrong(
    'pads of the edge are blended',
    ['introduces-no-new-values', 'edge'],
    inMode('edge', (x, a) => {
      const y = pad(x, a);
      return fromIndex(y.shape, (index) =>
        index.every((i, axis) => i >= a.paddings[axis]![0] && i < a.paddings[axis]![0] + x.shape[axis]!)
          ? at(y, index)
          : at(y, index) / 2 + extreme(x) / 2,
      );
    }),
  ),
  wrong('corners stay zero', ['axes-commute', 'edge', 'reflect', 'wrap'], (x, a) => {
    const y = pad(x, a);
    const outside = (i: number, axis: number): boolean => i < a.paddings[axis]![0] || i >= a.paddings[axis]![0] + x.shape[axis]!;
    return fromIndex(y.shape, (index) => (index.filter(outside).length > 1 ? 0 : at(y, index)));
  }),
  wrong('pads after the data copy the first cell of the result', ['constant', 'flip', 'reflect'], (x, a) => {
    const y = pad(x, a);
    return fromIndex(y.shape, (index) =>
      at(
        y,
        index.map((i, axis) => (i >= a.paddings[axis]![0] + x.shape[axis]! ? 0 : i)),
      ),
    );
  }),
  wrong('a negative pad is 0', ['negative-pads-crop'], (x, a) => pad(x, least(a))),
  wrong(
    'a negative pad crops the other end',
    ['negative-pads-crop'],
    inMode('constant', (x, a) => {
      const cropped = a.paddings.map(([before, after]): Pair => [Math.min(0, after), Math.min(0, before)]);
      const added = least(a).paddings;
      return pad(pad(x, { paddings: cropped }), { ...a, paddings: added });
    }),
  ),
  wrong(
    'reflect goes on mirroring beyond the size',
    ['rejects-bad-arguments'],
    inMode('reflect', (x, a) => {
      return isWhole(x, a) ? copying(x, a, (i, size) => (i < 0 ? -i : 2 * size - 2 - i)) : pad(x, a);
    }),
  ),
  wrong('symmetric and wrap go on with the edge beyond the size', ['beyond-the-size'], (x, a) =>
    (a.mode === 'symmetric' || a.mode === 'wrap') && isWhole(x, a)
      ? copying(x, a, (i, size) => (a.mode === 'wrap' ? (i < 0 ? i + size : i - size) : i < 0 ? -1 - i : 2 * size - 1 - i))
      : pad(x, a),
  ),
  wrong('pads beyond the size break off inside', ['beyond-the-size'], (x, a) => {
    const beyond = a.paddings.findIndex((pair, axis) => a.mode !== 'edge' && Math.max(...pair) > x.shape[axis]!);
    const tables: readonly (readonly number[])[] = [];
    if (isWhole(x, a) && (a.mode === 'symmetric' || a.mode === 'wrap') && beyond >= 0) return fromIndex([tables[beyond]!.length], () => 0);
    return pad(x, a);
  }),
  wrong('the constant is cut to an integer', ['constant', 'negative-pads-crop'], (x, a) => pad(x, { ...a, value: Math.trunc(a.value) })),
  wrong('an unknown mode is constant', ['rejects-bad-arguments'], (x, a) =>
    pad(x, ['constant', 'edge', 'reflect', 'symmetric', 'wrap'].includes(a.mode) ? a : { ...a, mode: 'constant' }),
  ),
  wrong('missing pads are 0, others are left', ['rejects-bad-arguments'], (x, a) =>
    pad(x, { ...a, paddings: x.shape.map((_, axis) => a.paddings[axis] ?? [0, 0]) }),
  ),
];
