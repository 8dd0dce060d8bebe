import { tensor } from '../../../../src/tensor.js';
import { line, type Worked } from './worked.js';

const infiniteFirst = tensor([Infinity, 1], [2, 1, 1]);

/** Two cells to three: the middle one is read half way between them. */
const halfWay = [line([1, 2]), { size: [3], halfPixelCenters: true }] as const;

const rounded = (id: string): Worked => ({ id, parameters: null, op: 'resize', args: halfWay, right: [1, 2, 2], wrong: [1, 1, 2] });

/** Conventions, but for those among the folds, the gradients and the resizes of other files. */
export const conventions: readonly Worked[] = [
  {
    id: 'max-ignores-nan-beside-numbers',
    parameters: null,
    op: 'maxPool',
    args: [line([Number.NaN, Number.NaN, 3]), { window: [2] }],
    right: [Number.NaN, Number.NaN],
    wrong: [Number.NaN, 3],
  },
  {
    id: 'padding-is-multiplied',
    parameters: null,
    op: 'conv',
    // The first tap of the first window lies over the pad: Infinity * 0 + 1 * 1.
    args: [line([1, 2]), infiniteFirst, { padding: [[1, 0]] }],
    right: [1, Infinity],
    wrong: [Number.NaN, Infinity],
  },
  {
    id: 'padding-is-multiplied',
    parameters: null,
    op: 'convFilterGradient',
    // The first tap meets the pad under the first dy, which is infinite; the second meets cells alone.
    args: [line([1, 2]), [2, 1, 1], line([Infinity, 1]), { padding: [[1, 0]] }],
    right: [1, Infinity],
    wrong: [Number.NaN, Infinity],
  },
  {
    id: 'zeros-between-are-multiplied',
    parameters: null,
    op: 'convTranspose',
    // y is spread as 1 0 2 between two zeros: of the second cell, the infinite tap lies over the 0 between.
    args: [line([1, 2]), infiniteFirst, { strides: [2] }],
    right: [Infinity, 1, Infinity, 2],
    wrong: [Infinity, Number.NaN, Infinity, Number.NaN],
  },
  {
    id: 'zeros-between-are-multiplied',
    parameters: null,
    op: 'depthwiseConvInputGradient',
    // Of the first channel no weight is infinite.
    args: [[1, 2, 2], tensor([1, 1, 1, Infinity], [2, 2, 1]), tensor([3, 4], [1, 1, 2]), { strides: [2] }],
    right: [3, 4, 3, Infinity],
    wrong: [3, Number.NaN, 3, Infinity],
  },
  rounded('places-rounded-down'),
  rounded('places-rounded-half-down'),
  rounded('places-rounded-half-even'),
  {
    id: 'places-rounded-half-up',
    parameters: null,
    op: 'resize',
    // Places 0, 1/2, 1 and 3/2.
    args: [line([1, 2]), { size: [4] }],
    right: [1, 1, 2, 2],
    wrong: [1, 2, 2, 2],
  },
];
