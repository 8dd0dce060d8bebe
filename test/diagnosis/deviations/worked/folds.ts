import { tensor } from '../../../../src/tensor.js';
import { line, type Worked } from './worked.js';

const two = { window: [2] };
const padded = { window: [2], padding: [[1, 0]] };

const mean = (id: string, args: Worked['args'], right: readonly number[], wrong: readonly number[]): Worked => ({
  id,
  parameters: null,
  op: 'averagePool',
  args,
  right,
  wrong,
});

/** One window over all cells. */
const folded = (
  id: string,
  op: 'maxPool' | 'averagePool',
  parameters: Worked['parameters'],
  cells: readonly number[],
  right: readonly number[],
  wrong: readonly number[],
): Worked => ({ id, parameters, op, args: [line(cells), { window: [cells.length] }], right, wrong });

export const folds: readonly Worked[] = [
  { id: 'start-of-an-extreme', parameters: { value: 0 }, op: 'maxPool', args: [line([-1, -2, 3]), two], right: [-1, 3], wrong: [0, 3] },
  {
    id: 'max-ignores-nan',
    parameters: null,
    op: 'maxPool',
    args: [line([1, Number.NaN]), two],
    right: [Number.NaN],
    wrong: [1],
  },
  {
    id: 'first-nan-alone',
    parameters: null,
    op: 'maxPool',
    args: [line([1, Number.NaN, 2]), two],
    right: [Number.NaN, Number.NaN],
    wrong: [1, Number.NaN],
  },
  {
    id: 'last-nan-alone',
    parameters: null,
    op: 'maxPool',
    args: [line([1, Number.NaN, 2]), two],
    right: [Number.NaN, Number.NaN],
    wrong: [Number.NaN, 2],
  },
  { id: 'other-extreme', parameters: null, op: 'maxPool', args: [line([1, 3, 2]), two], right: [3, 3], wrong: [1, 2] },
  { id: 'no-root', parameters: null, op: 'lpPool', args: [line([3, 4]), two], right: [5], wrong: [25] },
  { id: 'no-absolute-value', parameters: null, op: 'lpPool', args: [line([3, -1]), { window: [2], p: 1 }], right: [4], wrong: [2] },
  mean('sum-for-mean', [line([1, 3]), two], [2], [4]),
  mean('divisor-of-the-whole-window', [line([4, 6]), padded], [4, 5], [2, 5]),
  mean('divisor-of-cells', [line([4, 6]), { ...padded, countPadding: true }], [2, 5], [4, 5]),
  mean('divisor-of-cells-and-padding', [line([4, 6]), padded], [4, 5], [2, 5]),
  mean('divisor-of-cells-and-padding-before', [line([2, 4]), { window: [2], padding: [[1, 1]] }], [2, 3, 4], [1, 3, 4]),
  mean('divisor-of-cells-and-padding-after', [line([2, 4]), { window: [2], padding: [[1, 1]] }], [2, 3, 4], [2, 3, 2]),
  mean('divisor-of-the-first-window', [line([4, 6]), padded], [4, 5], [4, 10]),
  mean('divisor-of-the-last-window', [line([4, 6]), padded], [4, 5], [2, 5]),
  mean('divisor-of-the-cells-of-the-first-window', [line([4, 6]), { ...padded, countPadding: true }], [2, 5], [4, 10]),
  mean('divisor-of-the-cells-of-the-last-window', [line([4, 6]), { window: [2], padding: [[0, 1]], countPadding: true }], [5, 3], [10, 6]),
  mean('divisor-of-the-dilated-span', [line([3, 1, 3]), { window: [2], dilations: [2] }], [3], [2]),
  mean('divisor-one-less', [line([1, 2, 3]), { window: [3] }], [2], [3]),
  mean('divisor-one-more', [line([1, 2, 3]), { window: [3] }], [2], [1.5]),
  mean('divisor-of-strides', [line([1, 2, 3]), { window: [3], strides: [2] }], [2], [3]),
  mean('divisor-of-the-last-axis', [tensor([1, 2, 3, 4, 5, 6], [1, 2, 3, 1]), { window: [2, 3] }], [3.5], [7]),
  mean('divisor-of-the-whole-window-first-on-an-axis', [line([4, 6]), padded], [4, 5], [2, 5]),
  mean('divisor-of-the-whole-window-first', [line([4, 6]), padded], [4, 5], [2, 5]),
  mean('divisor-of-the-whole-window-last-on-an-axis', [line([4, 6]), { window: [2], padding: [[1, 1]] }], [4, 5, 6], [4, 5, 3]),
  mean('divisor-of-the-whole-window-last', [line([4, 6]), { window: [2], padding: [[1, 1]] }], [4, 5, 6], [4, 5, 3]),
  mean('divisor-of-a-power-of-two', [line([2, 4, 6]), { window: [3] }], [4], [3]),
  // 1/3 in 8 bits is 85/256.
  mean('divisor-by-a-reciprocal-of-8-bits', [line([256, 256, 256]), { window: [3] }], [256], [255]),
  mean('divisor-by-a-reciprocal-of-15-bits', [line([32768, 32768, 32768]), { window: [3] }], [32768], [32769]),
  mean('divisor-by-a-reciprocal-of-16-bits', [line([65536, 65536, 65536]), { window: [3] }], [65536], [65535]),
  folded('greatest-magnitude', 'maxPool', null, [1, -3, 2], [2], [-3]),
  folded('second-extreme', 'maxPool', { windows: 'all' }, [1, 3, 2], [3], [2]),
  // The first of two windows is of padding and 1, which is full in neither.
  {
    id: 'second-extreme',
    parameters: { windows: 'full' },
    op: 'maxPool',
    args: [line([1, 3]), padded],
    right: [1, 3],
    wrong: [1, 1],
  },
  folded('median', 'maxPool', { of: 'lower' }, [1, 5, 2, 4], [5], [2]),
  folded('median', 'maxPool', { of: 'upper' }, [1, 5, 2, 4], [5], [4]),
  folded('median', 'averagePool', { of: 'both' }, [1, 6, 2, 11], [5], [4]),
  folded('first-cells', 'maxPool', { count: 2 }, [1, 2, 5], [5], [2]),
  folded('first-cells', 'averagePool', { count: 2 }, [1, 2, 6], [3], [1]),
  folded('last-cell', 'maxPool', null, [4, 1], [4], [1]),
  folded('mean-for-extreme', 'maxPool', null, [4, 1, 1], [4], [2]),
  folded('largest-for-mean', 'averagePool', null, [4, 1, 1], [2], [4]),
  folded('zeros-not-counted', 'averagePool', { without: 0 }, [4, 0, 0], [4 / 3], [4]),
  folded('zeros-not-counted', 'averagePool', { without: 'NaN' }, [4, 0, 2], [2], [3]),
  {
    id: 'divisor-of-the-whole-window',
    parameters: null,
    op: 'averagePoolGradient',
    args: [[1, 2, 1], line([4, 6]), padded],
    // The first window has one cell, and gives it 4; the second gives 3 to both.
    right: [7, 3],
    wrong: [5, 3],
  },
];
