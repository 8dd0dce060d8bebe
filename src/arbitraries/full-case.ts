import { taken } from './taken.js';
import type { Pair } from '../ops/index.js';
import type { Draw } from '../draw/draw.js';
import type { Windows } from '../draw/windows/windows.js';

/**
 * Windows of a full convolution: stride 1, (k-1)d pads on each side, on inputs of any size. `padding` is 'valid', for an input that
 * the law has padded; `pads` are the pads. Shrinks to one cell, kernel 1, dilation 1.
 */
export function drawFullWindows(d: Draw): Windows {
  const { domain } = d;
  const { dilations: dilated, unequalDilations } = taken(d, 'conv');
  const n = d.axes();
  const kernel: number[] = [];
  const dilations: number[] = [];
  const sizes: number[] = [];
  for (let axis = 0; axis < n; axis++) {
    kernel.push(d.int('kernel', domain.kernel.min, domain.kernel.max, { axis, role: 'window' }));
    if (!dilated) dilations.push(1);
    else if (!unequalDilations && axis > 0) dilations.push(dilations[0]!);
    else dilations.push(d.int('dilations', domain.dilation.min, domain.dilation.max, { axis }));
    sizes.push(d.int('sizes', Math.max(1, domain.size.min), Math.max(1, domain.size.max), { axis, role: 'extent' }));
  }
  const reach = kernel.map((k, axis) => (k - 1) * dilations[axis]!);
  return {
    n,
    kernel,
    strides: kernel.map(() => 1),
    dilations,
    padding: 'valid',
    pads: reach.map((pad): Pair => [pad, pad]),
    sizes,
    out: sizes.map((size, axis) => size + reach[axis]!),
  };
}
