import { tensor } from '../../../../src/tensor.js';
import { line, twoTaps, type Worked } from './worked.js';

export const geometryAndAttributes: readonly Worked[] = [
  {
    id: 'same-pads-undilated',
    parameters: { sizes: 'kept' },
    op: 'conv',
    args: [line([1, 2, 3]), twoTaps, { dilations: [2], padding: 'same' }],
    // Pads [1, 1]: taps at o - 1 and o + 1. Undilated they are [0, 1]: taps at o and o + 2.
    right: [20, 31, 2],
    wrong: [31, 2, 3],
  },
  {
    id: 'same-pads-odd-cell-before',
    parameters: { sizes: 'kept' },
    op: 'conv',
    args: [line([1, 2, 3]), twoTaps, { padding: 'same' }],
    right: [21, 32, 3],
    wrong: [10, 21, 32],
  },
  {
    id: 'same-pads-unclamped',
    parameters: { sizes: 'kept' },
    op: 'conv',
    // Two windows of one cell, three apart, in six cells: a total of -2 begins the first one cell late.
    args: [line([1, 2, 3, 4, 5, 6]), tensor([1], [1, 1, 1]), { strides: [3], padding: 'same' }],
    right: [1, 4],
    wrong: [2, 5],
  },
  {
    id: 'windows-rounded-up',
    parameters: null,
    op: 'maxPool',
    args: [line([1, 2, 3]), { window: [2], strides: [2] }],
    right: [2],
    wrong: [2, 3],
  },
  {
    id: 'attribute-ignored',
    parameters: { attribute: 'strides', sizes: 'follow' },
    op: 'maxPool',
    args: [line([1, 2, 3]), { window: [1], strides: [2] }],
    right: [1, 3],
    wrong: [1, 2, 3],
  },
  {
    id: 'windows-begun-elsewhere',
    parameters: { by: 'none', axes: 'every' },
    op: 'conv',
    args: [line([1, 2]), twoTaps, { padding: [[1, 0]] }],
    right: [10, 21],
    wrong: [21, 2],
  },
  {
    id: 'attribute-before-and-after-swapped',
    parameters: { attribute: 'padding', sizes: 'follow' },
    op: 'conv',
    args: [line([1, 2]), twoTaps, { padding: [[1, 0]] }],
    right: [10, 21],
    wrong: [21, 2],
  },
  {
    id: 'attributes-swapped',
    parameters: { attributes: ['strides', 'dilations'], sizes: 'follow' },
    op: 'conv',
    args: [line([1, 2, 3, 4]), twoTaps, { strides: [2] }],
    right: [21, 43],
    wrong: [31, 42],
  },
  {
    id: 'value-taken-for-another',
    parameters: { attribute: 'mode', value: 'CRD', as: 'DCR' },
    op: 'depthToSpace',
    args: [tensor([1, 2, 3, 4], [1, 1, 4]), { blockSize: 2, mode: 'CRD' }],
    // Two channels of two cells: channel * 2 + cell in CRD, cell * 2 + channel in DCR.
    right: [1, 3, 2, 4],
    wrong: [1, 2, 3, 4],
  },
];
