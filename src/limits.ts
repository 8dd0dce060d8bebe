/** What an op of a library may say that it does not take: what draws obey. Which of it an op knows is part of its record. */
import type { PaddingKind } from './geometry.js';

/** Both ends inclusive; an end that is left out is open. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** What an op of a library does not take, by its own documentation. Generators obey. Left out, everything goes. */
export interface OpLimits {
  /** Numbers of spatial axes taken. */
  readonly spatialAxes?: readonly number[];
  /** false: every stride is 1. */
  readonly strides?: boolean | Bounds;
  /** false: the strides of all axes are equal. */
  readonly unequalStrides?: boolean;
  /** false: every dilation is 1. */
  readonly dilations?: boolean | Bounds;
  /** false: the dilations of all axes are equal. */
  readonly unequalDilations?: boolean;
  /** false: no stride above 1 together with a dilation above 1. */
  readonly stridedDilation?: boolean;
  /** Kinds of padding taken. */
  readonly padding?: readonly PaddingKind[];
  /** false: explicit pads are the same before and after each axis. */
  readonly unevenPadding?: boolean;
  /** false: explicit pads are the same on every axis. */
  readonly unequalPadding?: boolean;
  /** 'below-window': each pad is less than the (dilated) window. */
  readonly largestPad?: 'below-window';
  /** true: windows are of one size on every axis. */
  readonly square?: boolean;
  /** Sizes of windows taken, on each axis. */
  readonly window?: Bounds;
  /** false: groups is 1. */
  readonly groups?: boolean | Bounds;
  /** false: one output channel per input channel (depthwise). */
  readonly multiplier?: boolean;
  /** true: a bias is taken. Left out: none is drawn. */
  readonly bias?: boolean;
  /** Activations taken, by their kinds. Left out: none is drawn. */
  readonly activations?: readonly string[];
  /** Numbers of spatial axes on which a bias and an activation are taken. Left out: all. */
  readonly fusedAxes?: readonly number[];
  /** false: every output padding is 0. */
  readonly outputPadding?: boolean | Bounds;
  /** Values of ceilMode taken. */
  readonly ceilMode?: readonly boolean[];
  /** Values of countPadding taken. */
  readonly countPadding?: readonly boolean[];
  /** Exponents taken by lpPool. */
  readonly p?: readonly number[];
  /** Modes taken (pad, spaceToDepth, depthToSpace, resize). */
  readonly modes?: readonly string[];
  /** Numbers of axes taken by ops on tensors of any rank (pad, matmul). */
  readonly ranks?: readonly number[];
  /** false: batch and channel axes are never padded. */
  readonly padsOuterAxes?: boolean;
  /** false: pads are never negative. */
  readonly negativePads?: boolean;
  /** Numbers of blocked axes taken (spaceToBatch, batchToSpace). */
  readonly blockAxes?: readonly number[];
  /** Blocks taken (spaceToBatch, batchToSpace). */
  readonly blockShape?: Bounds;
  /** Block sizes taken (spaceToDepth, depthToSpace). */
  readonly blockSize?: Bounds;
  /** Sizes taken (resize). */
  readonly size?: Bounds;
  /** Epsilons taken (normalisations). */
  readonly epsilon?: Bounds;
  /** What is normalised together, of what is taken (layerNorm, rmsNorm). */
  readonly over?: readonly ('channels' | 'item')[];
  /** Sizes of windows of channels taken (lrn). */
  readonly channelWindow?: Bounds;
  /** false: the size of a window of channels is odd (lrn). */
  readonly evenWindow?: boolean;
  /** Values of alpha, beta and k taken (lrn). */
  readonly alpha?: Bounds;
  readonly beta?: Bounds;
  readonly k?: Bounds;
  /** Axes along which to add up (cumsum). */
  readonly prefixAxis?: Bounds;
  /** Values of exclusive and reverse taken (cumsum). */
  readonly exclusive?: readonly boolean[];
  readonly reverse?: readonly boolean[];
  /** false: every base dilation is 1 (reduceWindow). */
  readonly baseDilations?: boolean | Bounds;
  /** Reductions taken (reduceWindow). */
  readonly reductions?: readonly ('sum' | 'max' | 'min' | 'product')[];
  /** false: leading axes of matmul's arguments are equal. */
  readonly broadcasts?: boolean;
  /** false: alignCorners is false. */
  readonly alignCorners?: boolean;
  /** Values of halfPixelCenters taken. */
  readonly halfPixelCenters?: readonly boolean[];
  /** false: no tensor of size 0, in or out. */
  readonly emptyTensors?: boolean;
  /** false: the op does not check its arguments, and says so: laws of rejection do not apply. */
  readonly validates?: boolean;
  /** 'ignored': NaN and infinities are not promised to come out as IEEE 754 says. */
  readonly specialValues?: 'ignored';
  /** Why, or where the library says so. */
  readonly reason?: string;
}

/** By the name of the op. */
export type LimitsByOp = Readonly<Partial<Record<string, OpLimits>>>;
