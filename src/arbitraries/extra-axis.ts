import type { OpName } from '../ops/index.js';
import { taken } from './taken.js';
import type { PaddingKind } from '../library.js';
import type { Draw } from '../draw/draw.js';
import type { WindowConstraints, Windows } from '../draw/windows/windows.js';

/** A spatial axis of one cell and kernel 1, to put into windows of a rank less. */
export interface ExtraAxis {
  /** Where it goes: 0 to n, before the axis that is there. */
  readonly at: number;
  readonly stride: number;
  readonly dilation: number;
}

/** What windows must be for an extra axis to fit: a rank less than the most; no explicit pads where those of all axes are equal. */
export function roomForAxis(d: Draw, op: OpName): WindowConstraints {
  const takes = taken(d, op);
  const padding: PaddingKind[] = ['valid', 'same', 'same-lower'];
  return { axes: [1, 2].filter((n) => n < d.domain.spatialAxes.max && takes.spatialAxes(n + 1)), ...(!takes.unequalPads && { padding }) };
}

/** Draws an extra axis with any stride and dilation that the library takes beside those of `windows`. Shrinks to the front, 1 and 1. */
export function drawExtraAxis(d: Draw, op: OpName, windows: Windows): ExtraAxis {
  const { domain } = d;
  const takes = taken(d, op);
  const at = d.int('extraAt', 0, windows.n);
  const apart = !takes.stridedDilation;
  const strided = windows.strides.some((s) => s > 1);
  const dilated = windows.dilations.some((r) => r > 1);
  let stride = 1;
  if (!takes.unequalStrides) stride = windows.strides[0]!;
  else if (takes.strides && !(apart && dilated)) stride = d.int('extraStride', 1, domain.stride.max);
  let dilation = 1;
  if (!takes.unequalDilations) dilation = windows.dilations[0]!;
  else if (takes.dilations && !(apart && (strided || stride > 1))) dilation = d.int('extraDilation', 1, domain.dilation.max);
  return { at, stride, dilation };
}

/** Two different spatial axes, the lesser first. Shrinks to the first two. */
export function drawTwoAxes(d: Draw, n: number): readonly [number, number] {
  const first = d.int('firstAxis', 0, n - 2);
  return [first, d.int('secondAxis', first + 1, n - 1)];
}
