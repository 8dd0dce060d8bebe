/** Laws and claims: plain values that engines interpret. */
import type * as fc from 'fast-check';
import type { Regime } from './domain.js';
import type { Draw } from './draw/draw.js';
import { InvalidArgument } from './invalid-argument.js';
import {
  isOpName,
  opNames,
  type OpName,
  type Ops,
  type Padding,
  type RequiredPaddings,
  type TensorOp,
  type WithSpaceToBatchAttributes,
} from './ops/index.js';
import type { Shape, Tensor } from './tensor.js';

/** A tensor, now or later. */
export type Operand = Tensor | PromiseLike<Tensor>;

/** A side of a claim: a number or a list stands for a tensor of rank 0 or 1. */
export type Side = Tensor | number | readonly number[] | PromiseLike<Tensor | number | readonly number[]>;

type BoundOp<F extends (...args: never[]) => Tensor> =
  Parameters<F> extends infer P extends unknown[]
    ? (...args: { [K in keyof P]: P[K] extends Tensor ? Operand : P[K] }) => Promise<Tensor>
    : never;

type PlainOps = { readonly [K in TensorOp]: BoundOp<Ops[K]> };

/** Ops as laws call them: tensors or promises of tensors in, a promise out. */
export interface CalledOps extends PlainOps {
  withSpaceToBatch(
    x: Operand,
    attributes: WithSpaceToBatchAttributes,
    op: (x: Tensor, spatialAxes: number, padding: Padding) => Operand,
  ): Promise<Tensor>;
  requiredSpaceToBatchPaddings(...args: Parameters<Ops['requiredSpaceToBatchPaddings']>): Promise<RequiredPaddings>;
}

/** Structural helpers: the engine's own, never the library's. They compute in float64. Axes may be negative: -1 is the last. */
export interface Helpers {
  /** result.shape[i] = x.shape[axes[i]] */
  transpose(x: Operand, axes: readonly number[]): Promise<Tensor>;
  /** x[begin : end : step] per axis; end defaults to the size, step (>= 1) to 1. Short lists leave the later axes whole. */
  slice(x: Operand, begin: readonly number[], end?: readonly (number | undefined)[], step?: readonly number[]): Promise<Tensor>;
  reverse(x: Operand, axes: readonly number[]): Promise<Tensor>;
  concat(parts: readonly Operand[], axis: number): Promise<Tensor>;
  reshape(x: Operand, shape: Shape): Promise<Tensor>;
  /** Stretches axes of size 1 to `shape`. */
  broadcast(x: Operand, shape: Shape): Promise<Tensor>;
  /** result = x at indices[i] along an axis. */
  gather(x: Operand, axis: number, indices: readonly number[]): Promise<Tensor>;
  /** Surrounds x with `value` (default 0), a pair per axis; negative pads crop. */
  border(x: Operand, paddings: readonly (readonly [number, number])[], value?: number): Promise<Tensor>;
  /** Puts rate - 1 zeros between neighbours along the axes firstAxis, firstAxis + 1, ... (default 0). */
  upsample(x: Operand, rates: readonly number[], firstAxis?: number): Promise<Tensor>;
  /** Sums and products broadcast axes of size 1. */
  add(a: Operand, b: Operand): Promise<Tensor>;
  subtract(a: Operand, b: Operand): Promise<Tensor>;
  multiply(a: Operand, b: Operand): Promise<Tensor>;
  maximum(a: Operand, b: Operand): Promise<Tensor>;
  minimum(a: Operand, b: Operand): Promise<Tensor>;
  scale(x: Operand, factor: number): Promise<Tensor>;
  /** Adds a number to every element. */
  shift(x: Operand, amount: number): Promise<Tensor>;
  negate(x: Operand): Promise<Tensor>;
  abs(x: Operand): Promise<Tensor>;
  /** |x|^p */
  power(x: Operand, p: number): Promise<Tensor>;
  /** Sum over some axes (default: all), which go. */
  sum(x: Operand, axes?: readonly number[]): Promise<Tensor>;
  /** Maximum over some axes (default: all), which go. -Infinity over none; NaN wins. */
  max(x: Operand, axes?: readonly number[]): Promise<Tensor>;
  /** Sum of the products of all elements: a tensor of rank 0. */
  inner(a: Operand, b: Operand): Promise<Tensor>;
  /** All elements in ascending order: equal for equal multisets. */
  sort(x: Operand): Promise<Tensor>;
  /** The shape, as a list. */
  shapeOf(x: Operand): Promise<readonly number[]>;
}

/** What a law sees: the library's ops, the reference's, and the helpers. */
export interface BoundOps extends CalledOps, Helpers {
  /** The reference kernels, on float64. */
  readonly reference: CalledOps;
}

export type Claim =
  | { readonly kind: 'equal' | 'atMost' | 'differ'; readonly left: Side; readonly right: Side; readonly label?: string }
  | { readonly kind: 'rejects'; readonly call: () => unknown; readonly label?: string };

function comparison(kind: 'equal' | 'atMost' | 'differ', left: Side, right: Side, label: string | undefined): Claim {
  return label === undefined ? { kind, left, right } : { kind, left, right, label };
}

/** Both sides have one shape and equal elements. */
export function equal(left: Side, right: Side, label?: string): Claim {
  return comparison('equal', left, right, label);
}

/** Both sides have one shape and no element on the left is above its partner. */
export function atMost(left: Side, right: Side, label?: string): Claim {
  return comparison('atMost', left, right, label);
}

/** The sides differ, in shape or in an element: what an existence law shows. */
export function differ(left: Side, right: Side, label?: string): Claim {
  return comparison('differ', left, right, label);
}

/** The call throws, or its promise rejects. */
export function rejects(call: () => unknown, label?: string): Claim {
  return label === undefined ? { kind: 'rejects', call } : { kind: 'rejects', call, label };
}

/** Where a law is from: a paper, documentation, a well-known implementation's test. */
export interface Source {
  readonly title: string;
  readonly url?: string;
}

export interface Law<Case = unknown> {
  /** `family/name`, for example 'with-space-to-batch/dilation-one-is-identity'. */
  readonly id: string;
  /** One line of mathematics. */
  readonly statement: string;
  /** Why it holds, and each side condition with its reason. */
  readonly because: string;
  readonly sources: readonly Source[];
  readonly requires: readonly OpName[];
  /** The regimes that the law holds in. Default: exact and real. */
  readonly regimes?: readonly Regime[];
  /**
   * What the law speaks of, drawn from choices and tensors: the engine supplies the domain, the regimes and the limits of the required
   * ops. A call beyond those that the case was drawn for is said by `d.alsoCalls`. Or a fast-check arbitrary, which knows of none of these.
   */
  readonly cases: ((d: Draw) => Case) | fc.Arbitrary<Case>;
  readonly claim: (t: BoundOps, c: Case) => Claim | readonly Claim[];
}

/** A law on cases of any kind: what lists of laws hold. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Law is contravariant in its case; a list of laws has no common case type
export type AnyLaw = Law<any>;

/**
 * Checks a law's texts and returns it.
 *
 * @throws InvalidArgument on an id that is not `family/name`, an empty statement or because, an op that is not in the vocabulary
 */
export function defineLaw<Case, const Id extends string = string>(law: Law<Case> & { readonly id: Id }): Law<Case> & { readonly id: Id } {
  if (!/^[a-z0-9-]+\/[a-z0-9-]+$/.test(law.id))
    throw new InvalidArgument('defineLaw', 'id', law.id, "it must be 'family/name', in lower case with dashes");
  if (law.statement.trim() === '' || law.statement.includes('\n'))
    throw new InvalidArgument('defineLaw', 'statement', law.statement, 'it must be one line');
  if (law.because.trim() === '') throw new InvalidArgument('defineLaw', 'because', law.because, 'it says why the law holds');
  for (const op of law.requires) {
    if (!isOpName(op)) throw new InvalidArgument('defineLaw', 'requires', op, `the ops are ${opNames.join(', ')}`);
  }
  return law;
}
