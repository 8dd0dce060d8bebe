import { tensor } from '../../../../src/tensor.js';
import { line, twoTaps, type Worked } from './worked.js';

const square = tensor([1, 2, 3, 4], [2, 2]);
const ones = tensor([1, 1], [2, 1]);

export const orderAndRegions: readonly Worked[] = [
  {
    id: 'region-of-the-result',
    parameters: { tensor: 'result', axis: 'spatial', items: { last: 1 }, read: 'previous' },
    op: 'maxPool',
    args: [tensor([1, 2, 3, 4], [1, 2, 2, 1]), { window: [1, 1] }],
    right: [1, 2, 3, 4],
    wrong: [1, 1, 1, 1],
  },
  {
    id: 'read-reversed',
    parameters: { tensor: 'filter', axis: 'spatial' },
    op: 'conv',
    args: [line([1, 2, 3]), twoTaps, {}],
    right: [21, 32],
    wrong: [12, 23],
  },
  {
    id: 'terms-left-out',
    parameters: { axis: 'inner', items: { last: 1 } },
    op: 'matmul',
    args: [square, ones],
    right: [3, 7],
    wrong: [1, 3],
  },
  {
    id: 'region-of-the-result',
    parameters: { tensor: 'result', axis: 'spatial -1', items: { afterBlocksOf: 4 }, read: 'start' },
    op: 'maxPool',
    args: [line([1, 2, 3, 4, 5, 6]), { window: [1] }],
    right: [1, 2, 3, 4, 5, 6],
    wrong: [1, 2, 3, 4, 5, 5],
  },
  {
    id: 'channels-first',
    parameters: { tensor: 'x' },
    op: 'maxPool',
    // Two cells of two channels each, taken for two channels of two cells each.
    args: [tensor([1, 2, 3, 4], [1, 2, 2]), { window: [1] }],
    right: [1, 2, 3, 4],
    wrong: [1, 3, 2, 4],
  },
  {
    id: 'axes-exchanged',
    parameters: { tensor: 'a', axes: ['rows', 'inner'] },
    op: 'matmul',
    args: [square, ones],
    right: [3, 7],
    wrong: [4, 6],
  },
  {
    id: 'parts-interleaved',
    parameters: { tensor: 'result', axis: 'outChannels', inverse: false },
    op: 'depthwiseConv',
    args: [tensor([1, 10], [1, 1, 2]), tensor([1, 2, 3, 4], [1, 2, 2]), {}],
    // Two channels of two multiples each: channel by channel, then multiple by multiple.
    right: [1, 2, 30, 40],
    wrong: [1, 30, 2, 40],
    shownBy: ['depthwiseConv'],
  },
  {
    id: 'region-of-the-result',
    parameters: { tensor: 'result', axis: 'outChannels', items: { last: 1 }, read: 'zero' },
    op: 'conv',
    args: [line([2]), tensor([1, 3], [1, 1, 2]), {}],
    right: [2, 6],
    wrong: [2, 0],
  },
  {
    id: 'region-of-the-result',
    parameters: { tensor: 'result', axis: 'spatial -1', items: { from: 1 }, read: 'previous' },
    op: 'maxPool',
    args: [line([1, 2, 4]), { window: [1] }],
    right: [1, 2, 4],
    wrong: [1, 1, 2],
  },
  {
    id: 'region-of-the-result',
    parameters: { tensor: 'result', axis: 'spatial -1', items: { from: 2 }, read: 'again' },
    op: 'conv',
    args: [line([1, 2, 3, 4, 5]), tensor([1], [1, 1, 1]), {}],
    right: [1, 2, 3, 4, 5],
    // The fifth is what the third should be.
    wrong: [1, 2, 1, 2, 3],
  },
  {
    id: 'region-of-the-result',
    parameters: { tensor: 'result', axis: 'spatial -1', items: { afterBlocksOf: 2 }, read: 'zero' },
    op: 'maxPool',
    args: [line([1, 2, 4]), { window: [1] }],
    right: [1, 2, 4],
    wrong: [1, 2, 0],
  },
  {
    id: 'region-of-the-result',
    parameters: { tensor: 'result', axis: 'spatial +1', items: { from: 1 }, read: 'before' },
    op: 'maxPool',
    args: [line([1, 2, 4]), { window: [1] }],
    right: [1, 2, 4],
    wrong: [1, 1, 1],
  },
  {
    id: 'region-of-an-argument',
    parameters: { tensor: 'filter', axis: 'spatial -1', items: { last: 1 }, read: 'zero' },
    op: 'conv',
    args: [line([1, 2, 3]), twoTaps, {}],
    right: [21, 32],
    wrong: [1, 2],
  },
  {
    id: 'leading-axes-in-turn',
    parameters: null,
    op: 'matmul',
    args: [tensor([1, 2], [2, 1, 1, 1]), tensor([10, 100], [2, 1, 1])],
    right: [10, 100, 20, 200],
    wrong: [10, 200],
    // Both tensors broadcast in one of a hundred calls.
    shownBy: [],
  },
  {
    id: 'blocks-in-column-major-order',
    parameters: { tensor: 'result' },
    op: 'spaceToDepth',
    args: [tensor([1, 2, 3, 4], [1, 2, 2, 1]), { blockSize: 2 }],
    right: [1, 2, 3, 4],
    wrong: [1, 3, 2, 4],
  },
];
