/** Attributes that have one entry per spatial axis, rearranged. */
import type { ExtraAxis } from '../../src/arbitraries/extra-axis.js';
import type { Padding } from '../../src/ops/index.js';
import { exchanged, inserted } from './subject.js';

interface PerAxis {
  readonly strides?: readonly number[];
  readonly dilations?: readonly number[];
  readonly padding?: Padding;
  readonly window?: readonly number[];
  readonly outputPadding?: readonly number[];
}

function rearranged<A extends PerAxis>(attributes: A, rearrange: <T>(list: readonly T[], name: keyof PerAxis) => T[]): A {
  const changed = { ...attributes };
  for (const name of ['strides', 'dilations', 'padding', 'window', 'outputPadding'] as const) {
    const list = attributes[name];
    if (typeof list === 'object') Object.assign(changed, { [name]: rearrange<unknown>(list, name) });
  }
  return changed;
}

/** The attributes with the entries of spatial axes i and j exchanged. */
export function swapped<A extends PerAxis>(attributes: A, [i, j]: readonly [number, number]): A {
  return rearranged(attributes, (list) => exchanged(list, i, j));
}

/** The attributes with entries for an extra axis of one cell, kernel 1 and no pads. */
export function raised<A extends PerAxis>(attributes: A, extra: ExtraAxis): A {
  const entries: Record<keyof PerAxis, unknown> = {
    strides: extra.stride,
    dilations: extra.dilation,
    padding: [0, 0],
    window: 1,
    outputPadding: 0,
  };
  return rearranged(attributes, <T>(list: readonly T[], name: keyof PerAxis) => inserted(list, extra.at, entries[name] as T));
}

/** The axes of a tensor in order, but for spatial axes i and j, exchanged; `first` is where the spatial axes start. */
export function swapAxes(rank: number, first: number, [i, j]: readonly [number, number]): number[] {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return exchanged(axes, first + i, first + j);
}
