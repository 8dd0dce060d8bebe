/** Windows of stride 1 around an anchor, as OpenCV has them. */
import { explicitPads, type Padding, type Pair } from '../../geometry.js';
import { unsupported } from '../../library.js';
import type { Shape } from '../../tensor.js';
import type { Argument, Step } from './program.js';

export interface Windows {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: Padding;
}

/** Rows first. */
export type Two<T> = readonly [T, T];

export interface Place {
  readonly pads: Two<Pair>;
  /** Of the image, the window with its holes, and what comes out. */
  readonly size: Two<number>;
  readonly window: Two<number>;
  readonly out: Two<number>;
}

/** Where the windows of a call lie; refuses what a filter of OpenCV cannot say. */
export function placeOf(shape: Shape, kernel: readonly number[], { strides, dilations, padding }: Windows): Place {
  if (shape.length !== 4 || [kernel, strides, dilations].some(({ length }) => length !== 2)) throw unsupported('an image has two axes');
  if (strides.some((stride) => stride !== 1)) throw unsupported('a filter of OpenCV gives an image of the same size');
  if (dilations.some((dilation) => !Number.isInteger(dilation) || dilation < 1)) throw unsupported('OpenCV has no dilations');
  if (typeof padding !== 'string' && padding.length !== 2) throw unsupported('an image has two axes');
  const size = [shape[1]!, shape[2]!] as const;
  const pads = explicitPads(padding, size, kernel, strides, dilations) as readonly Pair[] as Two<Pair>;
  const window = [0, 1].map((axis) => (kernel[axis]! - 1) * dilations[axis]! + 1) as unknown as Two<number>;
  const out = [0, 1].map((axis) => size[axis]! + pads[axis]![0] + pads[axis]![1] - window[axis]! + 1) as unknown as Two<number>;
  // What is padded and cut away is this adapter's own reckoning: faults in it are not OpenCV's to see.
  if (out.some((cells) => !(cells >= 1)) || pads.flat().some((pad) => !Number.isInteger(pad) || pad < 0))
    throw unsupported('windows of OpenCV lie around the cells of an image');
  return { pads, size, window, out };
}

/** Whether the windows are those around each cell, by an anchor within the window. */
export function isAnchored({ pads, window }: Place): boolean {
  return pads.every(([before, after], axis) => before + after === window[axis]! - 1);
}

/** x first, as OpenCV takes it. */
export function pointOf(pads: Two<Pair>): Argument {
  return { make: 'Point', of: [pads[1][0], pads[0][0]] };
}

export function sizeOf([rows, cols]: Two<number>): Argument {
  return { make: 'Size', of: [cols, rows] };
}

/** The image with its pads about it. */
export function bordered(image: string, pads: Two<Pair>, value: number, result: string): Step {
  const [[top, bottom], [left, right]] = pads;
  const scalar: Argument = { make: 'Scalar', of: [value] };
  return {
    call: 'copyMakeBorder',
    arguments: [{ mat: image }, 'result', top, bottom, left, right, { constant: 'BORDER_CONSTANT' }, scalar],
    result,
  };
}

/** The two ways to place the windows of a filter. */
const [byAnchor, onPadded] = ['by its anchor', 'on the padded image'];

/** The names of a filter's spellings. */
export function placings(name: string): string[] {
  return [`${name}, ${byAnchor}`, `${name}, ${onPadded}`];
}

/**
 * The steps of a filter over an image, by the names of its spellings: by its anchor where the windows are those around each cell, and on
 * the padded image, of which the places from the first are kept.
 *
 * @param filter the step of the filter itself, for an image, an anchor and a result
 */
export function placed(
  name: string,
  place: Place,
  value: number,
  image: string,
  result: string,
  filter: (image: string, anchor: Argument) => Step,
): Record<string, Step[]> {
  const { pads, out } = place;
  const first: Argument = { make: 'Point', of: [0, 0] };
  const plain = pads.flat().every((pad) => pad === 0);
  const [source, before] = plain ? [image, []] : [`${image}Padded`, [bordered(image, pads, value, `${image}Padded`)]];
  const steps = [...before, { ...filter(source, first), result, keep: [0, 0, out[1], out[0]] as const }];
  return {
    ...(isAnchored(place) && { [`${name}, ${byAnchor}`]: [{ ...filter(image, pointOf(pads)), result }] }),
    [`${name}, ${onPadded}`]: steps,
  };
}
