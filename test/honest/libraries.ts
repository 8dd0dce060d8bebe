/** Libraries that compute as honestly as their precision lets them, each in its own way: no law may call one of them wrong. */
import { InvalidArgument } from '../../src/invalid-argument.js';
import { registry } from '../../src/ops/kernels.js';
import { defineLibrary, type LibraryOps, type TensorLibrary } from '../../src/library.js';
import type { FusedAttributes, OpName } from '../../src/ops/index.js';
import { activationKinds } from '../../src/kernels/activation.js';
import { byFft } from '../../src/by-fft.js';
import { float16, float32, float64, type Precision } from '../../src/precision.js';
import { winograd } from '../../src/winograd.js';
import { allocate, dtypeOf, fromData, isTensor, rowMajorStrides, sizeOf, toArray, viewOf, type Tensor } from '../../src/tensor.js';
import { arithmeticOf, type ArithmeticOptions, type Order } from './arithmetic.js';
import { asGroups, convolutionsOf, type Result } from './convolutions.js';
import { finished } from './fused.js';
import { moves } from './moves.js';
import { normsOf } from './norms.js';
import { poolsOf } from './pools.js';
import { prefixOf } from './prefix.js';
import { productsOf } from './products.js';
import { convBy, correlateByFft, correlateByWinograd, minimal23, minimal43, type Transformed } from './transforms.js';

/** How a result is laid out. */
type Layout = 'dense' | 'strided';

interface Honest extends ArithmeticOptions {
  readonly name: string;
  readonly layout?: Layout;
  readonly async?: boolean;
  /** Subnormal inputs are read as zero, as by an FPU that takes denormals for zeros. Default: false. */
  readonly flushesInputs?: boolean;
  /** Whether a resize is always one of three axes, with rounded places. Default: false. */
  readonly volumes?: boolean;
  /** The format of all steps, which the precision's `accumulation` declares. Default: the precision. */
  readonly sums?: Precision;
  /** Convolutions go by a transform. Default: by products. */
  readonly transformed?: Transformed;
}

type Values = (...args: never[]) => Result;

/** A view with gaps, an offset, and the last axis running backwards. */
function strided(shape: number[], values: ArrayLike<number>, precision: Precision): Tensor {
  const data = allocate(2 * values.length + 3, precision.dtype).fill(precision.round(0.125));
  const strides = rowMajorStrides(shape).map((step) => 2 * step);
  const last = shape.length - 1;
  let offset = 1;
  if (last >= 0 && values.length > 0) {
    offset += (shape[last]! - 1) * strides[last]!;
    strides[last] = -strides[last]!;
  }
  const length = shape[last] ?? 1;
  for (let i = 0; i < values.length; i++) data[1 + 2 * (i - (i % length) + (length - 1 - (i % length)))] = values[i]!;
  return viewOf(data, shape, strides, offset);
}

function laidOut({ shape, values }: Result, layout: Layout, precision: Precision): Tensor {
  if (values.length !== sizeOf(shape)) throw new Error(`${values.length} values for the shape [${shape.join(', ')}]`);
  if (layout === 'strided') return strided(shape, values, precision);
  const data = allocate(values.length, precision.dtype);
  data.set(values);
  return fromData(data, shape);
}

/** A copy without subnormals. */
function flushed(x: Tensor, round: (value: number) => number): Tensor {
  return laidOut({ shape: [...x.shape], values: toArray(x).map(round) }, 'dense', { ...float64, dtype: dtypeOf(x) });
}

/** The shape rules of the reference say what arguments are refused; no value of it is used. */
function refuse(op: OpName, args: readonly unknown[]): void {
  const { shape } = registry[op as keyof typeof registry] as unknown as { shape: (...args: unknown[]) => number[] };
  shape(...args.map((arg) => (isTensor(arg) ? arg.shape : arg)));
}

export function honest({
  name,
  layout = 'dense',
  async = false,
  flushesInputs = false,
  volumes = false,
  transformed,
  sums,
  ...options
}: Honest): TensorLibrary {
  const { precision } = options;
  // Where sums have a format of their own, all steps are in it, and only results are rounded to the precision.
  const wider = sums !== undefined;
  const arithmetic = arithmeticOf({ ...options, precision: sums ?? precision });
  const { depthwiseConv: depthwiseByProducts, conv: byProducts, ...others } = convolutionsOf(arithmetic);
  const conv = transformed === undefined ? byProducts : convBy(transformed, arithmetic.round, byProducts);
  const depthwiseConv: typeof depthwiseByProducts =
    transformed === undefined
      ? depthwiseByProducts
      : (x, filter, attributes) => {
          const [shape, grouped] = asGroups(filter.shape, attributes);
          return conv(x, laidOut({ shape, values: toArray(filter) }, 'dense', precision), grouped);
        };
  const separableConv = (x: Tensor, depthwise: Tensor, pointwise: Tensor, attributes: Parameters<typeof depthwiseConv>[2]): Result => {
    const { shape, values } = depthwiseConv(x, depthwise, attributes);
    const ones = shape.slice(1, -1).map(() => 1);
    return conv(laidOut({ shape, values }, 'dense', precision), pointwise, { strides: ones, dilations: ones, padding: 'valid', groups: 1 });
  };
  // By products, a bias begins the sums; by transforms and of a transpose it is added to them.
  const fused =
    <Args extends readonly unknown[]>(sums: (...args: Args) => Result, begins: boolean) =>
    (...args: Args): Result => {
      const { bias, ...rest } = args.at(-1) as FusedAttributes;
      if (begins || bias === undefined) return finished(arithmetic, sums(...args), rest);
      return finished(arithmetic, sums(...([...args.slice(0, -1), rest] as unknown as Args)), args.at(-1) as FusedAttributes);
    };
  const byTerms = transformed === undefined;
  const plain: Record<string, Values> = {
    conv: fused(conv, byTerms),
    depthwiseConv: fused(depthwiseConv, byTerms),
    separableConv: fused(separableConv, false),
    ...others,
    convTranspose: fused(others.convTranspose, false),
    ...poolsOf(arithmetic),
    ...normsOf(arithmetic),
    ...prefixOf(arithmetic),
    ...moves,
    ...productsOf(arithmetic, volumes),
  };
  const ops: Record<string, (...args: never[]) => Tensor | Promise<Tensor>> = {};
  for (const [op, compute] of Object.entries(plain)) {
    const call = (...args: never[]): Tensor => {
      refuse(op as OpName, args);
      const read = flushesInputs ? (args.map((arg) => (isTensor(arg) ? flushed(arg, arithmetic.round) : arg)) as never[]) : args;
      const { shape, values } = compute(...read);
      return laidOut({ shape, values: wider ? Array.from(values, precision.round) : values }, layout, precision);
    };
    ops[op] = async
      ? async (...args: never[]) => {
          await Promise.resolve();
          return call(...args);
        }
      : call;
  }
  const requiredSpaceToBatchPaddings: LibraryOps['requiredSpaceToBatchPaddings'] = (sizes, blocks, base) => {
    const wrong = (list: unknown, least: number): boolean =>
      !Array.isArray(list) ||
      list.length !== sizes.length ||
      list.some((value: unknown) => !Number.isInteger(value) || (value as number) < least);
    const pads = base ?? sizes.map(() => [0, 0] as const);
    if (
      wrong(sizes, 0) ||
      wrong(blocks, 1) ||
      pads.length !== sizes.length ||
      wrong(
        pads.map(([pad]) => pad),
        0,
      ) ||
      wrong(
        pads.map((pad) => pad[1]),
        0,
      )
    )
      throw new InvalidArgument(
        'requiredSpaceToBatchPaddings',
        'arguments',
        blocks,
        'sizes, blocks and pads are lists of one length, whole and not negative',
      );
    const extra = sizes.map((size, i) => {
      const over = (size + pads[i]![0] + pads[i]![1]) % blocks[i]!;
      return over === 0 ? 0 : blocks[i]! - over;
    });
    return { paddings: pads.map(([before, after], i) => [before, after + extra[i]!]), crops: extra.map((more) => [0, more]) };
  };
  const both = { bias: true, activations: activationKinds };
  return defineLibrary({
    name,
    precision: { functionUlps: 8, ...precision },
    limits: { conv: both, depthwiseConv: both, separableConv: both, convTranspose: both },
    ops: { ...(ops as unknown as LibraryOps), requiredSpaceToBatchPaddings },
  });
}

const orders: readonly Order[] = ['forward', 'reverse', 'pairwise', 'blocked', 'shuffled'];
const flushing: Precision = { ...float32, flushesSubnormals: true };
const byTransform: Transformed = { correlate: correlateByFft, most: 200 };
const mixed: Precision = { ...float16, accumulation: float32 };

/** Libraries whose convolutions go by transforms, each in the precision that is made for it. */
export const transformedLibraries: readonly TensorLibrary[] = [
  ...[float64, float32].map((precision) =>
    honest({
      name: `honest-${precision.name}-fft`,
      precision: byFft(precision),
      order: 'forward',
      transformed: byTransform,
    }),
  ),
  honest({ name: 'honest-float32-flushed-fft', precision: byFft(flushing), order: 'forward', transformed: byTransform }),
  ...[float64, float32, float16].flatMap((precision) =>
    [minimal23, minimal43].map((minimal) =>
      honest({
        name: `honest-${precision.name}-winograd-${minimal.m}-${minimal.r}`,
        precision: winograd(precision, minimal.m, minimal.r),
        order: 'forward',
        transformed: { correlate: correlateByWinograd(minimal), taps: minimal.r },
      }),
    ),
  ),
];

/** Every precision in every order, and each other freedom that an honest library has. */
export const honestLibraries: readonly TensorLibrary[] = [
  ...[float64, float32, float16].flatMap((precision) =>
    orders.map((order) => honest({ name: `honest-${precision.name}-${order}`, precision, order })),
  ),
  honest({ name: 'honest-float64-fused', precision: float64, order: 'forward', fused: true }),
  honest({ name: 'honest-float32-fused', precision: float32, order: 'blocked', fused: true }),
  honest({ name: 'honest-float16-fused', precision: float16, order: 'pairwise', fused: true }),
  honest({ name: 'honest-float64-reciprocal', precision: float64, order: 'reverse', reciprocal: true, chained: true }),
  honest({ name: 'honest-float32-reciprocal', precision: float32, order: 'shuffled', reciprocal: true, chained: true, volumes: true }),
  honest({ name: 'honest-float16-reciprocal', precision: float16, order: 'forward', reciprocal: true, chained: true, volumes: true }),
  honest({ name: 'honest-float32-async', precision: float32, order: 'forward', async: true }),
  honest({ name: 'honest-float32-strided', precision: float32, order: 'reverse', layout: 'strided' }),
  honest({ name: 'honest-float64-async-strided', precision: float64, order: 'blocked', layout: 'strided', async: true }),
  honest({ name: 'honest-float32-flushed', precision: flushing, order: 'forward' }),
  honest({ name: 'honest-float32-flushed-blocked', precision: flushing, order: 'blocked', fused: true, reciprocal: true }),
  honest({ name: 'honest-float32-flushed-inputs', precision: flushing, order: 'pairwise', flushesInputs: true }),
  honest({ name: 'honest-float16-float32-sums', precision: mixed, sums: float32, order: 'shuffled' }),
  honest({
    name: 'honest-float16-float32-sums-chained',
    precision: mixed,
    sums: float32,
    order: 'forward',
    reciprocal: true,
    chained: true,
  }),
];
