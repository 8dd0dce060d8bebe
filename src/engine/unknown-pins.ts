/** Pins that pin nothing. */
import type { AnyLaw } from '../law.js';
import type { TensorLibrary } from '../library.js';

/** Letters to put in, take out or change until one text is the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + Number(a[i - 1] !== b[j - 1])));
    row = next;
  }
  return row[b.length]!;
}

/**
 * Warnings of ids in a library's `known` that are no law's: a pin that is misspelt pins nothing.
 *
 * @param laws those that the library may pin
 */
export function unknownPins({ name, known }: Pick<TensorLibrary, 'name' | 'known'>, laws: readonly AnyLaw[]): string[] {
  const ids = laws.map(({ id }) => id);
  return Object.keys(known).flatMap((pin) => {
    if (ids.includes(pin)) return [];
    const nearest = ids.map((id) => ({ id, far: distance(pin, id) })).sort((a, b) => a.far - b.far)[0];
    const hint = nearest !== undefined && nearest.far <= pin.length / 2 ? `; the nearest is '${nearest.id}'` : '';
    return [`library ${name}: known: '${pin}' is no law's id, and pins nothing${hint}`];
  });
}
