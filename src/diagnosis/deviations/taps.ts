/** Windows that are read without their first or last cells. */
import { tensorNames } from '../../ops/call.js';
import type { OpRecord } from '../../ops/index.js';
import type { Axis } from '../../kernels/windows.js';
import { denseCopy, indices, type Tensor } from '../../tensor.js';
import { defineDeviation, type Deviation } from '../deviation.js';
import { fitting } from './edits/fitting.js';
import { withTensor } from './edits/tensors.js';
import { isWindowed, withWindows } from '../../ops/edited-windows.js';

type End = 'first' | 'last';

/** Of a pool: along which axes its windows are a cell shorter, where they have several. */
type Shorter = { readonly end: End; readonly axes: 'every' | 'first' | 'last' };

function isShortened({ axes }: Shorter, i: number, all: readonly Axis[]): boolean {
  switch (axes) {
    case 'every':
      return true;
    case 'first':
      return i === 0;
    case 'last':
      return i === all.length - 1;
  }
}

const shortened = (op: OpRecord, parameters: Shorter): OpRecord =>
  withWindows(op, (axis, i, all) => {
    if (axis.kernel === 1 || !isShortened(parameters, i, all)) return axis;
    const kernel = axis.kernel - 1;
    if (parameters.end === 'last') return { ...axis, kernel, after: axis.after - axis.dilation };
    return { ...axis, kernel, before: axis.before - axis.dilation };
  });

const axesInWords: Readonly<Record<Shorter['axes'], string>> = {
  every: 'every spatial axis',
  first: 'the first spatial axis',
  last: 'the last spatial axis',
};

const ends: readonly End[] = ['last', 'first'];
const hasFilter = (op: OpRecord): boolean => 'filter' in op.tensors;

const windowsShorter = defineDeviation<Shorter>({
  id: 'windows-a-cell-shorter',
  kind: 'fault',
  sentence: (parameters) => `never reads the ${parameters.end} cell of its windows along ${axesInWords[parameters.axes]}`,
  applies: (op) => isWindowed(op) && 'window' in op.attributes && !hasFilter(op) && op.results === 1,
  infer: (op, strays) => {
    const axes = Object.keys(axesInWords) as Shorter['axes'][];
    return fitting(
      op,
      strays,
      axes.flatMap((each) => ends.map((end): Shorter => ({ end, axes: each }))),
      shortened,
    );
  },
  to: shortened,
});

/** Of a filter: its first or last tap, on all axes at once or on any. */
type Tap = { readonly end: End; readonly on: 'all' | 'any' };

function isTap({ end, on }: Tap, index: readonly number[], kernel: readonly number[]): boolean {
  const isAtEnd = (size: number, i: number): boolean => size > 1 && index[i] === (end === 'first' ? 0 : size - 1);
  if (on === 'any') return kernel.some(isAtEnd);
  return kernel.some((size) => size > 1) && kernel.every((size, i) => size === 1 || isAtEnd(size, i));
}

function withoutTap(filter: Tensor, kernelAxes: number, tap: Tap): Tensor {
  const y = denseCopy(filter);
  const kernel = filter.shape.slice(0, kernelAxes);
  let i = 0;
  for (const index of indices(filter.shape)) {
    if (isTap(tap, index, kernel)) y.data[i] = 0;
    i++;
  }
  return y;
}

/** How many axes of a filter are none of its windows. */
const otherAxes = (op: OpRecord): number => op.tensors['filter']!.axes.filter((role) => role !== 'spatial...').length;

const tapLost = (op: OpRecord, tap: Tap): OpRecord => withTensor(op, 'filter', (x) => withoutTap(x, x.shape.length - otherAxes(op), tap));

const filterWithoutTap = defineDeviation<Tap>({
  id: 'tap-left-out',
  kind: 'fault',
  sentence: ({ end, on }) =>
    on === 'all' ? `leaves out the ${end} tap of its filter` : `leaves out the taps of its filter that are ${end} along an axis`,
  applies: (op) => hasFilter(op) && op.linearIn.length > 0 && op.results === 1 && tensorNames(op).includes('filter'),
  infer: (op, strays) =>
    fitting(
      op,
      strays,
      (['all', 'any'] as const).flatMap((on) => ends.map((end): Tap => ({ end, on }))),
      tapLost,
    ),
  to: tapLost,
});

export const tapDeviations: readonly Deviation[] = [windowsShorter, filterWithoutTap];
