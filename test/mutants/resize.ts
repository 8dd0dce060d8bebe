import { resize } from '../../src/ops/kernels.js';
import type { LibraryOps } from '../../src/library.js';
import { zeros, type Tensor } from '../../src/tensor.js';
import { mutate, type Mutant } from './mutate.js';
import { at, firstImage, fromIndex, map } from './pieces.js';

type Resize = NonNullable<LibraryOps['resize']>;
type Attributes = Parameters<Resize>[1];

const family = 'resize/';

const wrong = (name: string, kills: readonly string[], op: (...args: Parameters<Resize>) => Tensor): Mutant => ({
  name: `resize: ${name}`,
  kills: kills.map((law) => family + law),
  library: mutate({ resize: op }),
});

const known = (a: Attributes, n: number): Attributes => ({
  ...a,
  size: Array.from({ length: n }, (_, i) => Math.max(1, Math.round(a.size[i] ?? 1))),
  mode: a.mode === 'bilinear' ? 'bilinear' : 'nearest',
});

/** Nearest, by another rule for the source of a place along an axis. */
const nearest = (x: Tensor, a: Attributes, source: (i: number, from: number, to: number) => number): Tensor =>
  fromIndex(resize(x, a).shape, (index) =>
    at(
      x,
      index.map((i, axis) => {
        if (axis === 0 || axis === index.length - 1) return i;
        const from = x.shape[axis]!;
        return Math.min(from - 1, Math.max(0, source(i, from, a.size[axis - 1]!)));
      }),
    ),
  );

export const mutants: Mutant[] = [
  wrong('nearest rounds up', ['integer-upscale-nearest-is-repeat'], (x, a) =>
    a.mode === 'nearest' ? nearest(x, a, (i, from, to) => Math.ceil((i * from) / to)) : resize(x, a),
  ),
  // On every number of axes it would be a convention.
  wrong('nearest rounds to the nearest without a flag, on two axes', ['integer-upscale-nearest-is-repeat'], (x, a) =>
    a.mode === 'nearest' && !a.alignCorners && !a.halfPixelCenters && a.size.length === 2
      ? nearest(x, a, (i, from, to) => Math.round((i * from) / to))
      : resize(x, a),
  ),
  wrong('nearest is bilinear', ['nearest-introduces-no-new-values', 'integer-upscale-nearest-is-repeat'], (x, a) =>
    resize(x, { ...a, mode: 'bilinear' }),
  ),
  wrong('bilinear sharpens', ['bilinear-stays-within-min-and-max'], (x, a) => {
    const y = resize(x, a);
    const rough = resize(x, { ...a, mode: 'nearest' });
    return a.mode === 'bilinear' ? fromIndex(y.shape, (index) => 2 * at(y, index) - at(rough, index)) : y;
  }),
  wrong('the weights add up to less than 1', ['constant', 'size-unchanged-is-identity', 'separable-by-axis'], (x, a) =>
    map(resize(x, a), (value) => value * 0.999),
  ),
  wrong('places beyond the last cell read 0', ['constant', 'separable-by-axis'], (x, a) => {
    const y = resize(x, a);
    const outside = (i: number, axis: number): boolean =>
      axis > 0 && axis < x.shape.length - 1 && !a.alignCorners && (i * x.shape[axis]!) / a.size[axis - 1]! > x.shape[axis]! - 1;
    return a.mode === 'bilinear' ? fromIndex(y.shape, (index) => (index.filter(outside).length % 2 === 1 ? 0 : at(y, index))) : y;
  }),
  wrong('a kept size is shifted by half a cell', ['size-unchanged-is-identity'], (x, a) => {
    const same = a.size.every((size, i) => size === x.shape[i + 1]);
    return same ? nearest(x, a, (i) => i + 1) : resize(x, a);
  }),
  wrong('results are clipped at 5', ['linear', 'size-unchanged-is-identity'], (x, a) => map(resize(x, a), (value) => Math.min(5, value))),
  wrong('the first axis decides for all', ['axis-swap'], (x, a) => {
    const [from, to] = [x.shape[1]!, a.size[0]!];
    return x.shape.length > 3 && a.mode === 'nearest' ? nearest(x, a, (i) => Math.floor((i * from) / to)) : resize(x, a);
  }),
  wrong('the first image serves all', ['batch-and-channels-independent', 'size-unchanged-is-identity'], (x, a) => resize(firstImage(x), a)),
  wrong('bad sizes and modes are made good', ['rejects-bad-arguments'], (x, a) => resize(x, known(a, x.shape.length - 2))),
  wrong('alignCorners is ignored', ['points-on-cells-are-cells', 'bilinear-halfway-is-mean', 'flip'], (x, a) =>
    resize(x, { ...a, alignCorners: false }),
  ),
  wrong('halfPixelCenters is ignored', ['points-on-cells-are-cells', 'flip'], (x, a) => resize(x, { ...a, halfPixelCenters: false })),
  wrong('bilinear is nearest', ['bilinear-halfway-is-mean'], (x, a) => resize(x, { ...a, mode: 'nearest' })),
  wrong('of two flags the first holds', ['rejects-bad-arguments'], (x, a) =>
    resize(x, a.alignCorners ? { ...a, halfPixelCenters: false } : a),
  ),
  wrong('cells of an axis without any are 0', ['rejects-no-cells'], (x, a) =>
    x.shape.slice(1, -1).includes(0) ? zeros([x.shape[0]!, ...a.size, x.shape.at(-1)!]) : resize(x, a),
  ),
];
