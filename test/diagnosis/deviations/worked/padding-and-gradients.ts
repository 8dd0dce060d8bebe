import { tensor } from '../../../../src/tensor.js';
import { line, twoTaps, type Worked } from './worked.js';

const two = { window: [2] };

const routed = (id: string, x: readonly number[], dy: readonly number[], right: readonly number[], wrong: readonly number[]): Worked => ({
  id,
  parameters: null,
  op: 'maxPoolGradient',
  args: [line(x), line(dy), two],
  right,
  wrong,
});

const around = { padding: [[1, 1]] };

export const paddingAndGradients: readonly Worked[] = [
  {
    id: 'cells-without-bounds',
    parameters: { bounds: 'both', axes: 'every', outside: 'nothing' },
    op: 'conv',
    // Two images: beyond the end of the first lies the second.
    args: [tensor([1, 2, 4, 8], [2, 2, 1]), tensor([1, 1, 1], [3, 1, 1]), around],
    right: [3, 3, 12, 12],
    wrong: [3, 7, 14, 12],
    shownBy: ['conv', 'depthwiseConv', 'extractPatches'],
  },
  {
    id: 'padding-takes-part',
    parameters: { cells: 0 },
    op: 'maxPool',
    args: [line([-1, -2]), { ...two, ...around }],
    right: [-1, -1, -2],
    wrong: [0, -1, 0],
    shownBy: ['maxPool'],
  },
  {
    id: 'padding-takes-part',
    parameters: { cells: 'edge' },
    op: 'conv',
    args: [line([1, 2]), twoTaps, around],
    right: [10, 21, 2],
    wrong: [11, 21, 22],
    shownBy: ['conv', 'depthwiseConv', 'extractPatches'],
  },
  {
    id: 'padding-takes-part',
    parameters: { cells: 'edge', side: 'after' },
    op: 'conv',
    args: [line([1, 2]), twoTaps, around],
    right: [10, 21, 2],
    wrong: [10, 21, 22],
    shownBy: ['conv', 'depthwiseConv', 'extractPatches'],
  },
  {
    id: 'padding-takes-part',
    parameters: { cells: 'wrap' },
    op: 'conv',
    args: [line([1, 2]), twoTaps, around],
    right: [10, 21, 2],
    wrong: [12, 21, 12],
    shownBy: ['conv', 'depthwiseConv', 'extractPatches'],
  },
  {
    id: 'zeros-skipped',
    parameters: { zerosOf: 'filter' },
    op: 'conv',
    args: [line([1, Infinity]), tensor([1, 0], [2, 1, 1]), {}],
    right: [Number.NaN],
    wrong: [1],
  },
  {
    id: 'attribute-rounded-down',
    parameters: { attribute: 'p', sizes: 'follow' },
    op: 'lpPool',
    args: [line([1, 1]), { ...two, p: 1.5 }],
    right: [2 ** (1 / 1.5)],
    wrong: [2],
    // Drawn exponents are integers.
    shownBy: [],
  },
  {
    id: 'places-rounded-up',
    parameters: null,
    op: 'resize',
    // Places 0, 1/2, 1 and 3/2, of which the last has no cell above.
    args: [line([1, 2]), { size: [4] }],
    right: [1, 1, 2, 2],
    wrong: [1, 2, 2, 2],
  },
  routed('tie-to-the-last', [1, 1], [5], [5, 0], [0, 5]),
  routed('tie-to-all', [1, 1], [5], [5, 0], [5, 5]),
  routed('tie-shared', [1, 1], [6], [6, 0], [3, 3]),
  routed('overlaps-overwritten', [1, 2, 1], [3, 4], [0, 7, 0], [0, 4, 0]),
  routed('nan-gets-no-gradient', [1, Number.NaN], [5], [0, 5], [5, 0]),
  routed('gradient-to-the-minimum', [1, 2], [5], [0, 5], [5, 0]),
  routed('gradient-to-the-first-cell', [1, 2], [5], [0, 5], [5, 0]),
  routed('gradient-to-every-cell', [1, 2], [5], [0, 5], [5, 5]),
];
