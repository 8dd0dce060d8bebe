/** Windows as ONNX says them. */
import type { Padding, Pair } from '../../geometry.js';
import { Untranslated, type GivenNode } from './given.js';

/** All befores, then all afters, as pairs. */
export function pairsOf(list: readonly number[], axes: number): Pair[] {
  if (list.length !== 2 * axes) throw new Untranslated(`its pads are ${list.length}, for ${axes} axes`);
  return Array.from({ length: axes }, (_, axis) => [list[axis]!, list[axis + axes]!] as const);
}

/** What stands for the padding. */
export function paddingOf(given: GivenNode, axes: number): Padding {
  const word = given.word('auto_pad', 'NOTSET');
  switch (word) {
    case 'VALID':
      return 'valid';
    case 'SAME_UPPER':
      return 'same';
    case 'SAME_LOWER':
      return 'same-lower';
    case 'NOTSET': {
      const pads = pairsOf(given.perPads(axes), axes);
      if (pads.some((pair) => pair.some((pad) => pad < 0))) throw new Untranslated('it has pads below 0');
      return pads.every((pair) => pair.every((pad) => pad === 0)) ? 'valid' : pads;
    }
    default:
      throw new Untranslated(`its auto_pad is ${word}`);
  }
}

/** Spatial axes of `[batch, channels, ...spatial]`. */
export function spatialAxesOf(shape: readonly number[]): number {
  const axes = shape.length - 2;
  if (axes < 1 || axes > 3) throw new Untranslated(`its input has ${Math.max(0, axes)} spatial axes`);
  return axes;
}
