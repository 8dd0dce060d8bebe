/** What a limit on an op means, and which values it takes. */
import type { Bounds } from '../limits.js';
import type { Shape } from '../tensor.js';

/** One call, as limits look at it. */
export interface LimitedCall {
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Of tensors and shapes, in order: all, or the first ones where the call is yet to be made. */
  readonly shapes: readonly Shape[];
  /** Left out where nothing says it yet. */
  readonly spatialAxes: number | undefined;
  /** The window's size per axis; empty where there is none, or nothing says it yet. */
  readonly window: readonly number[];
}

/** A limit: a key of a library's `limits` of an op. */
export interface LimitSpec {
  /** What it says of the library. */
  readonly docs: string;
  /** The values that it takes, for a message: `it is ${expected}`. */
  readonly expected: string;
  readonly takes: (value: unknown) => boolean;
  /** The value as a list, where draws go by lists. */
  readonly listed?: (value: never) => readonly number[];
  /** What it is of a library that does not say: only what is declared is taken. Default: everything is. */
  readonly unsaid?: unknown;
  /** What of a call is beyond it, in a few words; `undefined` where nothing is. */
  readonly broken: (limit: never, call: LimitedCall) => string | undefined;
}

export type LimitSpecs = Readonly<Record<string, LimitSpec>>;

export type { Bounds };

export const within = ({ min = -Infinity, max = Infinity }: Bounds, value: number): boolean => value >= min && value <= max;

const isBounds = (value: unknown): value is Bounds =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.entries(value).every(([end, at]) => (end === 'min' || end === 'max') && typeof at === 'number' && !Number.isNaN(at));

const boundsText = ({ min, max }: Bounds): string =>
  [...(min === undefined ? [] : [`>= ${min}`]), ...(max === undefined ? [] : [`<= ${max}`])].join(' and ');

/** `key: false` says that something is not done, which `has` finds in a call. */
export function never(docs: string, has: (call: LimitedCall) => boolean, what: string): LimitSpec {
  return {
    docs: `false: ${docs}`,
    expected: 'true or false',
    takes: (value) => typeof value === 'boolean',
    broken: (limit: boolean, call) => (!limit && has(call) ? what : undefined),
  };
}

/** `key: [...]` lists the values of an attribute that are taken. */
export function only(docs: string, what: string, values: readonly unknown[], valueOf: (call: LimitedCall) => unknown): LimitSpec {
  const allowed = values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value))).join(', ');
  return {
    docs,
    expected: `a list of ${allowed}`,
    takes: (value) => Array.isArray(value) && value.every((each) => values.includes(each)),
    broken: (limit: readonly unknown[], call) => {
      const value = valueOf(call);
      return value === undefined || limit.includes(value) ? undefined : `${what} ${String(value)}`;
    },
  };
}

/** `key: { min, max }`, or `key: false` for what `off` says, on numbers of a call. */
export function numbers(docs: string, what: string, valuesOf: (call: LimitedCall) => readonly number[], off?: number): LimitSpec {
  return {
    docs: off === undefined ? `{ min, max }: ${docs}` : `false: each is ${off}; { min, max }: ${docs}`,
    expected: off === undefined ? '{ min, max }' : 'true, false or { min, max }',
    takes: (value) => isBounds(value) || (off !== undefined && typeof value === 'boolean'),
    broken: (limit: boolean | Bounds, call) => {
      if (limit === true) return undefined;
      if (limit === false) return valuesOf(call).some((value) => value > off!) ? what : undefined;
      return valuesOf(call).every((value) => within(limit, value)) ? undefined : `${what} not ${boundsText(limit)}`;
    },
  };
}

/** `key: [...]` or `key: { min, max }`, on one number of a call, of the integers from `least` to `most`. */
export function counts(
  docs: string,
  what: string,
  least: number,
  most: number,
  valueOf: (call: LimitedCall) => number | undefined,
): LimitSpec {
  return {
    docs,
    expected: 'a list of numbers, or { min, max }',
    takes: (value) => isBounds(value) || (Array.isArray(value) && value.every((each) => typeof each === 'number')),
    listed: (value: readonly number[] | Bounds) => {
      if (isList(value)) return value;
      return Array.from({ length: most - least + 1 }, (_, i) => least + i).filter((each) => within(value, each));
    },
    broken: (limit: readonly number[], call) => {
      const value = valueOf(call);
      if (value === undefined || limit.includes(value)) return undefined;
      return what.replace('#', String(value));
    },
  };
}

function isList(limit: readonly number[] | Bounds): limit is readonly number[] {
  return Array.isArray(limit);
}

/** The limits of every op on tensors. */
export const commonLimits: LimitSpecs = {
  spatialAxes: counts('Numbers of spatial axes taken.', '# spatial axes', 0, 5, ({ spatialAxes }) => spatialAxes),
  ranks: counts('Numbers of axes taken.', 'rank #', 0, 8, ({ shapes }) => shapes[0]?.length),
  emptyTensors: never('no tensor of size 0, in or out.', ({ shapes }) => shapes.some((shape) => shape.includes(0)), 'empty tensors'),
  validates: never('the op does not check its arguments, and says so: laws of rejection do not apply.', () => false, ''),
  specialValues: {
    docs: "'ignored': NaN and infinities are not promised to come out as IEEE 754 says.",
    expected: "'ignored'",
    takes: (value) => value === 'ignored',
    broken: () => undefined,
  },
  reason: {
    docs: 'Why, or where the library says so.',
    expected: 'text',
    takes: (value) => typeof value === 'string',
    broken: () => undefined,
  },
};
