import type { Pair } from '../../geometry.js';

type Shown = Readonly<Record<string, unknown>>;

/** What cases and attributes call their explicit pads. */
const fields = ['padding', 'paddings', 'pads', 'crops'] as const;

function padOf(theCase: Shown, axis: number, side: 0 | 1): number | undefined {
  for (const field of fields) {
    const pads = theCase[field];
    if (Array.isArray(pads)) return (pads as Pair[])[axis]?.[side];
  }
  return undefined;
}

/** The pad before an axis that a finished case shows: the `from` of such a choice. */
export function padBefore(theCase: Shown, axis: number): number | undefined {
  return padOf(theCase, axis, 0);
}

/** The pad after an axis that a finished case shows. */
export function padAfter(theCase: Shown, axis: number): number | undefined {
  return padOf(theCase, axis, 1);
}
