/** What a library plugs in. */
import {
  isOpName,
  opNames,
  recordOf,
  type OpName,
  type Ops,
  type Padding,
  type RequiredPaddings,
  type TensorOp,
  type WithSpaceToBatchAttributes,
} from './ops/index.js';
import { defineDomain, type Domain } from './domain.js';
import { InvalidArgument } from './invalid-argument.js';
import type { Bounds, OpLimits } from './limits.js';
import type { AttributesOf } from './ops/define-op.js';
import { completePrecision, float32, type Precision } from './precision.js';
import { withOwnDefaults } from './own-defaults.js';
import { InvalidLibrary, spellingsOf, type Layout, type ShownCall } from './spelling.js';
import { dtypes, isDType, type Shape, type Tensor } from './tensor.js';

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

type Complete<A> = A extends Tensor | Shape ? A : A extends object ? { readonly [K in keyof A]-?: NonNullable<A[K]> } : A;

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
export { InvalidLibrary, spellings, spellingsOf, unsupported, Unsupported } from './spelling.js';
export type { Layout, ShownCall, Spelled, Spelling } from './spelling.js';

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

/** A failure that is known: replayed, and red on the day it no longer fails. */
export interface KnownFailure {
  readonly reason: string;
  /** Address of the library's own issue. */
  readonly issue?: string;
  /** Replay token of a case that fails; replayed instead of a search. */
  readonly token?: string;
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
  /** By law id. */
  readonly known: Readonly<Record<string, KnownFailure>>;
  /** The call in the library's own API, as source. */
  readonly show?: (call: ShownCall) => string;
  /** Bounds of the cases; those that a check is given come first. */
  readonly domain?: Partial<Domain>;
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
  readonly known?: Readonly<Record<string, KnownFailure>>;
  readonly show?: (call: ShownCall) => string;
  /** Bounds of the cases, such as the `sizes` of its kernels' tiles and the `largest` call that it holds. Default: the default domain. */
  readonly domain?: Partial<Domain>;
  readonly setup?: () => void | PromiseLike<void>;
  readonly close?: () => void | PromiseLike<void>;
}

/**
 * Completes and checks a library's definition.
 *
 * @throws InvalidLibrary on a missing name, an op that is not in the vocabulary or not a function, a limit that its op does not have or a
 *   value that the limit does not take, a precision or a domain that is none
 */
export function defineLibrary(definition: LibraryDefinition): TensorLibrary {
  if (typeof definition !== 'object' || (definition as unknown) === null)
    throw new InvalidLibrary(`a library is an object, not ${typeof definition}`);
  const { name, ops, limits: limitsGiven = {}, known = {} } = definition;
  if (typeof name !== 'string' || name === '')
    throw new InvalidLibrary(`a library's name is a non-empty string, not ${JSON.stringify(name)}`);
  if (typeof ops !== 'object' || (ops as unknown) === null)
    throw new InvalidLibrary(`library ${name}: ops is an object of functions, not ${String(ops)}`);
  for (const [op, value] of Object.entries(ops)) {
    if (!isOpName(op)) throw new InvalidLibrary(`library ${name}: ops.${op} is not an op; the ops are ${opNames.join(', ')}`);
    if (value !== undefined && typeof value !== 'function')
      throw new InvalidLibrary(`library ${name}: ops.${op} is ${typeof value}; every op is a function, or made by spellings()`);
    for (const [spelling, { call, layout, limits }] of Object.entries(spellingsOf(value) ?? {})) {
      const where = `library ${name}: ops.${op}, spelled "${spelling}"`;
      if (typeof call !== 'function') throw new InvalidLibrary(`${where}: its call is ${typeof call}; it is a function`);
      checkLayout(where, layout);
      if (limits !== undefined) checkedLimits(where, { [op]: limits });
    }
  }
  const where = `library ${name}`;
  const { layout = 'channels-last', accepts = {}, validates = true, precision = {} } = definition;
  checkLayout(where, definition.layout);
  checkPrecision(where, precision);
  checkDomain(where, definition.domain);
  if (typeof validates !== 'boolean') throw new InvalidLibrary(`${where}: validates is ${told(validates)}; it is true or false`);
  for (const [op, accept] of Object.entries(entriesOf(where, 'accepts', accepts))) {
    if (accept !== undefined && typeof accept !== 'function')
      throw new InvalidLibrary(`${where}: accepts.${op} is ${told(accept)}; it is a function of a call`);
  }
  const { ownDefaults = false, ...rest } = definition;
  if (typeof ownDefaults !== 'boolean') throw new InvalidLibrary(`${where}: ownDefaults is ${told(ownDefaults)}; it is true or false`);
  const asked = ownDefaults ? withOwnDefaults(ops, definition.show) : ops;
  return { ...rest, ops: asked, precision: completePrecision(precision), layout, limits: checkedLimits(where, limitsGiven), known };
}

const layouts: readonly Layout[] = ['channels-last', 'channels-first'];

function checkLayout(where: string, layout: Layout | undefined): void {
  if (layout !== undefined && !layouts.includes(layout))
    throw new InvalidLibrary(`${where}: layout is ${JSON.stringify(layout)}; it is ${layouts.map((each) => `'${each}'`).join(' or ')}`);
}

/** The bounds of a domain, told as the library's own. */
function checkDomain(where: string, domain: Partial<Domain> | undefined): void {
  if (domain === undefined) return;
  if (typeof domain !== 'object' || (domain as unknown) === null)
    throw new InvalidLibrary(`${where}: domain is ${told(domain)}; it is an object`);
  try {
    defineDomain(domain);
  } catch (thrown) {
    throw thrown instanceof InvalidArgument ? new InvalidLibrary(`${where}: ${thrown.message}`) : thrown;
  }
}

const told = (value: unknown): string => JSON.stringify(value) ?? String(value);

/** An object whose keys are ops. */
function entriesOf<T extends object>(where: string, what: string, given: T): T {
  if (typeof given !== 'object' || (given as unknown) === null)
    throw new InvalidLibrary(`${where}: ${what} is ${told(given)}; it is an object`);
  for (const op of Object.keys(given)) {
    if (!isOpName(op)) throw new InvalidLibrary(`${where}: ${what}.${op} is not an op; the ops are ${opNames.join(', ')}`);
  }
  return given;
}

/** Limits whose every key and value is one that the op knows; ranges of counts as lists. */
function checkedLimits(where: string, given: object): Limits {
  const checked: Record<string, OpLimits> = {};
  for (const [op, own] of Object.entries(entriesOf(where, 'limits', given))) {
    if (own === undefined) continue;
    const what = `${where}: limits.${op}`;
    if (typeof own !== 'object' || (own as unknown) === null) throw new InvalidLibrary(`${what} is ${told(own)}; it is an object`);
    const specs = recordOf(op as OpName).limits;
    const limits: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(own)) {
      const ofOp = Object.hasOwn(specs, name);
      // One object of limits may serve several ops: what another op knows says nothing of this one.
      const spec = ofOp ? specs[name] : opNames.map((each) => recordOf(each).limits).find((each) => Object.hasOwn(each, name))?.[name];
      if (spec === undefined)
        throw new InvalidLibrary(`${what}.${name} is not a limit; those of ${op} are ${Object.keys(specs).join(', ')}`);
      if (value !== undefined && !spec.takes(value)) throw new InvalidLibrary(`${what}.${name} is ${told(value)}; it is ${spec.expected}`);
      if (value !== undefined && ofOp) limits[name] = spec.listed?.(value as never) ?? value;
    }
    checked[op] = limits;
  }
  return checked as Limits;
}

function checkPrecision(where: string, precision: Partial<Precision>): void {
  const types: Readonly<Record<string, string>> = {
    ...Object.fromEntries(Object.entries(float32).map(([name, value]) => [name, typeof value])),
    accumulation: 'object',
    powerUlps: 'number',
    transform: 'function',
  };
  const names = Object.keys(types);
  if (typeof precision !== 'object' || (precision as unknown) === null)
    throw new InvalidLibrary(
      `${where}: precision is ${told(precision)}; it is one such as float32, or an object of some of ${names.join(', ')}`,
    );
  for (const [name, value] of Object.entries(precision)) {
    if (!names.includes(name)) throw new InvalidLibrary(`${where}: precision.${name} is unknown; a precision has ${names.join(', ')}`);
    const usual = types[name];
    if (value !== undefined && (typeof value !== usual || Number.isNaN(value)))
      throw new InvalidLibrary(`${where}: precision.${name} is ${told(value)}; it is ${usual === 'object' ? 'an' : 'a'} ${usual}`);
  }
  const { accumulation } = precision;
  if (accumulation !== undefined) {
    const { unitRoundoff, smallestNormal, smallestSubnormal, largest } = accumulation ?? {};
    if (![unitRoundoff, smallestNormal, smallestSubnormal, largest].every((value) => typeof value === 'number' && value >= 0))
      throw new InvalidLibrary(`${where}: precision.accumulation is ${told(accumulation)}; it is a precision, such as float32`);
  }
  const { dtype } = precision;
  if (dtype !== undefined && !isDType(dtype))
    throw new InvalidLibrary(`${where}: precision.dtype is ${told(dtype)}; it is one of ${dtypes.join(', ')}`);
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
