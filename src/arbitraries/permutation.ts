import type { Draw } from '../draw/draw.js';

/** An order of 0 to length - 1. Shrinks to ascending. */
export function drawPermutation(d: Draw, name: string, length: number): number[] {
  const order = Array.from({ length }, (_, i) => i);
  for (let i = 0; i + 1 < length; i++) {
    const j = d.int(`${name}${i}`, i, length - 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
