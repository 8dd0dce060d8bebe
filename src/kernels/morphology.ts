/** What dilation and erosion share: the extreme over the taps of x combined with the filter. */
import type { Precision } from '../precision.js';
import type { WindowAttributes } from '../ops/index.js';
import { fromData, sizeOf, type Shape, type Tensor } from '../tensor.js';
import { InvalidArgument } from '../invalid-argument.js';
import { readAttributes, requireRank, resultFrom, sharedDType, spatialAxes } from './arguments.js';
import type { Bounded } from './kernel.js';
import type { PoolPlan } from './pool-plan.js';
import { float64Elements } from './products.js';
import { readWindows, tapTable, threeAxes, windowedShape } from './windows.js';

export function planMorphology(op: string, x: Shape, filter: Shape, given: WindowAttributes | undefined): PoolPlan {
  const count = spatialAxes(op, 'x', x);
  requireRank(op, 'filter', filter, count + 1, 'kernel per spatial axis, channels');
  const channels = x[count + 1]!;
  if (filter[count] !== channels) {
    throw new InvalidArgument(op, `filter.shape[${count}]`, filter[count], `it must be the channels of x, ${channels}`, 'channels-match');
  }
  const axes = readWindows(op, x.slice(1, -1), filter.slice(0, count), readAttributes(op, given));
  return { batch: x[0]!, channels, windows: threeAxes(axes), inputShape: [...x], outputShape: windowedShape(x[0]!, axes, channels) };
}

/**
 * sign 1: max of x + filter; sign -1: min of x - the reflected filter, as TensorFlow's erosion2d, so that
 * erosion(x, f) = -dilation(-x, reverse f).
 */
export function morphology(op: string, sign: 1 | -1, x: Tensor, filter: Tensor, attributes?: WindowAttributes, out?: Tensor): Tensor {
  const dtype = sharedDType(op, 'x', x, 'filter', filter);
  const plan = planMorphology(op, x.shape, filter.shape, attributes);
  const [values, taps] = [float64Elements(x), float64Elements(filter)];
  const y = new Float64Array(sizeOf(plan.outputShape)).fill(-sign * Infinity);
  eachTap(plan, sign, (from, tap, to) => {
    const value = values[from]! + sign * taps[tap]!;
    const most = y[to]!;
    if ((value - most) * sign > 0 || value !== value || (value === sign * Infinity && most === most)) y[to] = value;
  });
  return resultFrom(op, y, plan.outputShape, dtype, out);
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

/** One rounding of each sum; the extreme passes errors on: what it gives at the lower and upper ends of the sums. */
export function morphologyError(
  op: string,
  sign: 1 | -1,
  precision: Precision,
  x: Bounded,
  filter: Bounded,
  attributes: WindowAttributes | undefined,
): Tensor {
  const plan = planMorphology(op, x.value.shape, filter.value.shape, attributes);
  const exact = morphology(op, sign, x.value, filter.value, attributes);
  const [values, taps, middle] = [float64Elements(x.value), float64Elements(filter.value), float64Elements(exact)];
  const [errors, tapErrors] = [x.error && float64Elements(x.error), filter.error && float64Elements(filter.error)];
  const size = middle.length;
  // Bounds of sign * result.
  const low = new Float64Array(size).fill(-Infinity);
  const high = new Float64Array(size).fill(-Infinity);
  const wild = new Uint8Array(size);
  const relative = precision.unitRoundoff * precision.factor * (1 + 2 ** -40) + (precision.unitRoundoff === 0 ? 0 : 2 ** -52);
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
