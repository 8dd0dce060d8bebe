import { tensor } from '../../../../src/tensor.js';
import { line, twoTaps, type Worked } from './worked.js';

export const tapsAndSizes: readonly Worked[] = [
  {
    id: 'windows-a-cell-shorter',
    parameters: { end: 'last', axes: 'every' },
    op: 'maxPool',
    args: [line([1, 2, 4]), { window: [2] }],
    right: [2, 4],
    wrong: [1, 2],
  },
  {
    id: 'windows-a-cell-shorter',
    parameters: { end: 'first', axes: 'first' },
    op: 'maxPool',
    args: [line([4, 2, 1]), { window: [2] }],
    right: [4, 2],
    wrong: [2, 1],
  },
  {
    id: 'tap-left-out',
    parameters: { end: 'last', on: 'all' },
    op: 'conv',
    args: [line([1, 2, 3]), twoTaps, {}],
    right: [21, 32],
    wrong: [1, 2],
  },
  {
    id: 'scaled-by-a-size',
    parameters: { tensor: 'x', axis: 'batch', divides: true },
    op: 'convFilterGradient',
    args: [tensor([1, 3], [2, 1, 1]), [1, 1, 1], tensor([1, 1], [2, 1, 1]), {}],
    // The mean over the images in place of their sum.
    right: [4],
    wrong: [2],
    shownBy: ['convFilterGradient', 'depthwiseConvFilterGradient', 'maxPool', 'averagePool'],
  },
  {
    id: 'number-taken-for-another',
    parameters: { tensor: 'x', value: 'Infinity', by: 1 },
    op: 'maxPool',
    args: [line([0, Infinity]), { window: [2] }],
    right: [Infinity],
    wrong: [1],
    shownBy: ['maxPool', 'pad'],
  },
  {
    id: 'argument-clamped',
    parameters: { tensor: 'filter', least: -2, most: 2 },
    op: 'conv',
    args: [line([1]), tensor([5, -7], [1, 1, 2]), {}],
    right: [5, -7],
    wrong: [2, -2],
    shownBy: ['conv', 'depthwiseConv'],
  },
];
