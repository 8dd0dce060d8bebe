import { baseSamePads, requiredSpaceToBatchPaddings, type Padding, type Pair } from '../../geometry.js';
import { InvalidArgument } from '../../invalid-argument.js';
import type { Shape, Tensor } from '../../tensor.js';
import { commonLimits } from '../limits.js';
import type { WrappingRecord } from '../other-records.js';
import type { BatchToSpaceAttributes } from './batch-to-space.js';
import type { SpaceToBatchAttributes } from './space-to-batch.js';

export interface WithSpaceToBatchAttributes {
  readonly dilationRate: readonly number[];
  readonly padding: Padding;
  /** The spatial sizes of the op's filter; needed for 'same' at a rate above 1. */
  readonly filterShape?: Shape;
  /** The dilated axes, strictly increasing, >= 1. Default: the n after batch (after channels when dataFormat starts with 'NC'). */
  readonly spatialDims?: readonly number[];
  /** Default: channels last. */
  readonly dataFormat?: string;
}

/** What `withSpaceToBatch` wraps: gets the tensor, the number of spatial axes and the padding to use. */
export type WrappedOp<In, Out> = (x: In, spatialAxes: number, padding: Padding) => Out;

export type WithSpaceToBatch = (x: Tensor, attributes: WithSpaceToBatchAttributes, op: WrappedOp<Tensor, Tensor>) => Tensor;

const op = 'withSpaceToBatch';

/** A tensor of any kind, as long as it has a shape: `withSpaceToBatch` looks at nothing else. */
interface Shaped {
  readonly shape: Shape;
}

/** The ops that `withSpaceToBatch` is made of. Each may return a promise. */
export interface SpaceToBatchPieces<T extends Shaped, Result> {
  readonly spaceToBatch: (x: T, attributes: Required<SpaceToBatchAttributes>) => Result;
  readonly batchToSpace: (x: T, attributes: Required<BatchToSpaceAttributes>) => Result;
}

/**
 * `withSpaceToBatch` made of a library's own spaceToBatch and batchToSpace. Arguments are checked before any piece is called: a bad one
 * throws at once, also where the pieces return promises.
 */
export function composeWithSpaceToBatch<T extends Shaped>(
  pieces: SpaceToBatchPieces<T, T>,
): {
  (x: T, attributes: WithSpaceToBatchAttributes, wrapped: WrappedOp<T, T>): T;
  (x: T, attributes: WithSpaceToBatchAttributes, wrapped: WrappedOp<T, PromiseLike<T>>): Promise<T>;
};
export function composeWithSpaceToBatch<T extends Shaped>(
  pieces: SpaceToBatchPieces<T, T | PromiseLike<T>>,
): (x: T, attributes: WithSpaceToBatchAttributes, wrapped: WrappedOp<T, T | PromiseLike<T>>) => T | PromiseLike<T>;
export function composeWithSpaceToBatch<T extends Shaped>(pieces: SpaceToBatchPieces<T, T | PromiseLike<T>>) {
  return (x: T, attributes: WithSpaceToBatchAttributes, wrapped: WrappedOp<T, T | PromiseLike<T>>): T | PromiseLike<T> => {
    const plan = planOf(x.shape, attributes);
    const axes = attributes.dilationRate.length;
    if (plan === undefined) return wrapped(x, axes, attributes.padding);
    const { blockShape, paddings, crops } = plan;
    const split = pieces.spaceToBatch(x, { blockShape, paddings });
    const applied = then(split, (each) => wrapped(each, axes, 'valid'));
    return then(applied, (each) => pieces.batchToSpace(each, { blockShape, crops }));
  };
}

function then<T extends Shaped>(value: T | PromiseLike<T>, next: (value: T) => T | PromiseLike<T>): T | PromiseLike<T> {
  return 'then' in value ? value.then(next) : next(value);
}

interface Plan {
  readonly blockShape: number[];
  readonly paddings: Pair[];
  readonly crops: Pair[];
}

/** `undefined` where every rate is 1. */
function planOf(shape: Shape, attributes: WithSpaceToBatchAttributes): Plan | undefined {
  const { dilationRate, padding, filterShape, dataFormat } = attributes;
  if (!Array.isArray(dilationRate)) throw new InvalidArgument(op, 'dilationRate', dilationRate, 'it must be a list of rates', 'rates-list');
  const rates = dilationRate as readonly number[];
  const count = rates.length;
  const first = dataFormat?.startsWith('NC') === true ? 2 : 1;
  const spatialDims = attributes.spatialDims ?? rates.map((_, i) => first + i);
  requireSpatialDims(spatialDims, count);
  const last = spatialDims.at(-1) ?? 0;
  if (shape.length < last + 1)
    throw new InvalidArgument(op, 'x.rank', shape.length, `x must have the spatial axes [${spatialDims.join(', ')}]`, 'tensor-rank');
  for (const [i, rate] of rates.entries()) {
    if (!Number.isInteger(rate) || rate < 1)
      throw new InvalidArgument(op, `dilationRate[${i}]`, rate, 'every rate must be an integer >= 1', 'rate-positive');
  }
  if (rates.every((rate) => rate === 1)) return undefined;
  const base = basePads(padding, filterShape, rates);
  const sizes = spatialDims.map((axis) => shape[axis]!);
  const required = requiredSpaceToBatchPaddings(sizes, rates, base);
  const blockShape = new Array<number>(last).fill(1);
  const paddings = blockShape.map((): Pair => [0, 0]);
  const crops = blockShape.map((): Pair => [0, 0]);
  for (const [i, axis] of spatialDims.entries()) {
    blockShape[axis - 1] = rates[i]!;
    paddings[axis - 1] = required.paddings[i]!;
    crops[axis - 1] = required.crops[i]!;
  }
  return { blockShape, paddings, crops };
}

function requireSpatialDims(spatialDims: readonly number[], count: number): void {
  const expected = `it must list ${count} axes, strictly increasing, each an integer >= 1`;
  if (!Array.isArray(spatialDims) || spatialDims.length !== count)
    throw new InvalidArgument(op, 'spatialDims', spatialDims, expected, 'spatial-dims');
  let previous = 0;
  for (const axis of spatialDims as readonly number[]) {
    if (!Number.isInteger(axis) || axis <= previous) throw new InvalidArgument(op, 'spatialDims', spatialDims, expected, 'spatial-dims');
    previous = axis;
  }
}

function basePads(padding: Padding, filterShape: Shape | undefined, rates: readonly number[]): readonly Pair[] {
  if (padding === 'valid') return rates.map(() => [0, 0]);
  if (padding === 'same') {
    if (!Array.isArray(filterShape) || filterShape.length < rates.length) {
      throw new InvalidArgument(
        op,
        'filterShape',
        filterShape,
        "with padding 'same' it must have the filter's size on each dilated axis",
        'filter-shape',
      );
    }
    return rates.map((rate, i) => {
      const kernel = (filterShape as Shape)[i]!;
      if (!Number.isInteger(kernel) || kernel < 1) {
        throw new InvalidArgument(op, `filterShape[${i}]`, kernel, 'every size must be an integer >= 1', 'filter-shape');
      }
      return baseSamePads(kernel, rate);
    });
  }
  if (Array.isArray(padding)) return padding as readonly Pair[];
  throw new InvalidArgument(
    op,
    'padding',
    padding,
    "it must be 'valid', 'same' or a [before, after] pair per dilated axis",
    'padding-kind',
  );
}

/**
 * Applies an op between space-to-batch and batch-to-space, which dilates it. At rates of 1 it is the op itself, with the padding as given.
 *
 * @see TensorFlow, nn_ops.with_space_to_batch
 */
export const withSpaceToBatch: WrappingRecord<'withSpaceToBatch', WithSpaceToBatch> = {
  kind: 'wrapping',
  name: op,
  docs: 'An op between spaceToBatch and batchToSpace, which dilates it; at rates of 1 the op itself.',
  parameters: [
    { name: 'x', kind: 'tensor' },
    { name: 'attributes', kind: 'attributes' },
    { name: 'op', kind: 'op' },
  ],
  attributes: {},
  limits: commonLimits,
  composedOf: ['spaceToBatch', 'batchToSpace'],
  compose: (call) => {
    const composed = composeWithSpaceToBatch<Tensor>({
      spaceToBatch: (x, attributes) => call('spaceToBatch', [x, attributes]) as Tensor | PromiseLike<Tensor>,
      batchToSpace: (x, attributes) => call('batchToSpace', [x, attributes]) as Tensor | PromiseLike<Tensor>,
    });
    return (...args) => composed(...(args as Parameters<typeof composed>));
  },
};
