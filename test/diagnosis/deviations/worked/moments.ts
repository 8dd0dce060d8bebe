import { tensor } from '../../../../src/tensor.js';
import { line, type Worked } from './worked.js';

const scaled = (epsilon: number, scale: number): object => ({ epsilon, scale: tensor([scale]) });

export const moments: readonly Worked[] = [
  {
    id: 'variance-over-one-less',
    parameters: null,
    op: 'instanceNorm',
    // Over the root of 9 + 7; divided by 1 in place of 2, over that of 18 + 7.
    args: [line([-3, 3]), scaled(7, 20)],
    right: [-15, 15],
    wrong: [-12, 12],
  },
  {
    id: 'variance-is-a-sum',
    parameters: null,
    op: 'instanceNorm',
    // Squares of 1 and 1: their mean is 1, their sum 2.
    args: [line([1, 3]), scaled(0, 4)],
    right: [-4, 4],
    wrong: [-4 / Math.SQRT2, 4 / Math.SQRT2],
  },
  {
    id: 'variance-about-zero',
    parameters: null,
    op: 'instanceNorm',
    // Mean of squares of -1, 7: 25. About the mean of 3: 16.
    args: [line([-1, 7]), scaled(0, 20)],
    right: [-20, 20],
    wrong: [-16, 16],
  },
  {
    id: 'mean-left-in',
    parameters: null,
    op: 'instanceNorm',
    args: [line([1, 3]), scaled(0, 4)],
    right: [-4, 4],
    wrong: [4, 12],
  },
  {
    id: 'epsilon-beside-the-root',
    parameters: null,
    op: 'instanceNorm',
    // Over sqrt(9 + 7) = 4; beside the root over 3 + 7.
    args: [line([-3, 3]), scaled(7, 20)],
    right: [-15, 15],
    wrong: [-6, 6],
  },
  {
    id: 'variance-without-root',
    parameters: null,
    op: 'rmsNorm',
    // The mean of squares of 2 is 4, and 4 + 5 = 9.
    args: [line([2, 2]), scaled(5, 9)],
    right: [6, 6],
    wrong: [2, 2],
  },
  {
    id: 'values-as-one',
    parameters: { tensor: 'scale' },
    op: 'rmsNorm',
    // Over the root of 4 + 5.
    args: [line([2, 2]), scaled(5, 9)],
    right: [6, 6],
    wrong: [2 / 3, 2 / 3],
  },
];
