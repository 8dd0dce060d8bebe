/** How ONNX takes the windows of an op. */
import { padsOf, type Padding, type Pair } from '../../../geometry.js';
import { unsupported } from '../../../library.js';
import type { Shape } from '../../../tensor.js';
import type { AttributeValue } from '../model.js';

export type Attributes = Readonly<Record<string, AttributeValue>>;

/** Windows as an op gets them: one entry per spatial axis. */
export interface GivenWindows {
  readonly sizes: Shape;
  readonly kernel: Shape;
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: Padding;
}

const words: Readonly<Record<string, string>> = { valid: 'VALID', same: 'SAME_UPPER', 'same-lower': 'SAME_LOWER' };

/** `auto_pad`, where the padding is a word. An unknown word is handed on. */
export function autoPad(padding: Padding): Attributes | undefined {
  return typeof padding === 'string' ? { auto_pad: words[padding] ?? padding } : undefined;
}

/** All befores, then all afters, as ONNX lists them. */
export function padsAttribute(pads: readonly Pair[]): number[] {
  return [...pads.map(([before]) => before), ...pads.map(([, after]) => after)];
}

/** `pads`; `undefined` where the other attributes are so bad that a word stands for none. */
export function explicitPads({ sizes, kernel, strides, dilations, padding }: GivenWindows): Attributes | undefined {
  if (typeof padding !== 'string') return { pads: padsAttribute(padding) };
  if (!(padding in words)) return undefined;
  const pads = padsAttribute(
    sizes.map((size, axis) => padsOf(padding, axis, size, kernel[axis] ?? NaN, strides[axis] ?? NaN, dilations[axis] ?? NaN)),
  );
  return pads.every(Number.isSafeInteger) ? { pads } : undefined;
}

/** A list of ONNX integers, unless it says what ONNX takes where it is left out: `byDefault` in each of `length` places. */
export function unless(byDefault: number, length: number, name: string, value: readonly number[]): Attributes {
  return value.length === length && value.every((each) => each === byDefault) ? {} : { [name]: value };
}

/** Refuses what ONNX cannot say: an empty list there is a list left out. */
export function requireFilled(...lists: readonly (readonly unknown[] | string)[]): void {
  if (lists.some((list) => typeof list !== 'string' && list.length === 0)) throw unsupported('an empty list in ONNX is one left out');
}
