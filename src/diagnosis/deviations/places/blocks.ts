/** The cells of a block, counted in another order. */
import { spatialOf, type Windows } from '../../../kernels/windows.js';
import type { DepthSpacePlan } from '../../../ops/space/depth-space-plan.js';
import type { OpRecord } from '../../../ops/index.js';
import { indexOf, positionOf, sizeOf, type Shape, type Tensor } from '../../../tensor.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { fitting } from '../edits/fitting.js';
import { moved, nameOf, readable, withReading, type PlanOf } from '../edits/tensors.js';

interface Blocks {
  readonly sizes: Shape;
  /** The end of the axes that cells of blocks are dealt to. */
  readonly axis: 0 | -1;
  /** Whether they count on it before what else is there. */
  readonly isFirst: boolean;
}

/** Of a plan, its blocks; of patches, the windows. */
function blocksOf(plan: PlanOf): Blocks | undefined {
  if ('block' in plan) return { sizes: plan.block as Shape, axis: 0, isFirst: true };
  if ('cells' in plan) {
    const { axes, size, mode } = plan as unknown as DepthSpacePlan;
    return { sizes: new Array<number>(axes).fill(size), axis: -1, isFirst: mode === 'DCR' };
  }
  if (!('windows' in plan)) return undefined;
  const { windows, inputShape } = plan as PlanOf & { readonly windows: Windows; readonly inputShape: Shape };
  return { sizes: spatialOf(windows, inputShape).map(({ kernel }) => kernel), axis: -1, isFirst: true };
}

function inColumnMajorOrder(x: Tensor, { sizes, axis, isFirst }: Blocks): Tensor {
  const at = axis === 0 ? 0 : x.shape.length - 1;
  const cells = sizeOf(sizes);
  if (cells === 0 || x.shape[at]! % cells !== 0) return x;
  const others = x.shape[at]! / cells;
  const turned = sizes.toReversed();
  return moved(x, x.shape, (index) => {
    const [cell, other] = isFirst
      ? [Math.floor(index[at]! / others), index[at]! % others]
      : [index[at]! % cells, Math.floor(index[at]! / cells)];
    const from = positionOf(indexOf(cell, sizes).toReversed(), turned);
    return index.with(at, isFirst ? from * others + other : other * cells + from);
  });
}

type In = { readonly tensor: string };

const turning = (op: OpRecord, { tensor }: In): OpRecord =>
  withReading(op, tensor, (x, plan) => {
    const blocks = blocksOf(plan);
    return blocks === undefined ? x : inColumnMajorOrder(x, blocks);
  });

/** Whether a record deals the cells of blocks, or of windows, to an axis. */
const deals = ({ attributes, results, resultRoles, tensors }: OpRecord): boolean =>
  results === 1 &&
  ('blockShape' in attributes ||
    'blockSize' in attributes ||
    ('window' in attributes && !('filter' in tensors) && resultRoles[0]!.axes.at(-1) === 'outChannels'));

export const blockDeviations: readonly Deviation[] = [
  defineDeviation<In>({
    id: 'blocks-in-column-major-order',
    kind: 'fault',
    sentence: ({ tensor }) => `counts the cells of a block in column-major order in ${nameOf(tensor)}: the first axis fastest`,
    applies: deals,
    infer: (op, strays) =>
      fitting(
        op,
        strays,
        readable(op).map((tensor) => ({ tensor })),
        turning,
      ),
    to: turning,
  }),
];
