/** Working memory of the kernels, kept between calls. A kernel runs to its end before another starts, so each purpose has one array. */

const kept = new Map<string, Float64Array>();

/** Longer ones are not kept: 16 MB each at most. */
const longest = 2 ** 21;

const tables = new Map<string, Int32Array>();

/** A table of indices, of at least `size` elements, of any content. */
export function scratchTable(purpose: 'rows' | 'taps' | 'starts' | 'columns', size: number): Int32Array {
  const old = tables.get(purpose);
  if (old !== undefined && old.length >= size) return old;
  const fresh = new Int32Array(Math.max(size, 1024));
  if (size <= longest) tables.set(purpose, fresh);
  return fresh;
}

/** An array of at least `size` elements, of any content. */
export function scratch(purpose: 'input' | 'dense' | 'filter' | 'rows' | 'gradient', size: number): Float64Array {
  const old = kept.get(purpose);
  if (old !== undefined && old.length >= size) return old;
  const fresh = new Float64Array(Math.max(size, 1024));
  if (size <= longest) kept.set(purpose, fresh);
  return fresh;
}
