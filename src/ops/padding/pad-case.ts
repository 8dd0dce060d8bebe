import type { PadAttributes, PadMode, Pair } from '../index.js';
import type { Tensor } from '../../tensor.js';
import type { Content, Draw, Shown } from '../../draw/draw.js';
import { ranksWithin } from '../../draw/ranks.js';
import { landmarksOf } from '../../draw/values/landmarks.js';
import { padAfter, padBefore } from '../../draw/windows/shown-pads.js';

export interface PadConstraints {
  /** Modes. Default: all five. */
  readonly modes?: readonly PadMode[];
  /** true: pads of constant mode may crop, and at least one does; some cell of every axis is left. Default: false. */
  readonly crops?: boolean;
  /** Least rank. Default: 1. */
  readonly least?: number;
  readonly content?: Content;
}

/** A case of `pad`; lists have one entry per axis of the tensor, batch and channels included. */
export interface PadCase {
  readonly x: Tensor;
  readonly rank: number;
  readonly sizes: number[];
  readonly paddings: Pair[];
  readonly mode: PadMode;
  /** 0 outside constant mode. */
  readonly value: number;
  /** Complete. */
  readonly attributes: Required<PadAttributes>;
}

export const padModes: readonly PadMode[] = ['constant', 'edge', 'reflect', 'symmetric', 'wrap'];

/** The largest pad of a mode on an axis of `size` cells: a mode without a constant repeats no cell twice on one side. */
export function largestPad(mode: PadMode, size: number): number {
  if (mode === 'reflect') return size - 1;
  return mode === 'symmetric' || mode === 'wrap' ? size : Infinity;
}

/** A small integer that the precision holds; shrinks to 1. */
export function drawInteger(d: Draw, name: string): number {
  return d.option(
    name,
    [1, 0, 2, 3, -1, -2, -3].filter((value) => value >= d.domain.precision.least),
  );
}

/** The constants of a precision: a few small integers first, then all that kernels treat apart. */
function constantsOf({ domain: { precision } }: Draw): readonly number[] {
  const small = [0, 1, -1, 7].filter((value) => value >= precision.least);
  return [...small, ...landmarksOf(precision).filter((value) => !small.includes(value))];
}

function constantClass(value: number): string {
  if (!Number.isInteger(value)) return 'a fraction';
  return Math.abs(value) > 7 ? 'large' : value < 0 ? '< 0' : value === 0 ? '0' : '> 0';
}

/** The constant of a pad; shrinks to 0. */
export function drawConstant(d: Draw, name: string): number {
  const constants = constantsOf(d);
  const at = d.int(name, 0, constants.length - 1, {
    role: 'option',
    typical: Infinity,
    classes: (i) => constantClass(constants[i]!),
    from: (theCase) => {
      const shown = theCase[name] ?? (theCase['attributes'] as Record<string, unknown> | undefined)?.[name];
      const found = constants.indexOf(shown as number);
      return found < 0 ? undefined : found;
    },
  });
  return constants[at]!;
}

/** The pads of one axis. */
export function drawPads(d: Draw, axis: number, size: number, mode: PadMode, crops = false): Pair {
  const most = Math.min(d.domain.pad.max, largestPad(mode, size));
  const classes = (v: number): string => (v < 0 ? '<0' : v === 0 ? '0' : v >= size ? '>=size' : '>0');
  if (!crops) {
    const before = d.int('before', 0, most, { axis, role: 'pad', classes, from: padBefore });
    return [before, d.int('after', 0, most, { axis, role: 'pad', classes, from: padAfter })];
  }
  // Beyond the largest pad come the crops: one cell of the axis is left, whatever the pads add.
  const asPad = (v: number): number => (v <= most ? v : most - v);
  const drawn = (pad: number | undefined): number | undefined => (pad === undefined || pad >= 0 ? pad : most - pad);
  const before = asPad(
    d.int('before', 0, most + size - 1, { axis, classes: (v) => classes(asPad(v)), from: (c, at) => drawn(padBefore(c, at)) }),
  );
  const left = size - 1 + Math.min(0, before);
  return [
    before,
    asPad(d.int('after', 0, most + left, { axis, classes: (v) => classes(asPad(v)), from: (c, at) => drawn(padAfter(c, at)) })),
  ];
}

/** Whether the library takes pads that crop. */
export const takesCrops = (d: Draw): boolean =>
  d.takes('pad', {
    mode: 'constant',
    paddings: [
      [0, 0],
      [-1, 0],
      [0, 0],
    ],
  });

/** The choices of the axis that surely loses cells, as a finished case shows them: the first that does at one end alone. */
function shownCrop(theCase: Shown): Shown {
  const paddings = theCase['paddings'] as readonly Pair[] | undefined;
  const cropped = paddings?.findIndex(([before, after]) => before < 0 !== after < 0) ?? -1;
  if (cropped < 0) return theCase;
  const [before, after] = paddings![cropped]!;
  return { ...theCase, cropped, crop: -Math.min(before, after), added: Math.max(before, after), cropSide: before < 0 ? 'before' : 'after' };
}

/** A case of `pad`, of any rank. Shrinks to one axis of one cell, no pads, constant mode. */
export function drawPad(d: Draw, constraints: PadConstraints = {}): PadCase {
  const { domain, limits } = d;
  if (constraints.crops === true) d.reads(shownCrop);
  const mode = d.option(
    'mode',
    (constraints.modes ?? padModes).filter((m) => limits.modes?.includes(m) ?? true),
  );
  // Where neither batch nor channels may be padded, a tensor without other axes has nothing to pad.
  const inner = limits.padsOuterAxes === false;
  const rank = d.option('axes', ranksWithin(d, Math.max(inner ? 3 : 1, constraints.least ?? 1), domain.spatialAxes.max + 2), {
    role: 'axes',
  });
  const value = mode === 'constant' ? drawConstant(d, 'value') : 0;
  const most = Math.max(1, Math.floor((domain.elements / 8) ** (1 / rank)));
  const cropped = constraints.crops === true ? d.int('cropped', inner ? 1 : 0, inner ? rank - 2 : rank - 1) : -1;
  const sizes: number[] = [];
  const paddings: Pair[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const least = axis === cropped ? 2 : Math.max(1, domain.size.min);
    const size = d.int('sizes', least, Math.max(least, Math.min(domain.size.max, most)), { axis, role: 'extent' });
    const padded = !inner || (axis > 0 && axis < rank - 1);
    sizes.push(size);
    if (!padded) paddings.push([0, 0]);
    else if (axis !== cropped) paddings.push(drawPads(d, axis, size, mode, constraints.crops));
    else {
      const crop = d.int('crop', 1, size - 1);
      const other = Math.min(domain.pad.max, largestPad(mode, size));
      const added = d.int('added', 0, other);
      paddings.push(d.option('cropSide', ['before', 'after']) === 'before' ? [-crop, added] : [added, -crop]);
    }
  }
  return { x: d.tensor('x', [sizes], constraints.content), rank, sizes, paddings, mode, value, attributes: { paddings, mode, value } };
}
