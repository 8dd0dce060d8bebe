import { padsOf, validSize } from '../../geometry.js';
import type { Windows } from './windows.js';

/** The same windows with some of their numbers changed; pads and output sizes follow. */
export function rewindow(
  windows: Windows,
  changes: Partial<Pick<Windows, 'kernel' | 'strides' | 'dilations' | 'sizes' | 'padding'>>,
): Windows {
  const changed = { ...windows, ...changes };
  const { kernel, strides, dilations, sizes, padding } = changed;
  const pads = sizes.map((size, axis) => padsOf(padding, axis, size, kernel[axis]!, strides[axis]!, dilations[axis]!));
  const out = sizes.map((size, axis) => validSize(size + pads[axis]![0] + pads[axis]![1], kernel[axis]!, strides[axis]!, dilations[axis]!));
  return { ...changed, n: sizes.length, pads, out };
}

/** A list with the entry of one axis changed. */
export function withEntry<T>(list: readonly T[], axis: number, entry: T): T[] {
  return list.map((own, i) => (i === axis ? entry : own));
}
