/** Windows of channels. */
import type { Planned } from '../define-op.js';

export interface LrnPlan extends Planned {
  readonly outputShape: number[];
  readonly size: number;
  readonly alpha: number;
  readonly beta: number;
  readonly k: number;
}

/** Of each element, the first channel of its window and the one after the last. */
export function windowOf({ outputShape, size }: LrnPlan, channel: number): readonly [begin: number, end: number] {
  const channels = outputShape.at(-1)!;
  return [Math.max(0, channel - Math.floor((size - 1) / 2)), Math.min(channels, channel + Math.ceil((size - 1) / 2) + 1)];
}

/** Of each element, the sum over its window. */
export function windowSums(plan: LrnPlan, values: Float64Array): Float64Array {
  const channels = plan.outputShape.at(-1)!;
  return values.map((_, i) => {
    const channel = i % channels;
    const [begin, end] = windowOf(plan, channel);
    let sum = 0;
    for (let c = begin; c < end; c++) sum += values[i - channel + c]!;
    return sum;
  });
}
