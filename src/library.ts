/** What a library plugs in. */
import {
  recordOf,
  type OpName,
  type Ops,
  type Padding,
  type RequiredPaddings,
  type TensorOp,
  type WithSpaceToBatchAttributes,
} from './ops/index.js';
import type { Domain } from './domain.js';
import type { Bounds, OpLimits } from './limits.js';
import type { AttributesOf } from './ops/define-op.js';
import { completePrecision, type Precision } from './precision.js';
import { checkedDefinition } from './library/check-definition.js';
import type { KnownBug } from './library/known.js';
import type { RunModel } from './library/model-tensor.js';
import { withOwnDefaults } from './library/own-defaults.js';
import type { Layout, ShownCall } from './library/spelling.js';
import type { Shape, Tensor } from './tensor.js';

type Eventually<T> = T | PromiseLike<T>;

/**
 * An op of a library: tensors in, a tensor out, now or later.
 *
 * Attributes arrive complete: `strides`, `dilations`, `window`, `outputPadding` with one number per spatial axis, and every other
 * default filled in, unless the library has `ownDefaults`. Tensors arrive in the library's dtype, with any stride and offset: `dense(x)` makes them plain.
 */
export type LibraryOp<F extends (...args: never[]) => Tensor> =
  Parameters<F> extends infer P extends unknown[]
    ? (...args: { [K in keyof P]-?: NonNullable<Complete<P[K]>> }) => Eventually<Tensor>
    : never;

/** Attributes are complete; tensors among them may be left out. */
type Complete<A> = A extends Tensor | Shape
  ? A
  : A extends object
    ? { readonly [K in keyof A as NonNullable<A[K]> extends Tensor ? never : K]-?: NonNullable<A[K]> } & {
        readonly [K in keyof A as NonNullable<A[K]> extends Tensor ? K : never]?: A[K];
      }
    : A;

/** The ops of a library; presence is capability. */
export type LibraryOps = {
  readonly [K in TensorOp]?: LibraryOp<Ops[K]>;
} & {
  /** Left out, it is composed of the library's own `spaceToBatch` and `batchToSpace`. */
  readonly withSpaceToBatch?: (
    x: Tensor,
    attributes: WithSpaceToBatchAttributes,
    op: (x: Tensor, spatialAxes: number, padding: Padding) => Promise<Tensor>,
  ) => Eventually<Tensor>;
  readonly requiredSpaceToBatchPaddings?: (...args: Parameters<Ops['requiredSpaceToBatchPaddings']>) => Eventually<RequiredPaddings>;
};

export type { PaddingKind } from './geometry.js';
export type { OpLimits } from './limits.js';
export { InvalidLibrary, spellings, spellingsOf, unsupported, Unsupported } from './library/spelling.js';
export type { KnownBug } from './library/known.js';
export type { ModelTensor, RunModel } from './library/model-tensor.js';
export { knownFrom } from './library/known-file.js';
export type { Layout, ShownCall, Spelled, Spelling } from './library/spelling.js';

export type Limits = { readonly [K in OpName]?: OpLimits };

/** The limits that every op has. */
type CommonLimit = 'spatialAxes' | 'ranks' | 'emptyTensors' | 'validates' | 'specialValues' | 'reason';

/** The limits that come with an attribute. */
interface AttributeLimit {
  strides: 'strides' | 'unequalStrides';
  dilations: 'dilations' | 'unequalDilations' | 'stridedDilation';
  padding: 'padding' | 'unevenPadding' | 'unequalPadding' | 'largestPad' | 'square' | 'window';
  groups: 'groups';
  outputPadding: 'outputPadding';
  bias: 'bias' | 'fusedAxes';
  activation: 'activations';
  ceilMode: 'ceilMode';
  countPadding: 'countPadding';
  p: 'p';
  mode: 'modes';
  paddings: 'padsOuterAxes' | 'negativePads';
  blockShape: 'blockAxes' | 'blockShape';
  blockSize: 'blockSize';
  size: 'size';
  alignCorners: 'alignCorners';
  halfPixelCenters: 'halfPixelCenters';
}

type AttributeLimits<Attributes> = AttributeLimit[keyof AttributeLimit & keyof Attributes];

/** The limits of one op: those of every op, and those that come with its attributes and its tensors. */
export type LimitsOf<Op extends OpName> = Given<
  Pick<
    OpLimits,
    CommonLimit | (Op extends TensorOp ? 'multiplier' | 'broadcasts' | AttributeLimits<NonNullable<AttributesOf<Ops[Op]>>> : never)
  >
>;

/** Limits as a definition gives them: counts as lists or as ranges. */
type Given<L> = { readonly [K in keyof L]: K extends 'spatialAxes' | 'ranks' | 'blockAxes' | 'p' ? L[K] | Bounds : L[K] };

/** By op, whether a call is taken: true, or the reason why it is not. */
export type Accepts = { readonly [K in OpName]?: (call: AcceptedCall) => true | string };

/** What a call of an op is, as `accepts` gets it. */
export interface AcceptedCall {
  readonly op: OpName;
  /** As the op gets them: attributes complete. */
  readonly arguments: readonly unknown[];
}

/** What a check may spend on a library whose calls are slow, on a GPU for one. */
export interface Budget {
  /** Runs of each law, where a check is given none. Default: as for all libraries. */
  readonly runs?: number;
  /** Milliseconds of a check that is given none. Default: no limit. */
  readonly time?: number;
  /** Calls that the diagnosis of one failure makes, at most: with fewer than 600, more causes stay without a rule. Default: no limit. */
  readonly calls?: number;
}

export interface TensorLibrary {
  readonly name: string;
  readonly version?: string;
  readonly precision: Precision;
  readonly layout: Layout;
  readonly ops: LibraryOps;
  readonly limits: Limits;
  /** A last word on a call, for what limits cannot say. */
  readonly accepts?: Accepts;
  /** false: no op checks its arguments, unless its own limits say otherwise. */
  readonly validates?: boolean;
  /** Ids of the conventions that it means its ops by. Default: none. */
  readonly conventions?: readonly string[];
  /** Bugs that laws may fail by. */
  readonly known: readonly KnownBug[];
  /** The call in the library's own API, as source. */
  readonly show?: (call: ShownCall) => string;
  /** Bounds of the cases; those that a check is given come first. */
  readonly domain?: Partial<Domain>;
  /** What a check may spend on it; what a check is given comes first. */
  readonly budget?: Budget;
  /** Runs an ONNX model. */
  readonly runModel?: RunModel;
  readonly setup?: () => void | PromiseLike<void>;
  readonly close?: () => void | PromiseLike<void>;
}

/** What `defineLibrary` takes. */
export interface LibraryDefinition {
  readonly name: string;
  readonly version?: string;
  /** Default: float32. What is left out of a precision of one's own is float32's. */
  readonly precision?: Partial<Precision>;
  /** The layout of the tensors that its ops take and return; the engine transposes. Default: channels last. */
  readonly layout?: Layout;
  readonly ops: LibraryOps;
  /**
   * true: ops also take calls without the attributes that have their defaults. In half of the calls those are left out, so that the
   * library's own defaults are asked. Default: false: attributes arrive complete.
   */
  readonly ownDefaults?: boolean;
  readonly limits?: { readonly [K in OpName]?: LimitsOf<K> };
  /** By op: true, or the reason why a call is not taken. Another is drawn, and the refusal is counted. */
  readonly accepts?: Accepts;
  /** false: the library does not check arguments, and says so: laws of rejection do not apply. An op's own limits come first. Default: true. */
  readonly validates?: boolean;
  /**
   * Conventions that the library documents, by their ids (`'max-ignores-nan'`): it is held to them, as all others are to the reference.
   * Default: none.
   */
  readonly conventions?: readonly string[];
  /** Bugs that are known: a law that fails by them alone is not red. Default: none. */
  readonly known?: readonly KnownBug[];
  readonly show?: (call: ShownCall) => string;
  /** Bounds of the cases, such as the `sizes` of its kernels' tiles and the `largest` call that it holds. Default: the default domain. */
  readonly domain?: Partial<Domain>;
  /** What a check may spend on it, where its calls are slow; what a check is given comes first. Default: no limit. */
  readonly budget?: Budget;
  /** Runs an ONNX model, for `tensor-laws model`: nodes that are no ops of the vocabulary are asked of it. Default: it runs none. */
  readonly runModel?: RunModel;
  readonly setup?: () => void | PromiseLike<void>;
  readonly close?: () => void | PromiseLike<void>;
}

/**
 * Completes and checks a library's definition.
 *
 * @throws InvalidLibrary on a missing name, an op that is not in the vocabulary or not a function, a limit that its op does not have or a
 *   value that the limit does not take, a precision or a domain that is none, a convention that there is none of
 */
export function defineLibrary(definition: LibraryDefinition): TensorLibrary {
  const limits = checkedDefinition(definition);
  const { ownDefaults = false, layout = 'channels-last', known = [], precision = {}, ...rest } = definition;
  const ops = ownDefaults ? withOwnDefaults(definition.ops, definition.show) : definition.ops;
  return { ...rest, ops, precision: completePrecision(precision), layout, limits, known };
}

/** Whether a value is a library as `defineLibrary` returns it. */
export function isLibrary(value: unknown): value is TensorLibrary {
  if (typeof value !== 'object' || value === null) return false;
  const library = value as Partial<TensorLibrary>;
  return (
    typeof library.name === 'string' &&
    typeof library.ops === 'object' &&
    typeof library.precision === 'object' &&
    typeof library.limits === 'object'
  );
}

/** Whether a library can run an op: its own, or composed. */
export function hasOp(library: TensorLibrary, op: OpName): boolean {
  if (library.ops[op] !== undefined) return true;
  const record = recordOf(op);
  return record.kind === 'wrapping' && record.composedOf.every((part) => library.ops[part as OpName] !== undefined);
}
