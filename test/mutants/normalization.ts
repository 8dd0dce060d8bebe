import { batchNorm, groupNorm, instanceNorm, layerNorm, lrn, rmsNorm } from '../../src/ops/kernels.js';
import type { LibraryOps } from '../../src/library.js';
import { zeros, type Tensor } from '../../src/tensor.js';
import { mutate, type Mutant } from './mutate.js';
import { at, firstImage, fromIndex, map } from './pieces.js';

type Norm = (...args: readonly never[]) => Tensor;

const ops = { batchNorm, layerNorm, instanceNorm, groupNorm, rmsNorm, lrn } as unknown as Readonly<Record<string, Norm>>;
const centred = ['layer-norm', 'instance-norm', 'group-norm'];
const own = [...centred, 'rms-norm'];
const scaled = ['batch-norm', ...own];
const all = [...scaled, 'lrn'];

/** Every normalisation, made wrong in the same way. */
function wrongly(change: (op: Norm, args: readonly unknown[]) => Tensor): LibraryOps {
  return Object.fromEntries(
    Object.entries(ops).map(([name, op]) => [name, (...args: readonly unknown[]) => change(op, args)]),
  ) as unknown as LibraryOps;
}

const on = (law: string, kinds: readonly string[]): string[] => kinds.map((kind) => `normalization/${law}-${kind}`);

const wrong = (name: string, kills: readonly string[], change: Parameters<typeof wrongly>[0]): Mutant => ({
  name: `normalisation: ${name}`,
  kills,
  library: mutate(wrongly(change)),
});

/** A call with other attributes, or another x. */
const again = (op: Norm, args: readonly unknown[], more: object, x: unknown = args[0]): Tensor =>
  op(...([x, ...args.slice(1, -1), { ...(args.at(-1) as object), ...more }] as never[]));

const isOne = (op: Norm): boolean => op === ops['lrn'];

/** The longer of two lists of numbers cut to the channels of x. */
function cut(x: Tensor, given: unknown): unknown {
  const list = given as Tensor | undefined;
  const channels = x.shape.at(-1)!;
  return list?.shape.length === 1 && list.shape[0]! > channels ? fromIndex([channels], (index) => at(list, index)) : given;
}

export const mutants: readonly Mutant[] = [
  wrong(
    'a half is added to every number',
    [...on('mean-is-zero', centred), ...on('constant-is-zero', centred), ...on('odd', [...own, 'lrn'])],
    (op, args) => map(again(op, args, {}), (value) => value + 0.5),
  ),
  wrong('epsilon is taken twice', [...on('variance-is-a-ratio', own), 'normalization/batch-norm-folds-into-conv'], (op, args) => {
    const { epsilon } = args.at(-1) as { readonly epsilon?: number };
    return isOne(op) ? again(op, args, {}) : again(op, args, { epsilon: 2 * (epsilon ?? 1e-5) });
  }),
  wrong('epsilon is always 1', [...on('scale-invariant', own), 'normalization/unit-moments-are-nothing'], (op, args) =>
    isOne(op) ? again(op, args, {}) : again(op, args, { epsilon: 1 }),
  ),
  wrong('numbers above 2 are taken for 2', on('shift-invariant', centred), (op, args) =>
    again(
      op,
      args,
      {},
      map(args[0] as Tensor, (value) => Math.min(2, value)),
    ),
  ),
  wrong('the scale is left out', on('scale-and-offset-come-last', scaled), (op, args) => again(op, args, { scale: undefined })),
  wrong('the first number for all channels', on('channels-in-any-order', scaled), (op, args) => {
    const { scale } = args.at(-1) as { readonly scale?: Tensor };
    return again(op, args, scale === undefined ? {} : { scale: fromIndex(scale.shape, () => scale.get(0)) });
  }),
  wrong('the first image serves all', on('items-independent', all), (op, args) => again(op, args, {}, firstImage(args[0] as Tensor))),
  wrong('the last cell is left out', on('cells-in-any-order', all), (op, args) => {
    const y = again(op, args, {});
    return fromIndex(y.shape, (index) => (index.slice(1, -1).every((i, axis) => i === y.shape[1 + axis]! - 1) ? 0 : at(y, index)));
  }),
  {
    name: 'normalisation: groups are of one channel',
    kills: ['normalization/group-one-is-layer'],
    library: mutate({ groupNorm: (x, { groups: _, ...a }) => instanceNorm(x, a) }),
  },
  {
    name: 'normalisation: one group for any number of them',
    kills: ['normalization/group-per-channel-is-instance'],
    library: mutate({ groupNorm: (x, a) => groupNorm(x, { ...a, groups: 1 }) }),
  },
  {
    name: 'normalisation: the variance is over n - 1',
    kills: ['normalization/batch-of-own-moments-is-instance', 'normalization/variance-is-a-ratio-instance-norm'],
    library: mutate({
      instanceNorm: (x, a) => {
        const n = x.shape.slice(1, -1).reduce((product, size) => product * size, 1);
        const factor = Math.sqrt((n - 1) / n);
        const { scale, offset, ...rest } = a;
        const narrow = map(instanceNorm(x, rest), (value) => value * factor);
        const channels = x.shape.at(-1)!;
        return batchNorm(
          narrow,
          zeros([channels]),
          map(zeros([channels]), () => 1),
          {
            epsilon: 0,
            ...(scale && { scale }),
            ...(offset && { offset }),
          },
        );
      },
    }),
  },
  {
    name: 'normalisation: a root mean square over the item',
    kills: ['normalization/rms-of-centred-is-layer'],
    library: mutate({ rmsNorm: (x, a) => rmsNorm(x, { ...a, over: 'item' }) }),
  },
  {
    name: 'normalisation: alpha is always 1',
    kills: ['normalization/lrn-scales', 'normalization/lrn-without-alpha-is-nothing'],
    library: mutate({ lrn: (x, a) => lrn(x, { ...a, alpha: 1 }) }),
  },
  {
    name: 'normalisation: a window is one channel larger',
    kills: ['normalization/lrn-flips'],
    library: mutate({ lrn: (x, a) => lrn(x, { ...a, size: a.size + 1, alpha: (a.alpha * (a.size + 1)) / a.size }) }),
  },
  {
    name: 'normalisation: a window is divided by the channels that there are',
    kills: ['normalization/lrn-of-zero-channels'],
    library: mutate({ lrn: (x, a) => lrn(x, { ...a, alpha: (a.alpha * a.size) / Math.min(a.size, x.shape.at(-1)!) }) }),
  },
  wrong('what is too long is cut, and what is wrong is made good', on('rejects-bad-arguments', all), (op, args) => {
    const x = args[0] as Tensor;
    const a = args.at(-1) as { readonly scale?: Tensor; readonly groups?: number; readonly size?: number };
    const more = {
      ...(a.scale && { scale: cut(x, a.scale) }),
      ...(a.groups !== undefined && { groups: x.shape.at(-1)! % a.groups === 0 ? a.groups : 1 }),
      ...(a.size !== undefined && { size: Math.max(1, Math.round(a.size)) }),
    };
    return op(...([x, ...args.slice(1, -1).map((each) => cut(x, each)), { ...a, ...more }] as never[]));
  }),
];
