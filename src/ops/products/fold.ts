import { readShape, requireShape, resultFrom } from '../../kernels/arguments.js';
import { linearError } from '../../kernels/errors/linear-error.js';
import { planPool, tapsOf, windowsOfCells, type PoolPlan } from '../../kernels/pool-plan.js';
import { float64Elements } from '../../kernels/products/products.js';
import { spatialOf, tapTable } from '../../kernels/windows.js';
import { dtypeOf, sizeOf, type Shape, type Tensor } from '../../tensor.js';
import { window, windowAttributes } from '../attributes.js';
import { defineOp } from '../define-op.js';
import type { PatchAttributes } from '../pooling/pool-attributes.js';
import { shownWindows } from '../windowed-call.js';
import { drawFold } from './fold-case.js';

/** patches `[batch, ...out, prod(window) * channels]`, of the shape of extractPatches' result, to an x of `inputShape` `[batch, ...spatial, channels]`. */
export type Fold = (inputShape: Shape, patches: Tensor, attributes?: PatchAttributes) => Tensor;

const op = 'fold';

export const fold = defineOp<'fold', Fold, PoolPlan>({
  name: op,
  docs: 'col2im, the adjoint of extractPatches: each cell is the sum of its entries in the patches that cover it. Entries beyond x are left out.',
  tensors: {
    inputShape: { axes: ['batch', 'spatial...', 'channels'], shapeOnly: true },
    patches: { axes: ['batch', 'spatial...', 'outChannels'] },
  },
  results: 1,
  result: { axes: ['batch', 'spatial...', 'channels'] },
  attributes: { ...windowAttributes, window },
  plan: ([inputShape, patches], attributes) => {
    // Patches have no ceil mode.
    const plan = planPool(op, readShape(op, 'inputShape', inputShape), attributes && { ...attributes, ceilMode: false }, 'inputShape');
    requireShape(op, 'patches', patches, [...plan.yShape.slice(0, -1), tapsOf(plan) * plan.channels]);
    return { ...plan, outputShape: plan.inputShape };
  },
  evaluate: (plan, [patches], out) => {
    const { batch, channels } = plan;
    const { windows, cells, taps, start, cell, tap } = tapTable(plan.windows);
    const values = float64Elements(patches);
    const sums = new Float64Array(sizeOf(plan.outputShape));
    for (let n = 0; n < batch; n++) {
      for (let window = 0; window < windows; window++) {
        for (let t = start[window]!; t < start[window + 1]!; t++) {
          const to = (n * cells + cell[t]!) * channels;
          const from = ((n * windows + window) * taps + tap[t]!) * channels;
          for (let c = 0; c < channels; c++) sums[to + c]! += values[from + c]!;
        }
      }
    }
    return resultFrom(op, sums, plan.outputShape, dtypeOf(patches), out);
  },
  error(plan, precision, [patches]) {
    const steps = { terms: windowsOfCells(plan), roundings: 0, underflows: false };
    return linearError(precision, steps, patches, (value) => this.evaluate(plan, [value]));
  },
  window: (plan) => ({ of: 'patches', axes: spatialOf(plan.windows, plan.inputShape), result: 'cell' }),
  draw: (d) => {
    const { inputShape, patches, attributes } = drawFold(d);
    return [inputShape, patches, attributes];
  },
  shows: (inputShape, patches, attributes) => ({
    ...shownWindows(inputShape, attributes.window, attributes),
    channels: inputShape.at(-1),
    patches,
  }),
  linearIn: ['patches'],
});
