/** Working memory of the kernels, kept between calls. A kernel runs to its end before another starts, so each purpose has one array. */

const kept = new Map<string, Float64Array>();

/** Longer ones are not kept: 16 MB each. */
const longest = 2 ** 21;

/** An array of at least `size` elements, of any content. */
export function scratch(purpose: 'input' | 'dense' | 'filter' | 'rows' | 'gradient', size: number): Float64Array {
  const old = kept.get(purpose);
  if (old !== undefined && old.length >= size) return old;
  const fresh = new Float64Array(Math.max(size, 1024));
  if (size <= longest) kept.set(purpose, fresh);
  return fresh;
}
