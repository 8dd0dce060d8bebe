/** The ways in which TensorFlow.js takes the windows of an op. */
import { explicitPads, padsOf, type Padding, type Pair } from '../../geometry.js';
import { unsupported } from '../../library.js';
import type { Shape } from '../../tensor.js';
import type { Argument } from './expression.js';

/** Windows as an op gets them: one entry per spatial axis. */
export interface GivenWindows {
  readonly sizes: readonly number[];
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: Padding;
}

/** A way to write a padding. */
export type PadsAs = 'word' | 'number' | 'list';

const none: Pair = [0, 0];

function padsOfWord(word: string, { sizes, kernel, strides, dilations }: GivenWindows): Pair[] {
  return sizes.map((size, axis) => padsOf(word as 'same', axis, size, kernel[axis]!, strides[axis]!, dilations[axis]!));
}

function equalPairs(a: readonly Pair[], b: readonly Pair[]): boolean {
  return a.length === b.length && a.every((pair, axis) => pair[0] === b[axis]![0] && pair[1] === b[axis]![1]);
}

/** Pads as numbers; refuses a word that stands for none, since the other attributes are so bad. */
function numbers(w: GivenWindows): readonly Pair[] {
  if (typeof w.padding !== 'string') return w.padding;
  const pads = explicitPads(w.padding, w.sizes, w.kernel, w.strides, w.dilations);
  if (!pads.flat().every(Number.isInteger)) throw unsupported('the padding has no numbers');
  return pads;
}

/** 'valid' or 'same', by itself or as its pads. */
export function padWord(w: GivenWindows): 'valid' | 'same' {
  const { padding } = w;
  if (padding === 'valid' || padding === 'same') return padding;
  if (typeof padding !== 'string') {
    if (padding.length === w.sizes.length && padding.flat().every((pad) => pad === 0)) return 'valid';
    if (equalPairs(padding, padsOfWord('same', w))) return 'same';
  }
  throw unsupported("the words for a padding are 'valid' and 'same'");
}

/** One number for all sides. */
export function padNumber(w: GivenWindows): number {
  const pads = numbers(w);
  const all = pads.flat();
  if (pads.length !== w.sizes.length || all.some((pad) => pad !== all[0])) throw unsupported('one number pads all sides alike');
  return all[0]!;
}

/** A pair for each axis of a four-dimensional tensor; in one dimension, the first of two axes has no pads. */
export function padList(w: GivenWindows, channelsFirst = false): readonly Pair[] {
  const pads = numbers(w);
  // A list of a wrong length stays one; that of a one-dimensional op would become the list of two axes.
  if (w.sizes.length > 2 || (w.sizes.length === 1 && pads.length !== 1))
    throw unsupported('a list pads the axes of a four-dimensional tensor');
  const two = w.sizes.length === 1 ? [none, ...pads] : pads;
  return channelsFirst ? [none, none, ...two] : [none, ...two, none];
}

/** A padding, written so. */
export function padAs(as: PadsAs, w: GivenWindows): Argument {
  return as === 'word' ? padWord(w) : as === 'number' ? padNumber(w) : padList(w);
}

/** One number where all of a list of one per axis are equal, else the list: a list of another length stays as bad as it is. */
export function short(list: readonly number[], axes: number): Argument {
  return list.length === axes && list.every((value) => value === list[0]) ? list[0] : list;
}

export interface ConvWindows {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: GivenWindows['padding'];
}

export function windowsOf(shape: Shape, kernel: Shape, a: ConvWindows): GivenWindows {
  return { sizes: shape.slice(1, -1), kernel, strides: a.strides, dilations: a.dilations, padding: a.padding };
}
