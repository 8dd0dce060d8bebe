/** What dilation and erosion share: the extreme over the taps of x combined with the filter. */
import type { WindowAttributes } from '../../geometry.js';
import { InvalidArgument } from '../../invalid-argument.js';
import { readAttributes, requireRank, spatialAxes } from '../../kernels/arguments.js';
import type { Bounded } from '../../kernels/errors/bounded.js';
import { foldOf, type Fold } from '../../kernels/fold-windows.js';
import type { PoolPlan } from '../../kernels/pool-plan.js';
import { float64Elements } from '../../kernels/products/products.js';
import { readWindows, tapTable, threeAxes, windowedShape } from '../../kernels/windows.js';
import { roundingsOf, type Precision } from '../../precision.js';
import { fromData, sizeOf, type Shape, type Tensor } from '../../tensor.js';

export function planMorphology(op: string, x: Shape, filter: Shape, given: WindowAttributes | undefined): PoolPlan {
  const count = spatialAxes(op, 'x', x);
  requireRank(op, 'filter', filter, count + 1, 'kernel per spatial axis, channels');
  const channels = x[count + 1]!;
  if (filter[count] !== channels) {
    throw new InvalidArgument(op, `filter.shape[${count}]`, filter[count], `it must be the channels of x, ${channels}`, 'channels-match');
  }
  const axes = readWindows(op, x.slice(1, -1), filter.slice(0, count), readAttributes(op, given));
  const yShape = windowedShape(x[0]!, axes, channels);
  return { batch: x[0]!, channels, windows: threeAxes(axes), inputShape: [...x], yShape, outputShape: yShape };
}

/** Folds, over the taps of each window, x + filter for sign 1 and x - the reflected filter for sign -1. */
export function foldSums(plan: PoolPlan, parts: Partial<Fold<PoolPlan>>, sign: 1 | -1, x: Tensor, filter: Tensor): Float64Array {
  const { start, combine } = foldOf(parts);
  const [values, weights] = [float64Elements(x), float64Elements(filter)];
  const { batch, channels } = plan;
  const { windows, cells, taps, start: first, cell, tap } = tapTable(plan.windows);
  const y = new Float64Array(sizeOf(plan.yShape)).fill(start);
  const sums = new Float64Array(channels);
  for (let n = 0; n < batch; n++) {
    for (let window = 0; window < windows; window++) {
      for (let t = first[window]!; t < first[window + 1]!; t++) {
        const from = (n * cells + cell[t]!) * channels;
        const weight = (sign > 0 ? tap[t]! : taps - 1 - tap[t]!) * channels;
        for (let c = 0; c < channels; c++) sums[c] = values[from + c]! + sign * weights[weight + c]!;
        combine(y, (n * windows + window) * channels, sums, 0, channels, plan);
      }
    }
  }
  return y;
}

/** Calls back with the indices of an element of x, of the filter and of the result that it counts for. */
function eachTap({ batch, channels, windows: axes }: PoolPlan, sign: 1 | -1, visit: (from: number, tap: number, to: number) => void): void {
  const { windows, cells, taps, start, cell, tap } = tapTable(axes);
  const last = taps - 1;
  for (let n = 0; n < batch; n++) {
    for (let window = 0; window < windows; window++) {
      for (let t = start[window]!; t < start[window + 1]!; t++) {
        for (let c = 0; c < channels; c++) {
          visit(
            (n * cells + cell[t]!) * channels + c,
            (sign > 0 ? tap[t]! : last - tap[t]!) * channels + c,
            (n * windows + window) * channels + c,
          );
        }
      }
    }
  }
}

/** One rounding of each sum; the extreme passes errors on: what it gives at the lower and upper ends of the sums. `exact` is the result. */
export function extremeSumsError(plan: PoolPlan, sign: 1 | -1, precision: Precision, x: Bounded, filter: Bounded, exact: Tensor): Tensor {
  const [values, taps, middle] = [float64Elements(x.value), float64Elements(filter.value), float64Elements(exact)];
  const [errors, tapErrors] = [x.error && float64Elements(x.error), filter.error && float64Elements(filter.error)];
  const size = middle.length;
  // Bounds of sign * result.
  const low = new Float64Array(size).fill(-Infinity);
  const high = new Float64Array(size).fill(-Infinity);
  const wild = new Uint8Array(size);
  const relative = roundingsOf(precision, 1) * (1 + 2 ** -40) + (precision.unitRoundoff === 0 ? 0 : 2 ** -52);
  const tiny = precision.flushesSubnormals ? precision.smallestNormal : 0;
  eachTap(plan, sign, (from, tap, to) => {
    const [a, b] = [values[from]!, taps[tap]!];
    const [ea, eb] = [errors?.[from] ?? 0, tapErrors?.[tap] ?? 0];
    const value = sign * a + b;
    const reach = Math.abs(value) + ea + eb;
    if (ea === Infinity || eb === Infinity || (Number.isFinite(a) && Number.isFinite(b) && reach > precision.largest)) wild[to] = 1;
    else {
      const error = Number.isFinite(value) ? ea + eb + relative * reach + tiny : 0;
      if (value + error > high[to]!) high[to] = value + error;
      if (value - error > low[to]!) low[to] = value - error;
    }
  });
  const result = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const value = sign * middle[i]!;
    if (wild[i] === 1) result[i] = Infinity;
    else if (Number.isFinite(value)) result[i] = Math.max(high[i]! - value, value - low[i]!) * (1 + 2 ** -51);
  }
  return fromData(result, [...exact.shape]);
}
