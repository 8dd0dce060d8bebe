/** Sizes at which kernels branch: vector widths, tiles, the reach of indices in float16. */
import type { FastRandom } from '../builders/random.js';

/** Each as often as it stands here. */
export const sizesOfKernels: readonly number[] = [4, 8, 8, 16, 16, 16, 16, 32, 32, 32, 64, 64, 128, 256, 2048];

/** How far beyond such a size an extent goes, at most: a remainder, of vectors and of small tiles. */
export const mostBeyond = 15;

/**
 * A size at, just below or just above one at which kernels branch, or a remainder more; of those up to `most`.
 *
 * @param own sizes at which the library's own kernels branch: as often as all others together
 * @param most where a remainder would lead beyond it, less of one is taken
 * @param exact how many of eight sizes are those themselves
 * @returns undefined where there is none
 */
export function drawSize(random: FastRandom, own: readonly number[], most: number, exact: number): number | undefined {
  const usual = sizesOfKernels.filter((size) => size <= most);
  const named = own.filter((size) => size <= most);
  const sizes = named.length > 0 && (usual.length === 0 || (random.bits() & 1) === 0) ? named : usual;
  if (sizes.length === 0) return undefined;
  const size = sizes[random.int(0, sizes.length - 1)]!;
  const kind = random.int(1, 8);
  if (kind <= exact) return size;
  if (kind === exact + 1) return Math.max(1, size - 1);
  const beyond = kind === exact + 2 ? 1 : random.int(1, Math.min(mostBeyond, size));
  return Math.min(Math.floor(most), size + beyond);
}
