import { transposedSize } from '../../geometry.js';
import type { Tensor } from '../../tensor.js';
import type { Draw } from '../../draw/draw.js';
import {
  drawConvGradient,
  outputPaddingOf,
  type ConvGradientCase,
  type GradientAttributes,
  type GradientConstraints,
} from './gradient-case.js';
import { rewindow } from '../../draw/windows/rewindow.js';
import { drawWindows, type Windows } from '../../draw/windows/windows.js';
import type { ConvAttributes } from '../index.js';

/** A case of `convTranspose`: dy is its y, and `attributes` have the output padding that gives `inputShape`. */
export interface TransposedCase extends ConvGradientCase {
  readonly filter: Tensor;
  readonly outputPadding: number[];
  readonly attributes: GradientAttributes;
  /** The attributes of the convolution that is transposed. */
  readonly forward: ConvAttributes;
}

/** The smallest sizes that have as many windows, where the library pads no output; more windows where that would be no cell. */
function withoutOutputPadding(windows: Windows): Windows {
  const { padding, out, pads, kernel, strides, dilations } = windows;
  const same = padding === 'same' || padding === 'same-lower';
  const sizes = out.map((count, axis) => {
    const stride = strides[axis]!;
    const least = transposedSize(count, same ? 'same' : pads[axis]!, kernel[axis]!, stride, dilations[axis]!);
    return least >= 1 ? least : least + stride * Math.ceil((1 - least) / stride);
  });
  return rewindow(windows, { sizes });
}

/** A case of `convTranspose`. Shrinks as convolutions do, to no output padding. */
export function drawTransposed(
  d: Draw,
  constraints: GradientConstraints = {},
  has: readonly ('x' | 'filter')[] = ['filter'],
): TransposedCase {
  const drawn = drawWindows(d, constraints);
  const windows = d.limits.outputPadding === false ? withoutOutputPadding(drawn) : drawn;
  const c = drawConvGradient(d, 'conv', has, constraints, windows);
  const outputPadding = outputPaddingOf(windows);
  return { ...c, filter: c.filter!, outputPadding, attributes: { ...c.attributes, outputPadding }, forward: c.attributes };
}
