/** The convolution family tap by tap: taps in the padding are skipped, so that an infinite factor never meets a padding zero. */
import type { ConvPlan } from '../conv-plan.js';
import { tapTable } from '../windows.js';

/** y += conv(x, filter), over dense row-major elements. */
export function addOutput(plan: ConvPlan, x: Float64Array, filter: Float64Array, y: Float64Array): void {
  const { batch, groups, channels, channelsOut } = plan;
  const { windows, cells, start, cell, tap } = tapTable(plan.windows);
  const xStep = groups * channels;
  const yStep = groups * channelsOut;
  for (let n = 0; n < batch; n++) {
    for (let window = 0; window < windows; window++) {
      for (let t = start[window]!; t < start[window + 1]!; t++) {
        for (let g = 0; g < groups; g++) {
          const from = (n * cells + cell[t]!) * xStep + g * channels;
          const to = (n * windows + window) * yStep + g * channelsOut;
          for (let i = 0; i < channels; i++) {
            const value = x[from + i]!;
            const row = (tap[t]! * channels + i) * yStep + g * channelsOut;
            for (let j = 0; j < channelsOut; j++) y[to + j]! += value * filter[row + j]!;
          }
        }
      }
    }
  }
}

/** dw += the adjoint of conv(x, .), at dy. */
export function addFilterGradient(plan: ConvPlan, x: Float64Array, dy: Float64Array, dw: Float64Array): void {
  const { batch, groups, channels, channelsOut } = plan;
  const { windows, cells, start, cell, tap } = tapTable(plan.windows);
  const xStep = groups * channels;
  const yStep = groups * channelsOut;
  for (let n = 0; n < batch; n++) {
    for (let window = 0; window < windows; window++) {
      for (let t = start[window]!; t < start[window + 1]!; t++) {
        for (let g = 0; g < groups; g++) {
          const from = (n * cells + cell[t]!) * xStep + g * channels;
          const dyFrom = (n * windows + window) * yStep + g * channelsOut;
          for (let i = 0; i < channels; i++) {
            const value = x[from + i]!;
            const row = (tap[t]! * channels + i) * yStep + g * channelsOut;
            for (let j = 0; j < channelsOut; j++) dw[row + j]! += value * dy[dyFrom + j]!;
          }
        }
      }
    }
  }
}
