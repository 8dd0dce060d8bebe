/**
 * The vocabulary: every op by its name.
 *
 * Conventions: channels last; `x [batch, ...spatial, channels]`, `filter [...kernel, channelsIn / groups, channelsOut]`, depthwise
 * filter `[...kernel, channels, multiplier]`; 1 to 3 spatial axes. Convolution means cross-correlation. Attributes given per axis
 * have one number per spatial axis. Sums are accumulated in float64 and rounded once to the result's dtype.
 */
import type { AnyCall, OpRecord, Parameter } from './define-op.js';
import type { FunctionRecord, WrappingRecord } from './other-records.js';
import * as vocabulary from './vocabulary.js';

export type { ExplicitPadding, Padding, Pair, RequiredPaddings, WindowAttributes } from '../geometry.js';
export type { Activation, PlainActivation } from '../kernels/activation.js';
export type { FusedAttributes } from './fused/fused.js';
export type { ConvAttributes } from './convolution/conv.js';
export type { ConvTransposeAttributes } from './convolution/conv-transpose.js';
export type { DepthwiseConvAttributes } from './convolution/depthwise-conv.js';
export type { PatchAttributes, PoolAttributes } from './pooling/pool-attributes.js';
export type { AveragePoolAttributes } from './pooling/average-pool.js';
export type { LpPoolAttributes } from './pooling/lp-pool.js';
export type { GlobalLpPoolAttributes } from './whole-pooling/global-lp-pool.js';
export type { AdaptivePoolAttributes } from './whole-pooling/adaptive-case.js';
export type { NormalizedAttributes, Over } from './normalization/attributes.js';
export type { LayerNormAttributes } from './normalization/layer-norm.js';
export type { GroupNormAttributes } from './normalization/group-norm.js';
export type { RmsNormAttributes } from './normalization/rms-norm.js';
export type { LrnAttributes } from './normalization/lrn.js';
export type { CumsumAttributes } from './prefix/cumsum.js';
export type { ReduceWindowAttributes } from './reductions/reduce-window.js';
export type { Reduction } from './reductions/reductions.js';
export type { PadAttributes, PadMode } from './padding/pad.js';
export type { SpaceToBatchAttributes } from './space/space-to-batch.js';
export type { BatchToSpaceAttributes } from './space/batch-to-space.js';
export type { DepthSpaceAttributes } from './space/depth-space-plan.js';
export type { ResizeAttributes } from './resize/resize-plan.js';
export type { WithSpaceToBatchAttributes, WrappedOp } from './space/with-space-to-batch.js';
export type { AttributeSpec, AttributeSpecs } from './attributes.js';
export type {
  AxisRole,
  Feeding,
  OpDefinition,
  OpRecord,
  Parameter,
  ParameterKind,
  TensorRole,
  TensorSpec,
  WindowView,
} from './define-op.js';
export type { Bounds, LimitSpec } from './limits.js';
export type { FunctionRecord, WrappingRecord } from './other-records.js';
export { defineOp } from './define-op.js';

type Records = typeof vocabulary;

export type OpName = keyof Records;

/** Every op, on tensors. */
export type Ops = { readonly [K in OpName]: Records[K] extends { readonly call?: infer Call } ? NonNullable<Call> : never };

/** The ops on tensors alone: all but those that take another op, or no tensor. */
export type TensorOp = { [K in OpName]: Records[K] extends { readonly kind: 'tensors' } ? K : never }[OpName];

/** A record of any kind. */
export type AnyRecord = OpRecord | WrappingRecord | FunctionRecord;

/** The records of all ops. */
export const records: Records = { ...vocabulary };

export const opNames = Object.keys(vocabulary) as readonly OpName[];

/** The record of an op, whatever its kind. */
export function recordOf(op: OpName): AnyRecord {
  return records[op] as unknown as AnyRecord;
}

/** The record of an op on tensors. */
export function tensorRecord(op: TensorOp): OpRecord<string, AnyCall> {
  return records[op] as unknown as OpRecord<string, AnyCall>;
}

/** The parameters of every op, in order. */
export const parameters = Object.fromEntries(opNames.map((op) => [op, records[op].parameters])) as Readonly<
  Record<OpName, readonly Parameter[]>
>;

export function isOpName(name: string): name is OpName {
  return Object.hasOwn(records, name);
}

export function isTensorOp(op: OpName): op is TensorOp {
  return records[op].kind === 'tensors';
}

/** The ops that an op is made of: their limits are limits of its own too. */
export function madeOf(op: OpName): readonly OpName[] {
  const record = recordOf(op);
  return record.kind === 'wrapping' ? (record.composedOf as readonly OpName[]) : [];
}
