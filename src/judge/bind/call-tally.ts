/** What the calls of a library are like, counted: rank, window, strides, dilations, pads, sizes, values. */
import { recordOf, type OpName } from '../../ops/index.js';
import { elements, isTensor, type Tensor } from '../../tensor.js';

/** By feature and its value, how many calls have it; of a feature with a value on each axis, how many axes. */
export type CallTally = Record<string, Record<string, number>>;

/** One call of each op in so many is counted: a count takes microseconds, as long as half a check. */
const every = 31;

/** Whether a call is counted, of which so many came before. */
export function isCounted(before: number): boolean {
  return before % every === 3;
}

/** A size, those from 5 on with their like: `5 to 8`, `9 to 16`. */
function sizeClass(size: number): string {
  if (size <= 4) return `${size}`;
  const most = 2 ** Math.ceil(Math.log2(size));
  return `${most / 2 + 1} to ${most}`;
}

function valuesClass(x: Tensor): string {
  const values = elements(x);
  if (values.length === 0) return 'none';
  if (!values.every(Number.isFinite)) return 'with NaN or infinities';
  if (values.every((value) => value === 0)) return 'zeros alone';
  return values.every(Number.isInteger) ? 'integers' : 'fractions';
}

/** Adds a call, its attributes complete. */
export function addCall(tally: CallTally, op: OpName, args: readonly unknown[]): void {
  const add = (feature: string, value: string): void => {
    const counts = (tally[feature] ??= {});
    counts[value] = (counts[value] ?? 0) + 1;
  };
  const record = recordOf(op);
  if (record.kind !== 'tensors') return;
  let isFirst = true;
  for (const [i, { name }] of record.parameters.entries()) {
    const given = args[i];
    if (isTensor(given)) {
      const axes = record.tensors[name]?.axes ?? [];
      const from = axes.indexOf('spatial...');
      const spatial = from < 0 ? [] : given.shape.slice(from, given.shape.length - (axes.length - from - 1));
      if (isFirst) {
        add('rank', `${given.shape.length}`);
        add('values', valuesClass(given));
        for (const size of spatial) add('size', sizeClass(size));
        isFirst = false;
      } else if (from === 0) for (const size of spatial) add('window', sizeClass(size));
    } else if (typeof given === 'object' && given !== null) addAttributes(given, add);
  }
}

const lists = { window: 'window', strides: 'stride', dilations: 'dilation' } as const;

function addAttributes(attributes: object, add: (feature: string, value: string) => void): void {
  const { padding } = attributes as { readonly padding?: unknown };
  for (const [name, feature] of Object.entries(lists)) {
    const values = (attributes as Readonly<Record<string, unknown>>)[name];
    if (Array.isArray(values)) for (const value of values) if (typeof value === 'number') add(feature, sizeClass(value));
  }
  if (typeof padding === 'string') add('padding', padding);
  if (!Array.isArray(padding)) return;
  add('padding', 'explicit');
  for (const pair of padding) if (Array.isArray(pair)) for (const pad of pair) if (typeof pad === 'number') add('pad', sizeClass(pad));
}

/** Adds one tally to another. */
export function addTally(to: CallTally, from: Readonly<CallTally>): void {
  for (const [feature, counts] of Object.entries(from)) {
    const sums = (to[feature] ??= {});
    for (const [value, count] of Object.entries(counts)) sums[value] = (sums[value] ?? 0) + count;
  }
}
