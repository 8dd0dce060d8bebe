/** Which of two guards that rule out the same calls is told: the one whose feature says more of what an op does. */
import type { Guard } from '../cause/cause.js';

/** By how a feature's name begins: what a caller asks for first, what follows from it later, what may be chance last. */
const order: readonly (readonly [RegExp, number])[] = [
  [/^spelling$/, 1],
  [/^(padding|mode|groups|ceil mode|count padding|align corners|half pixel centers|p$|activation|with |as many|a group for)/, 1],
  [/^(spatial axes|blocked axes|rank of )/, 1.2],
  [/^largest (stride|dilation|window|output padding|block)/, 1.1],
  [
    /^(equal (stride|dilation|window|block|explicit pad)|a stride above|stride and dilation|pads that differ|another size by|a size below|a window |windows that|a last window|cells beyond)/,
    1.3,
  ],
  [/^(pads as large|padded cells|leading axes|uneven|sizes that the stride)/, 1.4],
  [/^(channels|output channels|multiplier|batch|channels of a group|rows|inner size|columns)/, 1.5],
  [/^(NaN|infinities) in /, 1.5],
  [/^a view that is not dense/, 1.5],
  [/^an empty tensor/, 1.6],
  [/^largest (padding|crop) (before|after)$/, 1.6],
  [/^smallest (stride|dilation|window|block)/, 1.6],
  [/ of the first axis$/, 3.5],
  [/ of the (depth|height|width)$/, 4],
  [/^(largest|smallest|equal) (output size|input size|size of)/, 1.8],
  [/^cells of /, 2.2],
  [/^layout of /, 1.7],
  [/ in [a-z]/i, 2.1],
];

/** What of a relation may be chance. */
const relations: Readonly<Record<Guard['relation'], number>> = { '=': 0, '>=': 0.02, '<=': 0.06, '!=': 0.1, mod: 2 };

/** How little a guard says; the least is told. */
export function meaningOf({ feature, relation, value }: Guard): number {
  const base = order.find(([name]) => name.test(feature))?.[1] ?? 2;
  // A large number is likelier to be chance than a small one, and what is not so is told last.
  const far = typeof value === 'number' && Math.abs(value) > 3 ? 0.05 : 0;
  // One number of many is narrow, but where there are few to choose from.
  const narrow = relation === '=' && typeof value === 'number' && !/axes|rank/.test(feature) ? 1.5 : 0;
  return base + relations[relation] + narrow + far + (value === false ? 0.15 : 0);
}
