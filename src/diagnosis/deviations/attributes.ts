/** Attributes read otherwise than they are given: of every op that has such an attribute. */
import type { AttributeSpec } from '../../ops/attributes.js';
import { attributesAt } from '../../judge/bind/attributes.js';
import type { OpName, OpRecord } from '../../ops/index.js';
import { defineDeviation, type Deviation, type Observed } from '../deviation.js';
import { completed } from '../../ops/complete.js';
import { withAttributes, type Attributes } from './edits/attributes.js';
import { fitting } from './edits/fitting.js';
import { deviated, keptInWords, sizesOf, type Sizes } from './edits/sizes.js';

type Named = { readonly attribute: string; readonly sizes: Sizes };

const spaced = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const isList = ({ type }: AttributeSpec): boolean => type === 'numbers' || type === 'pairs' || type === 'padding';
const isPairs = ({ type }: AttributeSpec): boolean => type === 'pairs' || type === 'padding';

/** Changes of one attribute, whichever it is. */
interface Change {
  readonly id: string;
  readonly says: (attribute: string) => string;
  readonly of: (spec: AttributeSpec) => boolean;
  /** Whether it is told where calls with one value of the attribute and with another stray alone. */
  readonly ofSeveralValues?: true;
  /** Of a value that is given: lists arrive as lists, a padding that is named as its name. */
  readonly change: (value: unknown, spec: AttributeSpec) => unknown;
}

const pairwise = (change: (pair: readonly number[]) => readonly number[]) => (value: unknown) =>
  Array.isArray(value) ? (value as number[][]).map(change) : value;
const listwise = (change: (list: readonly unknown[]) => readonly unknown[]) => (value: unknown) =>
  Array.isArray(value) ? change(value as unknown[]) : value;

/** Of what has no default, the least that is taken. */
const plain = ({ default: given, type, least = 0 }: AttributeSpec): unknown => given ?? (type === 'pairs' ? [0, 0] : least);

const changes: readonly Change[] = [
  {
    id: 'ignored',
    says: (name) => `ignores its ${name}`,
    of: ({ type, default: given, least }) => type !== 'choice' || given !== undefined || least !== undefined,
    change: (value, spec) => (Array.isArray(value) && spec.type !== 'padding' ? value.map(() => plain(spec)) : plain(spec)),
  },
  {
    id: 'first-for-all',
    says: (name) => `takes its ${name} on the first axis for every axis`,
    of: isList,
    change: listwise((list) => list.map(() => list[0])),
  },
  {
    id: 'last-for-all',
    says: (name) => `takes its ${name} on the last axis for every axis`,
    of: isList,
    change: listwise((list) => list.map(() => list.at(-1))),
  },
  {
    id: 'opposite',
    says: (name) => `takes its ${name} for the opposite`,
    of: ({ type }) => type === 'flag',
    ofSeveralValues: true,
    change: (value) => value !== true,
  },
  { id: 'reversed', says: (name) => `reads its ${name} with the axes reversed`, of: isList, change: listwise((list) => list.toReversed()) },
  {
    id: 'before-and-after-swapped',
    says: (name) => `swaps before and after in its ${name}`,
    of: isPairs,
    change: pairwise(([before, after]) => [after!, before!]),
  },
  {
    id: 'before-for-after',
    says: (name) => `takes before for after in its ${name}`,
    of: isPairs,
    change: pairwise(([before]) => [before!, before!]),
  },
  {
    id: 'after-for-before',
    says: (name) => `takes after for before in its ${name}`,
    of: isPairs,
    change: pairwise(([, after]) => [after!, after!]),
  },
  {
    id: 'before-ignored',
    says: (name) => `ignores what stands before in its ${name}`,
    of: isPairs,
    change: pairwise(([, after]) => [0, after!]),
  },
  {
    id: 'after-ignored',
    says: (name) => `ignores what stands after in its ${name}`,
    of: isPairs,
    change: pairwise(([before]) => [before!, 0]),
  },
  {
    id: 'one-too-many',
    says: (name) => `takes one more than is given for its ${name}`,
    of: ({ type }) => type === 'numbers' || type === 'number',
    change: (value) => (Array.isArray(value) ? (value as number[]).map((each) => each + 1) : (value as number) + 1),
  },
  {
    id: 'one-too-few',
    says: (name) => `takes one less than is given for its ${name}`,
    of: ({ type }) => type === 'numbers' || type === 'number',
    change: (value, { least = 0 }) =>
      Array.isArray(value) ? (value as number[]).map((each) => Math.max(least, each - 1)) : Math.max(least, (value as number) - 1),
  },
  {
    id: 'rounded-down',
    says: (name) => `rounds its ${name} down`,
    of: ({ fractions = false }) => fractions,
    change: (value) => Math.floor(value as number),
  },
  {
    id: 'truncated',
    says: (name) => `rounds its ${name} towards zero`,
    of: ({ fractions = false }) => fractions,
    change: (value) => Math.trunc(value as number),
  },
  {
    id: 'absolute',
    says: (name) => `takes the absolute value of its ${name}`,
    of: ({ fractions = false }) => fractions,
    change: (value) => Math.abs(value as number),
  },
  {
    id: 'negated',
    says: (name) => `negates its ${name}`,
    of: ({ fractions = false }) => fractions,
    change: (value) => -(value as number),
  },
  {
    id: 'doubled',
    says: (name) => `takes twice its ${name}`,
    of: ({ fractions = false }) => fractions,
    change: (value) => 2 * (value as number),
  },
  {
    id: 'halved',
    says: (name) => `takes half its ${name}`,
    of: ({ fractions = false }) => fractions,
    change: (value) => (value as number) / 2,
  },
  ...[1, 2].map((taken): Change => ({
    id: `taken-for-${taken}`,
    says: (name) => `takes ${taken} for its ${name}`,
    of: ({ fractions = false }) => fractions,
    change: () => taken,
  })),
];

const attributesIn = (op: OpRecord, { args }: Observed): Attributes =>
  completed(op.attributes, args[0], args[attributesAt(op.name as OpName)] as object | undefined) as Attributes;

/** Whether calls that stray have one value of an attribute and another: what is wrong with one alone is told of that. */
function isVaried(op: OpRecord, attribute: string, strays: readonly Observed[]): boolean {
  const values = strays.map((stray) => attributesIn(op, stray)[attribute]);
  return values.some((value) => value !== values[0]);
}

function named({ id, says, of, ofSeveralValues, change }: Change): Deviation {
  const names = (op: OpRecord): string[] => Object.entries(op.attributes).flatMap(([name, spec]) => (of(spec) ? [name] : []));
  const to = (op: OpRecord, { attribute, sizes }: Named): OpRecord => {
    const spec = op.attributes[attribute];
    if (spec === undefined) return op;
    return deviated(op, sizes, (attributes) => ({ ...attributes, [attribute]: change(attributes[attribute], spec) }));
  };
  return defineDeviation<Named>({
    id: `attribute-${id}`,
    kind: 'fault',
    sentence: ({ attribute, sizes }) => says(spaced(attribute)) + keptInWords(sizes),
    applies: (op) => names(op).length > 0,
    infer: (op, strays) =>
      fitting(
        op,
        strays,
        names(op)
          .filter((attribute) => ofSeveralValues !== true || isVaried(op, attribute, strays))
          .flatMap((attribute) => sizesOf(op, attribute).map((sizes) => ({ attribute, sizes }))),
        to,
      ),
    to,
  });
}

type Swapped = { readonly attributes: readonly [string, string]; readonly sizes: Sizes };

/** Pairs of attributes that a caller could take for each other. */
function exchangeable({ attributes }: OpRecord): (readonly [string, string])[] {
  const entries = Object.entries(attributes).filter(([, { type }]) => type === 'numbers' || type === 'flag');
  return entries.flatMap(([a, one], i) =>
    entries.slice(i + 1).flatMap(([b, other]) => (one.type === other.type && one.per === other.per ? [[a, b] as const] : [])),
  );
}

const swap = (op: OpRecord, { attributes: [a, b], sizes }: Swapped): OpRecord =>
  deviated(op, sizes, (attributes) => ({ ...attributes, [a]: attributes[b], [b]: attributes[a] }));

const twoSwapped = defineDeviation<Swapped>({
  id: 'attributes-swapped',
  kind: 'fault',
  sentence: ({ attributes: [a, b] }) => `takes its ${spaced(a)} for its ${spaced(b)} and the other way round`,
  applies: (op) => exchangeable(op).length > 0,
  infer: (op, strays) =>
    fitting(
      op,
      strays,
      exchangeable(op).flatMap((attributes) => sizesOf(op, attributes[0]).map((sizes) => ({ attributes, sizes }))),
      swap,
    ),
  to: swap,
});

type Taken = { readonly attribute: string; readonly value: string | boolean; readonly as: string | boolean };

const valuesOf = ({ type, choices }: AttributeSpec): readonly (string | boolean)[] =>
  type === 'flag' ? [true, false] : type === 'padding' ? ['valid', 'same', 'same-lower'] : (choices ?? []);

const takenFor = (op: OpRecord): Taken[] =>
  Object.entries(op.attributes).flatMap(([attribute, spec]) =>
    valuesOf(spec).flatMap((value) => valuesOf(spec).flatMap((as) => (as === value ? [] : [{ attribute, value, as }]))),
  );

const take = (op: OpRecord, { attribute, value, as }: Taken): OpRecord =>
  withAttributes(op, (attributes) => (attributes[attribute] === value ? { ...attributes, [attribute]: as } : attributes));

const show = (value: string | boolean): string => (typeof value === 'string' ? `'${value}'` : String(value));

const valueTaken = defineDeviation<Taken>({
  id: 'value-taken-for-another',
  kind: 'fault',
  sentence: ({ attribute, value, as }) => `takes ${show(value)} for ${show(as)} as its ${spaced(attribute)}`,
  applies: (op) => takenFor(op).length > 0,
  infer: (op, strays) => {
    // What a call does not have is not taken for anything in it; and none of something is nothing that is read.
    const given = strays[0] && attributesIn(op, strays[0]);
    return fitting(
      op,
      strays,
      takenFor(op).filter(({ attribute, value }) => given?.[attribute] === value && value !== 'none'),
      take,
    );
  },
  to: take,
});

type AxisTaken = Named & { readonly axis: number; readonly from: number | null };

/** Axes by their place from the end. */
const axesTaken = (op: OpRecord, strays: readonly Observed[]): AxisTaken[] =>
  strays.length === 0
    ? []
    : Object.entries(op.attributes).flatMap(([attribute, { type }]) =>
        type !== 'numbers' && type !== 'pairs' && type !== 'padding'
          ? []
          : sizesOf(op, attribute).flatMap((sizes) =>
              [-1, -2, -3].flatMap((axis) =>
                [null, -1, -2, -3].flatMap((from) => (from === axis ? [] : [{ attribute, sizes, axis, from }])),
              ),
            ),
      );

function takeAxis(op: OpRecord, { attribute, sizes, axis, from }: AxisTaken): OpRecord {
  const spec = op.attributes[attribute];
  if (spec === undefined) return op;
  const change = listwise((list) => {
    const value = from === null ? (spec.type === 'padding' ? [0, 0] : plain(spec)) : list.at(from);
    return value === undefined || list.length < -axis ? list : list.with(axis, value);
  });
  return deviated(op, sizes, (attributes) => ({ ...attributes, [attribute]: change(attributes[attribute]) }));
}

const places = ['last', 'second to last', 'third to last'];
const place = (axis: number): string => `the ${places[-1 - axis]} axis`;

const axisTaken = defineDeviation<AxisTaken>({
  id: 'attribute-of-one-axis',
  kind: 'fault',
  sentence: ({ attribute, axis, from, sizes }) =>
    (from === null
      ? `ignores its ${spaced(attribute)} on ${place(axis)}`
      : `takes its ${spaced(attribute)} on ${place(from)} for ${place(axis)}`) + keptInWords(sizes),
  applies: (op) => Object.values(op.attributes).some(isList),
  infer: (op, strays) => fitting(op, strays, axesTaken(op, strays), takeAxis),
  to: takeAxis,
});

export const attributeDeviations: readonly Deviation[] = [...changes.map(named), valueTaken, twoSwapped, axisTaken];
