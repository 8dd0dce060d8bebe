import type { Draw } from './draw.js';

/** The ranks from `min` to `max` that the limits allow, for tensors of any rank; spatial axes are those between the first and the last. */
export function ranksWithin(d: Draw, min: number, max: number): number[] {
  const { ranks, spatialAxes } = d.limits;
  return Array.from({ length: Math.max(0, max - min + 1) }, (_, i) => min + i).filter(
    (rank) => (ranks?.includes(rank) ?? true) && (spatialAxes?.includes(rank - 2) ?? true),
  );
}
