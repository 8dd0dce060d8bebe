/** The ways in which TensorFlow.js takes the windows of an op. */
import { explicitPads, padsOf, type Padding, type Pair } from '../../geometry.js';
import type { Argument } from './expression.js';

/** What a `tf` function takes as its padding, by its declaration, beside 'valid' and 'same'. */
export interface TakenPadding {
  /** One number for all sides. Default: false. */
  readonly number?: boolean;
  /** A pair per axis of a four-dimensional tensor. Default: false. */
  readonly list?: boolean;
}

/** One way to write a padding. */
export interface PaddingSpelling {
  readonly kind: 'word' | 'number' | 'list';
  readonly pad: Argument;
  /** The same for channels first, where it differs. */
  readonly channelsFirst: Argument;
}

/** Windows as an op gets them: one entry per spatial axis. */
export interface GivenWindows {
  readonly sizes: readonly number[];
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: Padding;
}

const none: Pair = [0, 0];

function equalPairs(a: readonly Pair[], b: readonly Pair[]): boolean {
  return a.length === b.length && a.every((pair, axis) => pair[0] === b[axis]![0] && pair[1] === b[axis]![1]);
}

/**
 * The ways to write a padding that a `tf` function takes: 'valid' where all pads are 0, 'same' where they are the pads of 'same', one
 * number where all are equal, a list. Empty when there is none. A number stands for explicit pads, and for a word only where
 * nothing else can: most faults of numbers are the same fault, and would cover all else that a word can show.
 *
 * @param words false: 'valid' and 'same' are not taken, as with a rounding mode
 */
export function paddingSpellings(w: GivenWindows, taken: TakenPadding, words = true): PaddingSpelling[] {
  const { padding, sizes } = w;
  if (typeof padding !== 'string' && padding.length !== sizes.length) {
    // A list of a wrong length stays one; the list of a one-dimensional op is that of two axes, and would be made good.
    const pad = [none, ...padding, none];
    return taken.list === true && sizes.length === 2 ? [{ kind: 'list', pad, channelsFirst: [none, none, ...padding] }] : [];
  }
  const same = sizes.map((size, axis) => padsOf('same', axis, size, w.kernel[axis]!, w.strides[axis]!, w.dilations[axis]!));
  const pads = typeof padding === 'string' ? explicitPads(padding, sizes, w.kernel, w.strides, w.dilations) : padding;
  const spellings: PaddingSpelling[] = [];
  const push = (kind: PaddingSpelling['kind'], pad: Argument, channelsFirst = pad): number => spellings.push({ kind, pad, channelsFirst });
  if (words) {
    if (
      padding === 'valid' ||
      (padding !== 'same' &&
        equalPairs(
          pads,
          sizes.map(() => none),
        ))
    )
      push('word', 'valid');
    if (padding === 'same' || (padding !== 'valid' && equalPairs(pads, same))) push('word', 'same');
  }
  const all = pads.flat();
  const numbers = typeof padding !== 'string' || (!words && taken.list !== true);
  if (taken.number === true && numbers && all.every((pad) => pad === all[0])) push('number', all[0]);
  if (taken.list === true) {
    const two = pads.length === 1 ? [none, ...pads] : pads;
    push('list', [none, ...two, none], [none, none, ...two]);
  }
  return spellings;
}

/** One number where all of a list of one per axis are equal, else the list: a list of another length stays as bad as it is. */
export function short(list: readonly number[], axes: number): Argument {
  return list.length === axes && list.every((value) => value === list[0]) ? list[0] : list;
}
