import { tensor } from '../../../../src/tensor.js';
import { line, twoTaps, type Worked } from './worked.js';

const five = line([1, 2, 3, 4, 5]);
const one = tensor([1], [1, 1, 1]);

export const steps: readonly Worked[] = [
  {
    id: 'steps-cut-to-the-window',
    parameters: { attribute: 'strides', sizes: 'kept', where: 'every' },
    op: 'maxPool',
    args: [five, { window: [2], strides: [3] }],
    right: [2, 5],
    wrong: [2, 4],
  },
  {
    id: 'steps-at-least-the-window',
    parameters: { attribute: 'strides', sizes: 'follow', where: 'every' },
    op: 'maxPool',
    args: [line([1, 2, 3, 4]), { window: [2] }],
    right: [2, 3, 4],
    wrong: [2, 4],
  },
  {
    id: 'steps-of-the-window',
    parameters: { attribute: 'strides', sizes: 'follow', where: 'every' },
    op: 'maxPool',
    args: [five, { window: [2], strides: [3] }],
    right: [2, 5],
    wrong: [2, 4],
  },
  {
    id: 'steps-times-the-dilation',
    parameters: { attribute: 'strides', sizes: 'follow', where: 'every' },
    op: 'conv',
    args: [five, twoTaps, { strides: [2], dilations: [2] }],
    right: [31, 53],
    wrong: [31],
  },
  {
    id: 'steps-times-the-stride',
    parameters: { attribute: 'dilations', sizes: 'follow', where: 'every' },
    op: 'conv',
    args: [five, twoTaps, { strides: [2] }],
    right: [21, 43],
    wrong: [31, 53],
  },
  {
    id: 'steps-of-the-stride',
    parameters: { attribute: 'dilations', sizes: 'follow', where: 'every' },
    op: 'conv',
    args: [five, twoTaps, { strides: [2] }],
    right: [21, 43],
    wrong: [31, 53],
  },
  {
    id: 'steps-of-the-dilation',
    parameters: { attribute: 'strides', sizes: 'follow', where: 'every' },
    op: 'conv',
    args: [five, twoTaps, { dilations: [2] }],
    right: [31, 42, 53],
    wrong: [31, 53],
  },
  {
    id: 'steps-twice',
    parameters: { attribute: 'strides', sizes: 'follow', where: 'every' },
    op: 'conv',
    args: [five, one, { strides: [2] }],
    right: [1, 3, 5],
    wrong: [1, 5],
  },
  {
    id: 'steps-twice',
    parameters: { attribute: 'strides', sizes: 'pads-alone-kept', where: 'every' },
    op: 'conv',
    // Pads [1, 1] for three windows two apart. Four apart there are two, and with pads of their own, [0, 0], they would begin at 0.
    args: [five, tensor([1, 10, 100], [3, 1, 1]), { strides: [2], padding: 'same' }],
    right: [210, 432, 54],
    wrong: [210, 54],
  },
  {
    id: 'steps-doubled',
    parameters: { attribute: 'dilations', sizes: 'follow', where: 'every' },
    op: 'conv',
    args: [five, twoTaps, {}],
    right: [21, 32, 43, 54],
    wrong: [31, 42, 53],
  },
  {
    id: 'steps-ignored',
    parameters: { attribute: 'dilations', sizes: 'kept', where: 'even-window' },
    op: 'conv',
    args: [line([1, 2, 3, 4]), twoTaps, { dilations: [2] }],
    right: [31, 42],
    wrong: [21, 32],
  },
];
