/** What attributes are made of: type, default, range, what a limit on them means, and a line of docs. */
import { effectiveKernel, type Pair } from '../geometry.js';
import { counts, never, numbers, only, type LimitedCall, type LimitSpec, type LimitSpecs } from './limits.js';

/** One attribute of an op. */
export interface AttributeSpec {
  /** One line. */
  readonly docs: string;
  /** `numbers` and `pairs` are lists, with an entry per axis. */
  readonly type: 'number' | 'numbers' | 'pairs' | 'flag' | 'choice' | 'padding';
  /** What a list has an entry for: each spatial axis, each blocked one, or every axis. */
  readonly per?: 'spatial' | 'blocked' | 'axis';
  /** Of a list, each entry's. Left out: the attribute has to be given. */
  readonly default?: number | boolean | string | Pair;
  /** The least number taken. */
  readonly least?: number;
  /** Numbers that are no integers are taken. Default: false. */
  readonly fractions?: boolean;
  /** Of a choice. */
  readonly choices?: readonly string[];
  readonly limits: LimitSpecs;
}

export type AttributeSpecs = Readonly<Record<string, AttributeSpec>>;

export const listOf = (call: LimitedCall, name: string): readonly number[] => {
  const value = call.attributes[name];
  return Array.isArray(value) ? (value as number[]) : [];
};

export const pairsOf = (call: LimitedCall, name: string): readonly (readonly number[])[] => {
  const value = call.attributes[name];
  return Array.isArray(value) ? (value as unknown[]).filter((each): each is readonly number[] => Array.isArray(each)) : [];
};

const allEqual = (values: readonly unknown[]): boolean => values.every((value) => JSON.stringify(value) === JSON.stringify(values[0]));

/** true or false. */
export function flag(name: string, docs: string, limit: LimitSpec): AttributeSpec {
  return { docs, type: 'flag', default: false, limits: { [name]: limit } };
}

/** A flag whose limit lists the values that are taken. */
export function eitherFlag(name: string, docs: string): AttributeSpec {
  return flag(
    name,
    docs,
    only(`Values of ${name} taken.`, name, [true, false], ({ attributes }) => attributes[name]),
  );
}

/** One of some names; the first is the default. */
export function choice(name: string, docs: string, choices: readonly string[], limits: LimitSpecs = {}): AttributeSpec {
  return { docs, type: 'choice', default: choices[0]!, choices, limits };
}

/** The choice `mode`, whose limit is called `modes`. */
export function modes(docs: string, choices: readonly string[]): AttributeSpec {
  return choice('mode', docs, choices, { modes: only('Modes taken.', 'mode', choices, ({ attributes }) => attributes['mode']) });
}

const strides: AttributeSpec = {
  docs: 'One per spatial axis, >= 1. Default: 1.',
  type: 'numbers',
  per: 'spatial',
  default: 1,
  least: 1,
  limits: {
    strides: numbers('strides that are taken.', 'strides', (call) => listOf(call, 'strides'), 1),
    unequalStrides: never('the strides of all axes are equal.', (call) => !allEqual(listOf(call, 'strides')), 'unequal strides'),
  },
};

const dilations: AttributeSpec = {
  docs: 'One per spatial axis, >= 1. Default: 1.',
  type: 'numbers',
  per: 'spatial',
  default: 1,
  least: 1,
  limits: {
    dilations: numbers('dilations that are taken.', 'dilations', (call) => listOf(call, 'dilations'), 1),
    unequalDilations: never('the dilations of all axes are equal.', (call) => !allEqual(listOf(call, 'dilations')), 'unequal dilations'),
    stridedDilation: never(
      'no stride above 1 together with a dilation above 1.',
      (call) => listOf(call, 'strides').some((stride) => stride > 1) && listOf(call, 'dilations').some((dilation) => dilation > 1),
      'strides with dilations',
    ),
  },
};

const kindOf = ({ attributes }: LimitedCall): unknown => (Array.isArray(attributes['padding']) ? 'explicit' : attributes['padding']);

const padding: AttributeSpec = {
  docs: "'valid', 'same', 'same-lower' or [before, after] per spatial axis. Default: 'valid'.",
  type: 'padding',
  per: 'spatial',
  default: 'valid',
  least: 0,
  limits: {
    padding: only('Kinds of padding taken.', 'padding', ['valid', 'same', 'same-lower', 'explicit'], kindOf),
    unevenPadding: never(
      'explicit pads are the same before and after each axis.',
      (call) => pairsOf(call, 'padding').some(([before, after]) => before !== after),
      'uneven pads',
    ),
    unequalPadding: never('explicit pads are the same on every axis.', (call) => !allEqual(pairsOf(call, 'padding')), 'unequal pads'),
    largestPad: {
      docs: "'below-window': each pad is less than the (dilated) window.",
      expected: "'below-window'",
      takes: (value) => value === 'below-window',
      broken: (_limit, call) => {
        const pads = pairsOf(call, 'padding');
        const dilations = listOf(call, 'dilations');
        const isLarge = call.window.some((kernel, axis) => pads[axis]?.some((pad) => pad >= effectiveKernel(kernel, dilations[axis] ?? 1)));
        return isLarge ? 'pads as large as the window' : undefined;
      },
    },
    square: {
      docs: 'true: the window is of one size on every axis.',
      expected: 'true or false',
      takes: (value) => typeof value === 'boolean',
      broken: (limit: boolean, call) => (limit && !allEqual(call.window) ? 'a window that is not square' : undefined),
    },
    window: numbers('sizes of windows that are taken, on each axis.', 'a window', ({ window: sizes }) => sizes),
  },
};

/** Attributes of every op with a window. */
export const windowAttributes = { strides, dilations, padding } as const;

export const window: AttributeSpec = {
  docs: 'Sizes of the window, one per spatial axis, >= 1. Default: 1.',
  type: 'numbers',
  per: 'spatial',
  default: 1,
  least: 1,
  limits: {},
};

export const groups: AttributeSpec = {
  docs: 'Divides both channel counts. Default: 1.',
  type: 'number',
  default: 1,
  least: 1,
  limits: { groups: numbers('groups that are taken.', 'groups', ({ attributes }) => numberOf(attributes['groups']), 1) },
};

const numberOf = (value: unknown): readonly number[] => (typeof value === 'number' ? [value] : []);

export const outputPadding: AttributeSpec = {
  docs: 'Cells added after the last, one per spatial axis, >= 0. Default: 0.',
  type: 'numbers',
  per: 'spatial',
  default: 0,
  least: 0,
  limits: { outputPadding: numbers('output paddings that are taken.', 'output padding', (call) => listOf(call, 'outputPadding'), 0) },
};

export const ceilMode = eitherFlag('ceilMode', 'Rounds the number of windows up. Default: false.');
export const countPadding = eitherFlag('countPadding', 'The divisor counts padding. Default: false.');

export const exponent: AttributeSpec = {
  docs: '(sum |x|^p)^(1/p); p >= 1. Default: 2.',
  type: 'number',
  default: 2,
  least: 1,
  fractions: true,
  limits: { p: counts('Exponents taken.', 'p = #', 1, 16, ({ attributes }) => numberOf(attributes['p'])[0]) },
};

export const blockShape: AttributeSpec = {
  docs: 'One per blocked axis, >= 1; the blocked axes are those after batch, up to 7.',
  type: 'numbers',
  per: 'blocked',
  least: 1,
  limits: {
    blockAxes: counts('Numbers of blocked axes taken.', '# blocked axes', 0, 7, (call) =>
      call.attributes['blockShape'] === undefined ? undefined : listOf(call, 'blockShape').length,
    ),
    blockShape: numbers('blocks that are taken.', 'blocks', (call) => listOf(call, 'blockShape')),
  },
};

/** A pair per blocked axis, each >= 0. */
export function blockPairs(docs: string): AttributeSpec {
  return { docs, type: 'pairs', per: 'blocked', default: [0, 0], least: 0, limits: {} };
}

export const blockSize: AttributeSpec = {
  docs: "The block's edge, the same on every spatial axis, >= 1.",
  type: 'number',
  least: 1,
  limits: { blockSize: numbers('block sizes that are taken.', 'block size', ({ attributes }) => numberOf(attributes['blockSize'])) },
};

export const size: AttributeSpec = {
  docs: 'Of the result, one per spatial axis, >= 1.',
  type: 'numbers',
  per: 'spatial',
  least: 1,
  limits: { size: numbers('sizes that are taken.', 'a size', (call) => listOf(call, 'size')) },
};
