/** What else follows from attributes of windows that are read otherwise: the sizes of the result, the pads, or neither. */
import { isWindowed } from '../../../ops/edited-windows.js';
import type { OpRecord } from '../../../ops/index.js';
import { withAttributes, withAttributesOfWindows, type Kept, type Rewrite } from './attributes.js';

/** What is kept: the sizes, where cells are read and nothing else, or the pads. */
export type Sizes = 'follow' | 'kept' | 'pads-kept' | 'pads-alone-kept';

const kept: Readonly<Record<Exclude<Sizes, 'follow'>, Kept>> = {
  kept: { sizes: true, pads: false },
  'pads-kept': { sizes: true, pads: true },
  'pads-alone-kept': { sizes: false, pads: true },
};

/** The record that reads its attributes otherwise. */
export function deviated(op: OpRecord, sizes: Sizes, rewrite: Rewrite): OpRecord {
  return sizes === 'follow' ? withAttributes(op, rewrite) : withAttributesOfWindows(op, rewrite, kept[sizes]);
}

/** What may follow from an attribute, the likeliest first. */
export function sizesOf(op: OpRecord, attribute: string): readonly Sizes[] {
  if (!isWindowed(op)) return ['follow'];
  if (attribute === 'padding') return ['follow', 'kept'];
  return ['strides', 'dilations', 'window'].includes(attribute) ? ['follow', 'kept', 'pads-kept'] : ['follow'];
}

const words: Readonly<Record<Sizes, string>> = {
  follow: '',
  kept: ', and keeps the sizes',
  'pads-kept': ', and keeps sizes and pads',
  'pads-alone-kept': ', and keeps the pads',
};

/** As a sentence ends. */
export const keptInWords = (sizes: Sizes): string => words[sizes];
