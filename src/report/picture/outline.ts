/** A wrong shape: which of its axes are too short or too long, and two of them as a plane. */
import type { Outline, OutlineAxis } from './model.js';
import type { PlaneAxes } from './planes.js';

/** Cells of an axis from one on up to another: `cell 3 is`, `cells 1 to 3 are`. */
const cells = (from: number, to: number): string => (to - from === 1 ? `cell ${from} is` : `cells ${from} to ${to - 1} are`);

/** What an axis lacks or has too much: `width: 4 expected, 3 received: cell 3 is missing`. */
function lineOf({ name, expected, received }: OutlineAxis): string {
  const sizes = `${name}: ${expected} expected, ${received} received`;
  return received < expected ? `${sizes}: ${cells(received, expected)} missing` : `${sizes}: ${cells(expected, received)} too much`;
}

/**
 * Two shapes, one upon the other.
 *
 * @param axes the plane in which results of this kind are seen
 * @param names of the axes of the result, where they have some
 * @returns undefined where they have another number of axes
 */
export function outlineOf(
  expected: readonly number[],
  received: readonly number[],
  axes: PlaneAxes,
  names: readonly string[] | undefined,
): Outline | undefined {
  if (expected.length !== received.length) return undefined;
  const all = expected.map((length, axis): OutlineAxis => ({
    name: names?.[axis] ?? `axis ${axis}`,
    expected: length,
    received: received[axis]!,
  }));
  const differing = all.flatMap((axis, i) => (axis.expected === axis.received ? [] : [i]));
  const plane = [axes.row, axes.column];
  // What differs is what is to be seen.
  const [row, column] = differing.every((axis) => plane.includes(axis))
    ? plane
    : differing.length > 1
      ? differing
      : [undefined, ...differing];
  return {
    ...(row !== undefined && { rows: all[row]! }),
    columns: all[column!]!,
    lines: differing.map((axis) => lineOf(all[axis]!)),
  };
}
