/** Windows that are read without their first or last cells. */
import { tensorArguments, tensorNames } from '../../../ops/call.js';
import type { OpRecord } from '../../../ops/index.js';
import type { Axis } from '../../../kernels/windows.js';
import { denseCopy, indices, isTensor, type Tensor } from '../../../tensor.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { axesWhere, whereInWords, type Where } from '../edits/axes-where.js';
import { axesOfRole, axisInWords, namesOfAxis, placeOfAxis } from '../edits/axes.js';
import { cellsOf } from '../edits/cells.js';
import { fitting } from '../edits/fitting.js';
import { itemsInWords, selects, type Items } from '../edits/items.js';
import { factorsOf, isOfTwo, withoutElements } from '../edits/sums.js';
import { withTensor } from '../edits/tensors.js';
import { axesOf, isWindowed, withWindows } from '../../../ops/edited-windows.js';

type End = 'first' | 'last';

/** Of a pool: along which axes its windows are a cell shorter, where they have several. */
type Shorter = { readonly end: End; readonly axes: Where };

const shortened = (op: OpRecord, { end, axes: where }: Shorter): OpRecord => {
  const isIn = axesWhere(where);
  return withWindows(op, (axis, i, all) => {
    if (axis.kernel === 1 || !isIn(axis, i, all)) return axis;
    const kernel = axis.kernel - 1;
    if (end === 'last') return { ...axis, kernel, after: axis.after - axis.dilation };
    return { ...axis, kernel, before: axis.before - axis.dilation };
  });
};

/** Axes along which ends of windows are lost. */
const shorterAxes = [
  'every',
  'first',
  'last',
  'first-window-of-several',
  'even-window',
  'odd-window',
  'strided',
  'dilated',
] as const satisfies readonly Where[];

const along = (where: Where): string => {
  if (where === 'every') return 'along every spatial axis';
  if (where === 'first' || where === 'last') return `along the ${where} spatial axis`;
  return whereInWords(where).replace(' on ', 'along ');
};

const ends: readonly End[] = ['last', 'first'];
const hasFilter = (op: OpRecord): boolean => 'filter' in op.tensors;

const windowsShorter = defineDeviation<Shorter>({
  id: 'windows-a-cell-shorter',
  kind: 'fault',
  sentence: (parameters) => `never reads the ${parameters.end} cell of its windows ${along(parameters.axes)}`,
  applies: (op) => isWindowed(op) && 'window' in op.attributes && !hasFilter(op) && op.results === 1,
  infer: (op, strays) => {
    return fitting(
      op,
      strays,
      shorterAxes.flatMap((each) => ends.map((end): Shorter => ({ end, axes: each }))),
      shortened,
    );
  },
  to: shortened,
});

/** Of a filter: its first or last tap, on all axes at once, or on any, or on any of some. */
type Tap = { readonly end: End; readonly on: 'all' | 'any'; readonly axes?: Where };

function isTap({ end, on }: Tap, index: readonly number[], kernel: readonly number[], isIn: (i: number) => boolean): boolean {
  const isAtEnd = (size: number, i: number): boolean => size > 1 && isIn(i) && index[i] === (end === 'first' ? 0 : size - 1);
  if (on === 'any') return kernel.some(isAtEnd);
  return kernel.some((size) => size > 1) && kernel.every((size, i) => size === 1 || isAtEnd(size, i));
}

function withoutTap(filter: Tensor, axes: readonly Axis[], tap: Tap): Tensor {
  const y = denseCopy(filter);
  const kernel = filter.shape.slice(0, axes.length);
  const isIn = axesWhere(tap.axes ?? 'every');
  const within = axes.map((axis, i) => isIn(axis, i, axes));
  let i = 0;
  for (const index of indices(filter.shape)) {
    if (isTap(tap, index, kernel, (at) => within[at]!)) y.data[i] = 0;
    i++;
  }
  return y;
}

const tapLost = (op: OpRecord, tap: Tap): OpRecord => withTensor(op, 'filter', (x, plan) => withoutTap(x, axesOf(op, plan) ?? [], tap));

const filterWithoutTap = defineDeviation<Tap>({
  id: 'tap-left-out',
  kind: 'fault',
  sentence: ({ end, on, axes = 'every' }) => {
    if (on === 'all') return `leaves out the ${end} tap of its filter`;
    return axes === 'every'
      ? `leaves out the taps of its filter that are ${end} along an axis`
      : `leaves out the ${end} taps of its filter ${along(axes)}`;
  },
  applies: (op) => hasFilter(op) && isWindowed(op) && op.linearIn.length > 0 && op.results === 1 && tensorNames(op).includes('filter'),
  infer: (op, strays) => {
    const whole = (['all', 'any'] as const).flatMap((on) => ends.map((end): Tap => ({ end, on })));
    const some = shorterAxes.filter((axes) => axes !== 'every').flatMap((axes) => ends.map((end): Tap => ({ end, on: 'any', axes })));
    return fitting(op, strays, [...whole, ...some], tapLost);
  },
  to: tapLost,
});

/** Of a filter: taps along an axis, or along any. */
type Taps = { readonly axis: string; readonly items: Items };

/** 1 where a tap takes part. */
function presentIn(op: OpRecord, { axis, items }: Taps, filter: Tensor): Tensor {
  const rank = filter.shape.length;
  const at = axis === 'any' ? axesOfRole(op, 'filter', rank, 'spatial') : [placeOfAxis(op, 'filter', rank, axis)];
  const isLost = (index: readonly number[]): boolean => at.some((i) => i >= 0 && selects(items, index[i]!, filter.shape[i]!));
  const y = denseCopy(filter);
  let i = 0;
  for (const index of indices(filter.shape)) y.data[i++] = isLost(index) ? 0 : 1;
  return y;
}

const withoutTaps = (op: OpRecord, taps: Taps): OpRecord => withoutElements(op, 'filter', (filter) => presentIn(op, taps, filter));

/** The taps of filters that kernels lose. */
const lostTaps: readonly Items[] = [
  { last: 1 },
  { first: 1 },
  { from: 1 },
  { from: 2 },
  { last: 2 },
  { from: 4 },
  { modulus: 2, remainder: 1 },
];

const tapsNeverAdded = defineDeviation<Taps>({
  id: 'taps-never-added',
  kind: 'fault',
  sentence: ({ axis, items }) =>
    `never adds what ${itemsInWords(items)} of its filter along ${axis === 'any' ? 'any spatial axis' : axisInWords(axis)} should`,
  applies: (op) => hasFilter(op) && isWindowed(op) && isOfTwo(op) && factorsOf(op).includes('filter'),
  infer: (op, strays) => {
    const filter = tensorArguments(op, strays[0]!.args)[factorsOf(op).indexOf('filter')];
    if (!isTensor(filter) || cellsOf(strays[0]) === undefined) return [];
    const rank = filter.shape.length;
    const names = axesOfRole(op, 'filter', rank, 'spatial').flatMap((at) => namesOfAxis(op, 'filter', rank, at));
    const candidates = ['any', ...names].flatMap((axis) => lostTaps.map((items): Taps => ({ axis, items })));
    return fitting(op, strays, candidates, withoutTaps);
  },
  to: withoutTaps,
});

export const tapDeviations: readonly Deviation[] = [windowsShorter, filterWithoutTap, tapsNeverAdded];
