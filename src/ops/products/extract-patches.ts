import { elementsOf, resultOf } from '../../kernels/arguments.js';
import { moveError } from '../../kernels/errors/move-error.js';
import { planPool, tapsOf, type PoolPlan } from '../../kernels/pool-plan.js';
import { spatialOf, tapTable } from '../../kernels/windows.js';
import { dense, dtypeOf, type Tensor } from '../../tensor.js';
import { window, windowAttributes } from '../attributes.js';
import { defineOp } from '../define-op.js';
import type { PatchAttributes } from '../pooling/pool-attributes.js';
import { drawPatches } from './patches-case.js';
import { shownWindows } from '../windowed-call.js';

/** x `[batch, ...spatial, channels]` to `[batch, ...out, prod(window) * channels]`. */
export type ExtractPatches = (x: Tensor, attributes?: PatchAttributes) => Tensor;

export const extractPatches = defineOp<'extractPatches', ExtractPatches, PoolPlan>({
  name: 'extractPatches',
  docs: "im2col: each window's cells side by side, zeros where it leaves x. Channels are fastest, then the taps in row-major order.",
  tensors: { x: { axes: ['batch', 'spatial...', 'channels'] } },
  results: 1,
  result: { axes: ['batch', 'spatial...', 'outChannels'] },
  attributes: { ...windowAttributes, window },
  plan: ([x], attributes) => {
    // Patches have no ceil mode.
    const plan = planPool('extractPatches', x, attributes && { ...attributes, ceilMode: false });
    return { ...plan, outputShape: [...plan.yShape.slice(0, -1), tapsOf(plan) * plan.channels] };
  },
  evaluate: (plan, [x], out) => {
    const result = resultOf('extractPatches', plan.outputShape, dtypeOf(x), out);
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
  },
  error(plan, _precision, [x]) {
    return moveError(x, plan.outputShape, (error) => this.evaluate(plan, [error]));
  },
  window: (plan) => {
    const { channels } = plan;
    const axes = spatialOf(plan.windows, plan.inputShape);
    return {
      of: 'x',
      axes,
      result: 'window',
      fill: 0,
      feeds: (tap, channel) => {
        const position = tap.reduce((sum, t, axis) => sum * axes[axis]!.kernel + t, 0);
        return Math.floor(channel / channels) === position ? [{ channel: channel % channels }] : [];
      },
    };
  },
  draw: (d) => {
    const { x, attributes } = drawPatches(d);
    return [x, attributes];
  },
  shows: (x, attributes) => ({ ...shownWindows(x.shape, attributes.window, attributes), channels: x.shape.at(-1), x }),
  linearIn: ['x'],
});
