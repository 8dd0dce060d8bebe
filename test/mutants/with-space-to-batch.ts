import { baseSamePads, requiredSpaceToBatchPaddings } from '../../src/geometry.js';
import { batchToSpace, conv, spaceToBatch, withSpaceToBatch } from '../../src/ops/kernels.js';
import type { LibraryOps } from '../../src/library.js';
import type { Padding, Pair, WithSpaceToBatchAttributes } from '../../src/ops/index.js';
import type { Tensor } from '../../src/tensor.js';
import { mutate, type Mutant } from './mutate.js';
import { at, fromIndex } from './pieces.js';
import { imageMajor } from './space-to-batch.js';

type W = NonNullable<LibraryOps['withSpaceToBatch']>;
type Op = Parameters<W>[2];

const family = 'with-space-to-batch/';

const wrong = (name: string, kills: readonly string[], ops: LibraryOps): Mutant => ({
  name,
  kills: kills.map((law) => family + law),
  library: mutate(ops),
});

/** The steps of W that a bug may replace. */
interface Steps {
  /** Where the dilated axes are. */
  readonly dims: (a: WithSpaceToBatchAttributes) => readonly number[];
  readonly base: (a: WithSpaceToBatchAttributes, axis: number) => Pair;
  readonly required: typeof requiredSpaceToBatchPaddings;
  /** The call of op between the two halves. */
  readonly apply: (op: Op, grids: Tensor, a: WithSpaceToBatchAttributes) => Promise<Tensor>;
}

const right: Steps = {
  dims: ({ dilationRate, spatialDims, dataFormat }) =>
    spatialDims ?? dilationRate.map((_, i) => i + (dataFormat?.startsWith('NC') === true ? 2 : 1)),
  base: ({ padding, filterShape, dilationRate }, axis) =>
    padding === 'valid' ? [0, 0] : padding === 'same' ? baseSamePads(filterShape![axis]!, dilationRate[axis]!) : (padding as Pair[])[axis]!,
  required: requiredSpaceToBatchPaddings,
  apply: (op, grids, { dilationRate }) => op(grids, dilationRate.length, 'valid'),
};

/** W step by step, for good arguments. */
function stepwise(bug: Partial<Steps>): W {
  const { dims, base, required, apply } = { ...right, ...bug };
  return async (x, a, op) => {
    const rates = a.dilationRate;
    if (rates.every((rate) => rate === 1)) return op(x, rates.length, a.padding);
    const axes = dims(a);
    const { paddings, crops } = required(
      axes.map((axis) => x.shape[axis]!),
      rates,
      axes.map((_, i) => base(a, i)),
    );
    const last = Math.max(...axes);
    const scattered = <T>(list: readonly T[], otherwise: T): T[] =>
      Array.from({ length: last }, (_, i) => list[axes.indexOf(i + 1)] ?? otherwise);
    const blockShape = scattered(rates, 1);
    const grids = spaceToBatch(x, { blockShape, paddings: scattered<Pair>(paddings, [0, 0]) });
    return batchToSpace(await apply(op, grids, a), { blockShape, crops: scattered<Pair>(crops, [0, 0]) });
  };
}

const dilated = (name: string, kills: readonly string[], bug: Partial<Steps>): Mutant =>
  wrong(`W: ${name}`, kills, { withSpaceToBatch: stepwise(bug) });

/** The plan of a call is kept where the next call finds it: a W inside a W takes it away. */
function sharedPlan(): W {
  let crops: readonly Pair[] = [];
  const plan = (required: readonly Pair[]): void => {
    crops = required;
  };
  return async (x, a, op) => {
    if (a.dilationRate.every((rate) => rate === 1)) return op(x, a.dilationRate.length, a.padding);
    const required = requiredSpaceToBatchPaddings(x.shape.slice(1, 1 + a.dilationRate.length), a.dilationRate);
    plan(required.crops);
    const grids = await op(spaceToBatch(x, { blockShape: a.dilationRate, paddings: required.paddings }), a.dilationRate.length, 'valid');
    return batchToSpace(grids, { blockShape: a.dilationRate, crops });
  };
}

/** W at rates of 1 does something else; elsewhere it is right. */
const plain = (name: string, kills: readonly string[], atOne: W): Mutant =>
  wrong(`W: ${name}`, kills, {
    withSpaceToBatch: (x, a, op) => (a.dilationRate.every((rate) => rate === 1) ? atOne(x, a, op) : stepwise({})(x, a, op)),
  });

const native = ['', '-depthwise', '-separable', '-max-pool', '-average-pool'].map((op) => `equals-native-dilation${op}`);

/** Bad attributes made good: what a library does that checks less. */
const forgiving = (name: string, repair: (a: WithSpaceToBatchAttributes, x: Tensor) => WithSpaceToBatchAttributes): Mutant =>
  wrong(`W: ${name}`, ['rejects-bad-arguments'], {
    withSpaceToBatch: (x, a, op) => withSpaceToBatch(x, repair(a, x), op),
  });

export const mutants: Mutant[] = [
  plain('at rates of 1 it pads by itself and passes valid on', ['dilation-one-is-identity'], (x, a, op) =>
    op(x, a.dilationRate.length, 'valid'),
  ),
  plain('at rates of 1 it passes a copy of the padding', ['dilation-one-is-identity'], (x, a, op) =>
    op(x, a.dilationRate.length, structuredClone(a.padding)),
  ),
  plain('at rates of 1 it tries op first', ['dilation-one-is-identity'], async (x, a, op) => {
    await op(x, a.dilationRate.length, a.padding);
    return op(x, a.dilationRate.length, a.padding);
  }),
  plain('at rates of 1 it wants a known padding', ['dilation-one-is-identity'], (x, a, op) => {
    if (a.padding !== 'valid' && a.padding !== 'same') throw new Error('unknown padding');
    return op(x, a.dilationRate.length, a.padding);
  }),
  dilated('the surplus stands before the data', [...native, 'chains-fuse-valid', 'chains-fuse-valid-max-pool'], {
    required: (sizes, block, base) => {
      const { paddings, crops } = requiredSpaceToBatchPaddings(sizes, block, base);
      return { paddings: paddings.map(([before, after], i): Pair => [before + crops[i]![1], after - crops[i]![1]]), crops };
    },
  }),
  dilated('the surplus is cropped before the data', [...native, 'chains-fuse-valid'], {
    required: (sizes, block, base) => {
      const { paddings, crops } = requiredSpaceToBatchPaddings(sizes, block, base);
      return { paddings, crops: crops.map(([before, after]): Pair => [after, before]) };
    },
  }),
  dilated('the surplus is not cropped', native, {
    required: (sizes, block, base) => {
      const { paddings } = requiredSpaceToBatchPaddings(sizes, block, base);
      return { paddings, crops: paddings.map(() => [0, 0]) };
    },
  }),
  dilated('same puts the odd cell before', ['same-equals-explicit-base-paddings', 'equals-native-dilation'], {
    base: (a, axis) => (a.padding === 'same' ? ([...right.base(a, axis)].reverse() as unknown as Pair) : right.base(a, axis)),
  }),
  dilated(
    'same pads for the kernel without its rate',
    ['same-equals-explicit-base-paddings', 'chains-fuse-same', 'equals-native-dilation'],
    {
      base: (a, axis) => (a.padding === 'same' ? baseSamePads(a.filterShape![axis]!, 1) : right.base(a, axis)),
    },
  ),
  dilated('same pads k * rate - 1 cells', ['valid-is-same-with-unit-filter', 'same-equals-explicit-base-paddings'], {
    base: (a, axis) => {
      const total = a.filterShape === undefined ? 0 : a.filterShape[axis]! * a.dilationRate[axis]! - 1;
      return a.padding === 'same' ? [Math.floor(total / 2), Math.ceil(total / 2)] : right.base(a, axis);
    },
  }),
  dilated('an axis of rate 1 gets no pads', ['same-equals-explicit-base-paddings', 'equals-native-dilation-depthwise'], {
    base: (a, axis) => (a.padding === 'same' && a.dilationRate[axis] === 1 ? [0, 0] : right.base(a, axis)),
  }),
  dilated(
    'valid pads like same where a filter shape is given',
    ['equals-native-dilation-max-pool', 'equals-native-dilation-average-pool'],
    {
      base: (a, axis) =>
        a.padding === 'valid' && a.filterShape ? baseSamePads(a.filterShape[axis]!, a.dilationRate[axis]!) : right.base(a, axis),
    },
  ),
  wrong('W: its plan is kept where an inner W overwrites it', ['nested-rates-multiply'], { withSpaceToBatch: sharedPlan() }),
  dilated('op is called on each image by itself', ['op-sees-valid'], {
    apply: async (op, grids, { dilationRate }) => {
      const images: Tensor[] = [];
      for (let n = 0; n < grids.shape[0]!; n++) {
        images.push(
          await op(
            fromIndex([1, ...grids.shape.slice(1)], (index) => at(grids, [n, ...index.slice(1)])),
            dilationRate.length,
            'valid',
          ),
        );
      }
      return fromIndex([images.length, ...images[0]!.shape.slice(1)], (index) => at(images[index[0]!]!, [0, ...index.slice(1)]));
    },
  }),
  dilated('op gets the padding as given', ['op-sees-valid'], {
    apply: (op, grids, { dilationRate, padding }) => op(grids, dilationRate.length, padding),
  }),
  dilated('op gets the rank for the number of axes', ['op-sees-valid'], {
    apply: (op, grids) => op(grids, grids.shape.length, 'valid' as Padding),
  }),
  dilated('the first axes are split, whatever is asked', ['spatial-dims-may-skip'], { dims: (a) => a.dilationRate.map((_, i) => i + 1) }),
  dilated('channels first is not known', ['channels-first'], { dims: (a) => a.spatialDims ?? a.dilationRate.map((_, i) => i + 1) }),
  wrong('conv: stride and dilation together stride inside the grids', ['strided-op-is-not-dilation'], {
    conv: (x, filter, a) => {
      const { dilations, ...rest } = a;
      if (!(a.strides.some((s) => s > 1) && dilations.some((r) => r > 1))) return conv(x, filter, a);
      const grids = (y: Tensor): Tensor => conv(y, filter, { ...rest, dilations: dilations.map(() => 1), padding: 'valid' });
      return withSpaceToBatch(x, { dilationRate: dilations, padding: a.padding, filterShape: filter.shape.slice(0, -2) }, grids);
    },
  }),
  wrong('spaceToBatch: the images of a grid do not stand together', ['rates-compose'], { spaceToBatch: imageMajor }),
  forgiving('rates below 1 are taken for 1', (a) => ({
    ...a,
    ...(Array.isArray(a.dilationRate) && { dilationRate: a.dilationRate.map((rate) => Math.max(1, Math.round(rate))) }),
  })),
  forgiving('axes are put in order', (a) => ({ ...a, ...(a.spatialDims && { spatialDims: [...a.spatialDims].sort((p, q) => p - q) }) })),
  forgiving('a lone number is a rate', (a, x) => ({
    ...a,
    ...(typeof a.dilationRate === 'number' && { dilationRate: x.shape.slice(1, -1).map(() => a.dilationRate as unknown as number) }),
  })),
  forgiving('same without a filter shape pads nothing', (a) => (a.padding === 'same' && !a.filterShape ? { ...a, padding: 'valid' } : a)),
  forgiving('unknown paddings are valid', (a) => (typeof a.padding === 'string' && a.padding !== 'same' ? { ...a, padding: 'valid' } : a)),
];
