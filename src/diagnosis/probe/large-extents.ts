/** Extents of a case beyond those of small ones: where a kernel may branch, and how they are moved to see at which size it does. */
import type { FastRandom } from '../../draw/builders/random.js';
import type { Choice } from '../../draw/draw.js';
import { choiceKey, type Drawn } from '../../draw/drawn.js';

/** The largest extent that small calls at random reach now and then. */
const small = 12;

/** By how much an extent is moved to see a remainder, an edge or a block. */
const steps = [-1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6, -7, 7, -8, 8, -16, 16, 32] as const;

/** By how much it is moved at random, at most: down and up. */
const down = 9;
const up = 24;

/** The large extents of a case. */
export function largeExtents({ choices }: Drawn): readonly Choice[] {
  return choices.filter(({ role, value }) => (role === 'extent' || role === 'group') && value > small);
}

/** A case with one choice at another value. */
export function withChoice(drawn: Drawn, { name, axis }: Choice, value: number): Drawn {
  const key = choiceKey(name, axis);
  return { ...drawn, choices: drawn.choices.map((each) => (choiceKey(each.name, each.axis) === key ? { ...each, value } : each)) };
}

/** The sizes around one of an extent, nearest first. */
export function sizesAround({ value, min }: Choice): readonly number[] {
  return steps.map((step) => value + step).filter((size) => size >= min);
}

/** A case with its large extents moved at random, most by little, some to much less. */
export function jittered(drawn: Drawn, random: FastRandom): Drawn {
  return largeExtents(drawn).reduce((moved, extent) => {
    const kind = random.int(0, 7);
    if (kind < 2) return moved;
    const size = kind === 7 ? random.int(extent.min, extent.value) : extent.value + random.int(-down, up);
    return withChoice(moved, extent, Math.max(extent.min, size));
  }, drawn);
}
