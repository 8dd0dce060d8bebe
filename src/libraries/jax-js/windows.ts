/** Paddings as jax-js takes them. */
import { explicitPads, padsOf, type Padding, type Pair } from '../../geometry.js';
import type { Shape } from '../../tensor.js';
import type { Argument } from './expression.js';

export interface ConvWindows {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: Padding;
}

export const words = { valid: 'VALID', same: 'SAME', 'same-lower': 'SAME_LOWER' } as const;

export function ones(values: readonly number[]): boolean {
  return values.every((value) => value === 1);
}

function samePairs(a: readonly Pair[], b: readonly Pair[]): boolean {
  return a.length === b.length && a.every((pair, axis) => pair[0] === b[axis]![0] && pair[1] === b[axis]![1]);
}

/** The names of a padding's spellings. */
export const [padsAsWord, padsAsNumbers] = ['pads as a word', 'pads as numbers'] as const;

/** A padding in the words and in the numbers that stand for it, by the names of its spellings. */
export function paddings(sizes: Shape, kernel: Shape, { strides, dilations, padding }: ConvWindows): Record<string, Argument> {
  const own = typeof padding === 'string' ? { [padsAsWord]: words[padding] } : { [padsAsNumbers]: padding };
  // A faulty call has lists of other lengths, and is passed on as it is.
  if ([kernel, strides, dilations, typeof padding === 'string' ? sizes : padding].some(({ length }) => length !== sizes.length)) return own;
  const pads = explicitPads(padding, sizes, kernel, strides, dilations);
  if (typeof padding === 'string') return { ...own, [padsAsNumbers]: pads };
  const word = (['valid', 'same', 'same-lower'] as const).find((name) =>
    samePairs(
      pads,
      sizes.map((size, axis) => padsOf(name, axis, size, kernel[axis]!, strides[axis]!, dilations[axis]!)),
    ),
  );
  return word === undefined ? own : { ...own, [padsAsWord]: words[word] };
}
