/** How the windows of a call lie over its cells. */
import { effectiveKernel } from '../../geometry.js';
import type { Axis } from '../../kernels/windows.js';
import { recordOf, type OpName } from '../../ops/index.js';
import { sizeOf } from '../../tensor.js';
import { planned } from '../cause/planned.js';
import type { MutableFeatures } from './feature.js';
import { perAxis } from './per-axis.js';

/** Whether some window has no cell of the tensor. */
function hasEmptyWindow({ size, kernel, stride, dilation, before, out }: Axis): boolean {
  for (let o = 0; o < out; o++) {
    let cells = 0;
    for (let t = 0; t < kernel; t++) {
      const at = o * stride + t * dilation - before;
      if (at >= 0 && at < size) cells++;
    }
    if (cells === 0) return true;
  }
  return false;
}

/** How many windows fit an axis beside the first, by the window and stride of another: less than -1 where the size would be negative. */
function countOf({ size, before, after }: Axis, { kernel, stride, dilation }: Axis): number {
  return Math.floor((size + before + after - effectiveKernel(kernel, dilation)) / stride);
}

function axesFeatures(axes: readonly Axis[], features: MutableFeatures): void {
  const of = (name: string, value: (axis: Axis) => number): void => perAxis(features, name, axes.map(value));
  const some = (name: string, is: (axis: Axis) => boolean): void => void features.set(name, axes.some(is));
  const reach = ({ kernel, dilation }: Axis): number => effectiveKernel(kernel, dilation);
  const padded = ({ size, before, after }: Axis): number => size + before + after;
  of('input size', ({ size }) => size);
  of('output size', ({ out }) => out);
  of('window', ({ kernel }) => kernel);
  of('pad before', ({ before }) => before);
  of('pad after', ({ after }) => after);
  features.set(
    'windows that are the cells',
    axes.every(({ kernel, stride, before, after }) => kernel === 1 && stride === 1 && before === 0 && after === 0),
  );
  some('a stride above the window', ({ stride, kernel }) => stride > kernel);
  some('windows that overlap', ({ stride, kernel, out }) => out > 1 && stride < kernel);
  some('pads that differ before and after', ({ before, after }) => before !== after);
  some('pads as large as the window', (axis) => axis.before >= reach(axis) || axis.after >= reach(axis));
  some('padded cells', ({ before, after }) => before > 0 || after > 0);
  some('a window beyond the input', (axis) => reach(axis) > axis.size);
  some('cells beyond the last window', (axis) => (padded(axis) - reach(axis)) % axis.stride !== 0 || padded(axis) < reach(axis));
  some('a last window that overhangs', (axis) => (axis.out - 1) * axis.stride + reach(axis) > padded(axis));
  some('a window without a cell', hasEmptyWindow);
  some('sizes that the stride does not divide', ({ size, stride }) => size % stride !== 0);
  some('a size below 0 by the window and stride of the first axis', (axis) => countOf(axis, axes[0]!) < -1);
  some('another size by the window and stride of the first axis', (axis) => countOf(axis, axes[0]!) !== countOf(axis, axis));
  some('stride and dilation', ({ stride, dilation }) => stride > 1 && dilation > 1);
  some('a dilation that shares a factor with the stride', ({ stride, dilation }) => gcd(stride, dilation) > 1);
  const count = (name: string, is: (axis: Axis) => boolean): void => void features.set(name, axes.filter(is).length);
  count('axes with a window above 1', ({ kernel }) => kernel > 1);
  count('axes with a stride above 1', ({ stride }) => stride > 1);
  count('axes with a dilation above 1', ({ dilation }) => dilation > 1);
  features.set(
    'cells of a window',
    axes.reduce((product, { kernel }) => product * kernel, 1),
  );
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** @param args with complete attributes */
export function windowFeatures(op: OpName, args: readonly unknown[], features: MutableFeatures): void {
  const record = recordOf(op);
  if (record.kind !== 'tensors') return;
  const plan = planned(record, args);
  if (plan === undefined) return;
  const { outputShape } = plan;
  const [shape] = (Array.isArray(outputShape[0]) ? outputShape : [outputShape]) as readonly (readonly number[])[];
  features.set('cells of the result', sizeOf(shape!));
  const axes = record.window?.(plan)?.axes;
  if (axes !== undefined && axes.length > 0) axesFeatures(axes, features);
}
