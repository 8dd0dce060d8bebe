/** Pins that pin nothing. */
import type { AnyLaw } from '../law.js';
import type { TensorLibrary } from '../library.js';
import { nearest } from './nearest.js';

/**
 * Warnings of ids in a library's `known` that are no law's: a pin that is misspelt pins nothing.
 *
 * @param laws those that the library may pin
 */
export function unknownPins({ name, known }: Pick<TensorLibrary, 'name' | 'known'>, laws: readonly AnyLaw[]): string[] {
  const ids = laws.map(({ id }) => id);
  return Object.keys(known).flatMap((pin) => {
    if (ids.includes(pin)) return [];
    const alike = nearest(pin, ids);
    const hint = alike === undefined ? '' : `; the nearest is '${alike}'`;
    return [`library ${name}: known: '${pin}' is no law's id, and pins nothing${hint}`];
  });
}
