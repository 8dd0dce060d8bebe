import type { PatchAttributes } from '../ops/index.js';
import { dense, type Shape, type Tensor } from '../tensor.js';
import { elementsOf, resultOf, sharedDType } from './arguments.js';
import type { Kernel } from './kernel.js';
import { moveError } from './move-error.js';
import { planPool, tapsOf, type PoolPlan } from './pool-plan.js';
import { tapTable } from './windows.js';

const op = 'extractPatches';

function planOf(x: Shape, attributes: PatchAttributes | undefined): PoolPlan {
  // Patches have no ceil mode.
  const plan = planPool(op, x, attributes && { ...attributes, ceilMode: false });
  return { ...plan, outputShape: [...plan.outputShape.slice(0, -1), tapsOf(plan) * plan.channels] };
}

/**
 * im2col: each window's cells side by side, zeros where it leaves x. Channels are fastest, then the taps in row-major order.
 *
 * @param x `[batch, ...spatial, channels]`
 * @param out where to write the result: dense, `[batch, ...out, prod(window) * channels]`
 * @throws InvalidArgument
 */
export function extractPatches(x: Tensor, attributes?: PatchAttributes, out?: Tensor): Tensor {
  const dtype = sharedDType(op, 'x', x);
  const plan = planOf(x.shape, attributes);
  const result = resultOf(op, plan.outputShape, dtype, out);
  const to = elementsOf(result);
  const { data } = dense(x);
  const { batch, channels } = plan;
  const { windows, cells, taps, start, cell, tap } = tapTable(plan.windows);
  if (out !== undefined) to.fill(0);
  for (let n = 0; n < batch; n++) {
    for (let window = 0; window < windows; window++) {
      for (let t = start[window]!; t < start[window + 1]!; t++) {
        const from = (n * cells + cell[t]!) * channels;
        const at = ((n * windows + window) * taps + tap[t]!) * channels;
        for (let c = 0; c < channels; c++) to[at + c] = data[from + c]!;
      }
    }
  }
  return result;
}

export const extractPatchesKernel: Kernel<'extractPatches'> = {
  shape: (x, attributes) => planOf(x, attributes).outputShape,
  evaluate: extractPatches,
  error: (_precision, x, attributes) =>
    moveError(x, planOf(x.value.shape, attributes).outputShape, (error) => extractPatches(error, attributes)),
};
