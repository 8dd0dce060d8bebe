import { tensor } from '../../../../src/tensor.js';
import { line, twoTaps, type Worked } from './worked.js';

export const samePads: readonly Worked[] = [
  {
    // One window, of one cell, four apart: 1 - 4 = -3 cells, of which -1 before.
    id: 'same-pads-unclamped-towards-0',
    parameters: { sizes: 'kept' },
    op: 'conv',
    args: [line([1, 2, 3, 4]), tensor([1], [1, 1, 1]), { padding: 'same', strides: [4] }],
    right: [1],
    wrong: [2],
  },
  ...['same-pads-undilated-unclamped', 'same-pads-undilated-unclamped-towards-0'].map((id): Worked => ({
    id,
    parameters: { sizes: 'kept' },
    op: 'conv',
    // The window spans three cells and is padded as one of two.
    args: [line([1, 2, 3]), twoTaps, { padding: 'same', dilations: [2] }],
    right: [20, 31, 2],
    wrong: [31, 2, 3],
  })),
  {
    id: 'same-pads-all-before',
    parameters: { sizes: 'kept' },
    op: 'conv',
    args: [line([1, 2, 3]), twoTaps, { padding: 'same' }],
    right: [21, 32, 3],
    wrong: [10, 21, 32],
  },
  {
    id: 'same-pads-odd-cell-lost',
    parameters: { sizes: 'follow' },
    op: 'conv',
    shownBy: ['conv', 'depthwiseConv', 'maxPool'],
    args: [line([1, 2, 3]), twoTaps, { padding: 'same' }],
    right: [21, 32, 3],
    wrong: [21, 32],
  },
  {
    id: 'same-pads-odd-cell-twice',
    parameters: { sizes: 'kept' },
    op: 'conv',
    args: [line([1, 2, 3]), twoTaps, { padding: 'same' }],
    right: [21, 32, 3],
    wrong: [10, 21, 32],
  },
  {
    id: 'same-pads-of-half-the-window',
    parameters: { sizes: 'kept' },
    op: 'conv',
    args: [line([1, 2, 3]), twoTaps, { padding: 'same' }],
    right: [21, 32, 3],
    wrong: [10, 21, 32],
  },
  {
    id: 'same-pads-of-half-the-undilated-window',
    parameters: { sizes: 'kept' },
    op: 'conv',
    args: [line([1, 2, 3]), twoTaps, { padding: 'same' }],
    right: [21, 32, 3],
    wrong: [10, 21, 32],
  },
  {
    id: 'same-pads-of-the-first-axis',
    parameters: { sizes: 'follow' },
    op: 'conv',
    shownBy: ['conv', 'depthwiseConv', 'maxPool'],
    // The windows of the first axis are one cell, and need no pads.
    args: [tensor([1, 2], [1, 1, 2, 1]), tensor([1, 10], [1, 2, 1, 1]), { padding: 'same' }],
    right: [21, 2],
    wrong: [21],
  },
  {
    id: 'same-pads-of-the-last-axis',
    parameters: { sizes: 'follow' },
    op: 'conv',
    shownBy: ['conv', 'depthwiseConv', 'maxPool'],
    args: [tensor([1, 2], [1, 2, 1, 1]), tensor([1, 10], [2, 1, 1, 1]), { padding: 'same' }],
    right: [21, 2],
    wrong: [21],
  },
  {
    id: 'same-pads-none',
    parameters: { sizes: 'kept' },
    op: 'conv',
    args: [line([1, 2]), tensor([1, 10, 100], [3, 1, 1]), { padding: 'same' }],
    right: [210, 21],
    wrong: [21, 2],
  },
  {
    id: 'windows-shifted',
    parameters: { axes: 'every', by: 1 },
    op: 'conv',
    args: [line([1, 2, 3]), tensor([1], [1, 1, 1]), {}],
    right: [1, 2, 3],
    wrong: [2, 3, 0],
  },
];
