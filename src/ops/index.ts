/**
 * The vocabulary: the signature and the attributes of every op.
 *
 * Conventions: channels last; `x [batch, ...spatial, channels]`, `filter [...kernel, channelsIn / groups, channelsOut]`, depthwise
 * filter `[...kernel, channels, multiplier]`; 1 to 3 spatial axes. Convolution means cross-correlation. Attributes given per axis
 * have one number per spatial axis. Sums are accumulated in float64 and rounded once to the result's dtype.
 */
import type { Padding, Pair, RequiredPaddings } from '../geometry.js';
import type { Shape, Tensor } from '../tensor.js';

export type { ExplicitPadding, Padding, Pair, RequiredPaddings } from '../geometry.js';

export interface WindowAttributes {
  /** One per spatial axis, >= 1. Default: 1. */
  readonly strides?: readonly number[];
  /** One per spatial axis, >= 1. Default: 1. */
  readonly dilations?: readonly number[];
  /** Default: 'valid'. */
  readonly padding?: Padding;
}

export interface ConvAttributes extends WindowAttributes {
  /** Divides both channel counts. Default: 1. */
  readonly groups?: number;
}

export type DepthwiseConvAttributes = WindowAttributes;

export interface ConvTransposeAttributes extends ConvAttributes {
  /** Cells added after the last, one per spatial axis, >= 0. Default: 0. */
  readonly outputPadding?: readonly number[];
}

export interface PatchAttributes extends WindowAttributes {
  /** One per spatial axis, >= 1. Default: 1. */
  readonly window?: readonly number[];
}

export interface PoolAttributes extends PatchAttributes {
  /**
   * Rounds the output size up: out = ceil((in + before + after - (k-1)*dilation - 1) / stride) + 1, less a last window that
   * would start at or beyond in + before. Default: false.
   */
  readonly ceilMode?: boolean;
}

export interface AveragePoolAttributes extends PoolAttributes {
  /** Whether the divisor counts padding, clipped at in + before + after (never the overhang of ceil mode). Default: false. */
  readonly countPadding?: boolean;
}

export interface LpPoolAttributes extends PoolAttributes {
  /** (sum |x|^p)^(1/p); p >= 1. Default: 2. */
  readonly p?: number;
}

export type PadMode = 'constant' | 'edge' | 'reflect' | 'symmetric' | 'wrap';

export interface PadAttributes {
  /** One pair per axis of the tensor, batch and channels included; negative ones crop, in constant mode. */
  readonly paddings: readonly Pair[];
  /** Default: 'constant'. */
  readonly mode?: PadMode;
  /** The constant. Default: 0. */
  readonly value?: number;
}

export interface SpaceToBatchAttributes {
  /** One per blocked axis, >= 1; the blocked axes are those after batch, up to 7. */
  readonly blockShape: readonly number[];
  /** One pair per blocked axis, each >= 0. Default: 0. */
  readonly paddings?: readonly Pair[];
}

export interface BatchToSpaceAttributes {
  /** One per blocked axis, >= 1; the blocked axes are those after batch, up to 7. */
  readonly blockShape: readonly number[];
  /** One pair per blocked axis, each >= 0. Default: 0. */
  readonly crops?: readonly Pair[];
}

export interface DepthSpaceAttributes {
  /** The block's edge, the same on every spatial axis, >= 1. */
  readonly blockSize: number;
  /** 'DCR': depth = (block offset, channel), as TensorFlow. 'CRD': depth = (channel, block offset), as torch's pixel shuffle. Default: 'DCR'. */
  readonly mode?: 'DCR' | 'CRD';
}

export interface ResizeAttributes {
  /** One per spatial axis, >= 1. */
  readonly size: readonly number[];
  /** Default: 'nearest'. */
  readonly mode?: 'nearest' | 'bilinear';
  /** First and last cells' centres are kept: source = i * (in - 1) / (out - 1). Default: false. */
  readonly alignCorners?: boolean;
  /** source = (i + 0.5) * in / out - 0.5. Not together with alignCorners. Default: false: source = i * in / out. */
  readonly halfPixelCenters?: boolean;
}

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

/** Every op, on tensors. */
export interface Ops {
  conv(x: Tensor, filter: Tensor, attributes?: ConvAttributes): Tensor;
  depthwiseConv(x: Tensor, filter: Tensor, attributes?: DepthwiseConvAttributes): Tensor;
  /** pointwiseFilter: `[1, ..., channels * multiplier, out]`. */
  separableConv(x: Tensor, depthwiseFilter: Tensor, pointwiseFilter: Tensor, attributes?: DepthwiseConvAttributes): Tensor;
  /** The adjoint of `conv` with the same filter: y `[batch, ...out, channelsOut]` to x `[batch, ...in, channelsIn]`. */
  convTranspose(y: Tensor, filter: Tensor, attributes?: ConvTransposeAttributes): Tensor;
  convInputGradient(inputShape: Shape, filter: Tensor, dy: Tensor, attributes?: ConvAttributes): Tensor;
  convFilterGradient(x: Tensor, filterShape: Shape, dy: Tensor, attributes?: ConvAttributes): Tensor;
  depthwiseConvInputGradient(inputShape: Shape, filter: Tensor, dy: Tensor, attributes?: DepthwiseConvAttributes): Tensor;
  depthwiseConvFilterGradient(x: Tensor, filterShape: Shape, dy: Tensor, attributes?: DepthwiseConvAttributes): Tensor;
  /** Padding never wins; a window without a cell gives -Infinity. */
  maxPool(x: Tensor, attributes?: PoolAttributes): Tensor;
  /** The mean of the cells that exist, unless countPadding; a window without a cell gives NaN. */
  averagePool(x: Tensor, attributes?: AveragePoolAttributes): Tensor;
  lpPool(x: Tensor, attributes?: LpPoolAttributes): Tensor;
  /** Ties: the first maximum in row-major order takes the gradient. */
  maxPoolGradient(x: Tensor, dy: Tensor, attributes?: PoolAttributes): Tensor;
  averagePoolGradient(inputShape: Shape, dy: Tensor, attributes?: AveragePoolAttributes): Tensor;
  pad(x: Tensor, attributes: PadAttributes): Tensor;
  /** Batch index of the result = block offset * N + n. */
  spaceToBatch(x: Tensor, attributes: SpaceToBatchAttributes): Tensor;
  batchToSpace(x: Tensor, attributes: BatchToSpaceAttributes): Tensor;
  spaceToDepth(x: Tensor, attributes: DepthSpaceAttributes): Tensor;
  depthToSpace(x: Tensor, attributes: DepthSpaceAttributes): Tensor;
  /** im2col: `[batch, ...out, prod(window) * channels]`, channels fastest. */
  extractPatches(x: Tensor, attributes?: PatchAttributes): Tensor;
  /** a `[..., n, k]`, b `[..., k, m]`; leading axes broadcast. */
  matmul(a: Tensor, b: Tensor): Tensor;
  /** y[o] = max over taps of x + filter; filter `[...kernel, channels]`; padding never wins. */
  morphologicalDilation(x: Tensor, filter: Tensor, attributes?: WindowAttributes): Tensor;
  /** y[o] = min over taps of x - the reflected filter: erosion(x, f) = -dilation(-x, reverse f), as TensorFlow's; padding never wins. */
  morphologicalErosion(x: Tensor, filter: Tensor, attributes?: WindowAttributes): Tensor;
  resize(x: Tensor, attributes: ResizeAttributes): Tensor;
  withSpaceToBatch(x: Tensor, attributes: WithSpaceToBatchAttributes, op: WrappedOp<Tensor, Tensor>): Tensor;
  requiredSpaceToBatchPaddings(inputShape: Shape, blockShape: readonly number[], basePaddings?: readonly Pair[]): RequiredPaddings;
}

export type OpName = keyof Ops;

/** What each parameter of an op is. */
export type ParameterKind = 'tensor' | 'shape' | 'attributes' | 'op' | 'list';

export interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
}

const names = {
  conv: ['x:tensor', 'filter:tensor', 'attributes:attributes'],
  depthwiseConv: ['x:tensor', 'filter:tensor', 'attributes:attributes'],
  separableConv: ['x:tensor', 'depthwiseFilter:tensor', 'pointwiseFilter:tensor', 'attributes:attributes'],
  convTranspose: ['y:tensor', 'filter:tensor', 'attributes:attributes'],
  convInputGradient: ['inputShape:shape', 'filter:tensor', 'dy:tensor', 'attributes:attributes'],
  convFilterGradient: ['x:tensor', 'filterShape:shape', 'dy:tensor', 'attributes:attributes'],
  depthwiseConvInputGradient: ['inputShape:shape', 'filter:tensor', 'dy:tensor', 'attributes:attributes'],
  depthwiseConvFilterGradient: ['x:tensor', 'filterShape:shape', 'dy:tensor', 'attributes:attributes'],
  maxPool: ['x:tensor', 'attributes:attributes'],
  averagePool: ['x:tensor', 'attributes:attributes'],
  lpPool: ['x:tensor', 'attributes:attributes'],
  maxPoolGradient: ['x:tensor', 'dy:tensor', 'attributes:attributes'],
  averagePoolGradient: ['inputShape:shape', 'dy:tensor', 'attributes:attributes'],
  pad: ['x:tensor', 'attributes:attributes'],
  spaceToBatch: ['x:tensor', 'attributes:attributes'],
  batchToSpace: ['x:tensor', 'attributes:attributes'],
  spaceToDepth: ['x:tensor', 'attributes:attributes'],
  depthToSpace: ['x:tensor', 'attributes:attributes'],
  extractPatches: ['x:tensor', 'attributes:attributes'],
  matmul: ['a:tensor', 'b:tensor'],
  morphologicalDilation: ['x:tensor', 'filter:tensor', 'attributes:attributes'],
  morphologicalErosion: ['x:tensor', 'filter:tensor', 'attributes:attributes'],
  resize: ['x:tensor', 'attributes:attributes'],
  withSpaceToBatch: ['x:tensor', 'attributes:attributes', 'op:op'],
  requiredSpaceToBatchPaddings: ['inputShape:shape', 'blockShape:list', 'basePaddings:list'],
} as const satisfies Record<OpName, readonly `${string}:${ParameterKind}`[]>;

/** The parameters of every op, in order. */
export const parameters: Readonly<Record<OpName, readonly Parameter[]>> = Object.fromEntries(
  Object.entries(names).map(([op, list]) => [
    op,
    list.map((entry) => {
      const [name, kind] = entry.split(':') as [string, ParameterKind];
      return { name, kind };
    }),
  ]),
) as Record<OpName, Parameter[]>;

export const opNames = Object.keys(names) as readonly OpName[];

export function isOpName(name: string): name is OpName {
  return Object.hasOwn(names, name);
}

/** The ops that an op is made of: their limits are limits of its own too. */
export const madeOf: { readonly [Op in OpName]?: readonly OpName[] } = { withSpaceToBatch: ['spaceToBatch', 'batchToSpace'] };
