import { tensor } from '../../../../src/tensor.js';
import { line, twoTaps, type Worked } from './worked.js';

const backwards = line([1, 2, 3]).step(1, -1, 1);
const twoGroups = [tensor([1, 2], [1, 1, 2]), tensor([3, 5], [1, 1, 2]), { groups: 2 }];

export const viewsGroupsAndOverlaps: readonly Worked[] = [
  {
    id: 'views-of-its-memory',
    parameters: { tensor: 'x' },
    op: 'maxPool',
    args: [backwards, { window: [1] }],
    right: [3, 2, 1],
    wrong: [1, 2, 3],
  },
  {
    id: 'views-of-its-memory-from-its-offset',
    parameters: { tensor: 'x' },
    op: 'maxPool',
    args: [line([1, 2, 3, 4]).step(1, 2, 1), { window: [1] }],
    right: [1, 3],
    wrong: [1, 2],
  },
  {
    id: 'views-without-its-offset',
    parameters: { tensor: 'x' },
    op: 'maxPool',
    args: [line([1, 2, 3]).lo(0, 1, 0), { window: [1] }],
    right: [2, 3],
    wrong: [1, 2],
  },
  {
    id: 'views-with-positive-strides',
    parameters: { tensor: 'x' },
    op: 'maxPool',
    args: [backwards, { window: [1] }],
    right: [3, 2, 1],
    // Beyond the end of its memory there is nothing.
    wrong: [3, NaN, NaN],
  },
  { id: 'groups-first', parameters: { tensor: 'x' }, op: 'conv', args: twoGroups, right: [3, 10], wrong: [3, 5] },
  { id: 'groups-reversed', parameters: { tensor: 'filter' }, op: 'conv', args: twoGroups, right: [3, 10], wrong: [5, 6] },
  { id: 'groups-next', parameters: { tensor: 'result' }, op: 'conv', args: twoGroups, right: [3, 10], wrong: [10, 3] },
  {
    id: 'groups-in-turn',
    parameters: null,
    op: 'conv',
    // The first two results are of the first channel, then the first and the third.
    args: [tensor([1, 2], [1, 1, 2]), tensor([1, 2, 3, 4], [1, 1, 4]), { groups: 2 }],
    right: [1, 2, 6, 8],
    wrong: [1, 4, 3, 8],
  },
  {
    id: 'overlapping-windows-overwritten',
    parameters: null,
    op: 'convTranspose',
    args: [line([1, 2]), twoTaps, {}],
    right: [1, 12, 20],
    wrong: [1, 2, 20],
  },
];
