import { every, type Index } from './grid.js';

export type DefinedPadding = 'valid' | 'same' | 'same-lower' | readonly (readonly [number, number])[];

export interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: DefinedPadding;
  readonly ceilMode?: boolean;
}

/** Pads before and after one axis. */
export function padsAt(w: Window, axis: number, size: number): readonly [number, number] {
  if (w.padding === 'valid') return [0, 0];
  if (typeof w.padding !== 'string') return w.padding[axis]!;
  const windows = Math.ceil(size / w.strides[axis]!);
  const spanned = (windows - 1) * w.strides[axis]! + (w.kernel[axis]! - 1) * w.dilations[axis]! + 1;
  const total = spanned > size ? spanned - size : 0;
  const small = (total - (total % 2)) / 2;
  return w.padding === 'same' ? [small, total - small] : [total - small, small];
}

/** Counts windows by laying them down one after another. */
export function outSize(w: Window, axis: number, size: number): number {
  if (w.padding === 'same' || w.padding === 'same-lower') return Math.ceil(size / w.strides[axis]!);
  const [before, after] = padsAt(w, axis, size);
  const span = (w.kernel[axis]! - 1) * w.dilations[axis]! + 1;
  const padded = size + before + after;
  let count = 0;
  for (let start = 0; start + span <= padded; start += w.strides[axis]!) count++;
  if (w.ceilMode === true) {
    // One more where cells are left over; less one where the last would start beyond the input and its pads before.
    const left = (count - 1) * w.strides[axis]! + span < padded;
    if (left) count++;
    if ((count - 1) * w.strides[axis]! >= size + before) count--;
  }
  return count;
}

/** Where tap t of window o reads, before any check that it is inside. */
export function cellOf(w: Window, sizes: readonly number[], o: Index, t: Index): number[] {
  return sizes.map((size, axis) => o[axis]! * w.strides[axis]! + t[axis]! * w.dilations[axis]! - padsAt(w, axis, size)[0]);
}

export function inside(cell: Index, sizes: readonly number[]): boolean {
  return cell.every((i, axis) => i >= 0 && i < sizes[axis]!);
}

const known = new WeakMap<readonly number[], Index[]>();

export function tapsOf(w: Window): Index[] {
  const taps = known.get(w.kernel) ?? every(w.kernel);
  known.set(w.kernel, taps);
  return taps;
}
