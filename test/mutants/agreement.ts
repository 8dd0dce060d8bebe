import { batchToSpace, composeWithSpaceToBatch, conv, maxPool, pad, spaceToBatch } from '../../src/ops/kernels.js';
import { opNames, type ConvAttributes, type OpName, type PadAttributes, type Pair, type PoolAttributes } from '../../src/ops/index.js';
import { baseSamePads } from '../../src/geometry.js';
import type { LibraryOps } from '../../src/library.js';
import { reference } from '../../src/reference.js';
import { fromData, toArray, type Tensor } from '../../src/tensor.js';
import { mutate, mutateDefaults, type Mutant } from './mutate.js';
import { at, fromIndex } from './pieces.js';

/** An op's name as ids have it. */
export const dashed = (op: OpName): string => op.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const tensorOps = opNames.filter((op) => op !== 'withSpaceToBatch' && op !== 'requiredSpaceToBatchPaddings');

const compose = composeWithSpaceToBatch<Tensor>({ spaceToBatch, batchToSpace });

/** The reference's op, with its result spoilt. */
function spoilt(op: OpName, spoil: (values: number[], args: readonly unknown[]) => number[]): LibraryOps {
  const right = reference.ops[op] as unknown as (...args: unknown[]) => Tensor;
  const wrong = (...args: unknown[]): Tensor => {
    const y = right(...args);
    return fromData(Float64Array.from(spoil(toArray(y), args)), [...y.shape]);
  };
  return { [op]: wrong };
}

export const mutants: Mutant[] = [
  ...tensorOps.flatMap((op): Mutant[] => [
    {
      name: `${op}: the last element is never written`,
      kills: [`agreement/${dashed(op)}`],
      library: mutate(spoilt(op, (values) => values.map((value, i) => (i === values.length - 1 ? 0 : value)))),
    },
    {
      name: `${op}: every result is off by two parts in a billion`,
      kills: [`agreement/${dashed(op)}`],
      library: mutate(spoilt(op, (values) => values.map((value) => value * (1 + 2e-9)))),
    },
  ]),
  {
    name: 'conv: strides that are left out are the dilations',
    kills: ['agreement/conv'],
    library: mutateDefaults({ conv: (x, filter, a: ConvAttributes) => conv(x, filter, { ...a, strides: a.strides ?? a.dilations ?? [] }) }),
  },
  {
    name: 'pad: a negative pad is 0',
    kills: ['agreement/pad'],
    library: mutate({
      pad: (x, a) => pad(x, { ...a, paddings: a.paddings.map(([before, after]): Pair => [Math.max(0, before), Math.max(0, after)]) }),
    }),
  },
  {
    name: 'pad: without a mode it repeats the edge',
    kills: ['agreement/pad'],
    library: mutateDefaults({ pad: (x, a: PadAttributes) => pad(x, { ...a, mode: a.mode ?? 'edge' }) }),
  },
  {
    name: 'maxPool: a stride that is left out is the window',
    kills: ['agreement/max-pool'],
    library: mutateDefaults({ maxPool: (x, a: PoolAttributes) => maxPool(x, { ...a, strides: a.strides ?? a.window ?? [] }) }),
  },
  {
    name: "withSpaceToBatch: 'same' puts the odd pad before",
    kills: ['agreement/with-space-to-batch'],
    library: mutate({
      withSpaceToBatch: (x, a, op) => {
        const dilated = a.padding === 'same' && a.dilationRate.some((rate) => rate > 1);
        const swapped = a.dilationRate.map((rate, i) => [...baseSamePads(a.filterShape![i]!, rate)].reverse() as [number, number]);
        return compose(x, dilated ? { ...a, padding: swapped } : a, op);
      },
    }),
  },
  {
    name: 'withSpaceToBatch: the grids of an image stand together',
    kills: ['agreement/with-space-to-batch'],
    library: mutate({
      withSpaceToBatch: (x, a, op) =>
        compose(x, a, async (grids, n, padding) => {
          const images = x.shape[0]!;
          const blocks = grids.shape[0]! / images;
          const regrouped = (y: Tensor, from: (place: number) => number): Tensor =>
            fromIndex(y.shape, ([place, ...rest]) => at(y, [from(place!), ...rest]));
          const together = regrouped(grids, (place) => (place % blocks) * images + Math.floor(place / blocks));
          return regrouped(await op(together, n, padding), (place) => (place % images) * blocks + Math.floor(place / images));
        }),
    }),
  },
  {
    name: 'requiredSpaceToBatchPaddings: a size that divides already gets one block more',
    kills: ['agreement/required-space-to-batch-paddings'],
    library: mutate({
      requiredSpaceToBatchPaddings: (sizes, blocks, base = sizes.map(() => [0, 0] as const)) => {
        const extra = sizes.map((size, i) => blocks[i]! - ((size + base[i]![0] + base[i]![1]) % blocks[i]!));
        return { paddings: base.map(([b, e], i) => [b, e + extra[i]!]), crops: extra.map((more) => [0, more]) };
      },
    }),
  },
];
