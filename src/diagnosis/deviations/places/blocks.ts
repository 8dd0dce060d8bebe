/** The cells of a block, counted in another order. */
import { spatialOf, type Windows } from '../../../kernels/windows.js';
import type { DepthSpacePlan } from '../../../ops/space/depth-space-plan.js';
import type { OpRecord } from '../../../ops/index.js';
import { indexOf, positionOf, sizeOf, type Shape, type Tensor } from '../../../tensor.js';
import { tensorNames } from '../../../ops/call.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { fitting } from '../edits/fitting.js';
import { moved, withReading, type PlanOf } from '../edits/tensors.js';

/** Of a plan, the sizes of its blocks, and where on the axis that they are dealt to their cells count: before what else is on it, or after. */
function blocksOf(plan: PlanOf): { readonly sizes: Shape; readonly isFirst: boolean } | undefined {
  if ('block' in plan) return { sizes: plan.block as Shape, isFirst: true };
  if ('cells' in plan) {
    const { axes, size, mode } = plan as unknown as DepthSpacePlan;
    return { sizes: new Array<number>(axes).fill(size), isFirst: mode === 'DCR' };
  }
  if (!('windows' in plan)) return undefined;
  const { windows, inputShape } = plan as PlanOf & { readonly windows: Windows; readonly inputShape: Shape };
  return { sizes: spatialOf(windows, inputShape).map(({ kernel }) => kernel), isFirst: true };
}

/** The tensor, and the end of its axes, that blocks are dealt to; `undefined` where an op deals none. */
function dealtTo(op: OpRecord): { readonly tensor: string; readonly axis: 0 | -1 } | undefined {
  switch (op.name) {
    case 'spaceToBatch':
      return { tensor: 'result', axis: 0 };
    case 'batchToSpace':
      return { tensor: tensorNames(op)[0]!, axis: 0 };
    case 'spaceToDepth':
    case 'extractPatches':
      return { tensor: 'result', axis: -1 };
    case 'depthToSpace':
      return { tensor: tensorNames(op)[0]!, axis: -1 };
    default:
      return undefined;
  }
}

function inColumnMajorOrder(x: Tensor, axis: 0 | -1, { sizes, isFirst }: NonNullable<ReturnType<typeof blocksOf>>): Tensor {
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

const turning = (op: OpRecord): OpRecord => {
  const { tensor, axis } = dealtTo(op)!;
  return withReading(op, tensor, (x, plan) => {
    const blocks = blocksOf(plan);
    return blocks === undefined ? x : inColumnMajorOrder(x, axis, blocks);
  });
};

export const blockDeviations: readonly Deviation[] = [
  defineDeviation({
    id: 'blocks-in-column-major-order',
    kind: 'fault',
    sentence: 'counts the cells of a block in column-major order: the first axis fastest',
    applies: (op) => dealtTo(op) !== undefined,
    infer: (op, strays) => fitting(op, strays, [null], turning),
    to: turning,
  }),
];
