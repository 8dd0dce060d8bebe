import type { Domain } from '../domain.js';
import type { Limits, OpLimits } from '../library.js';
import type { OpName } from '../ops/index.js';

export function hasNoLimits(domain: Domain): boolean {
  return Object.keys(domain.limits).length === 0;
}

/** The limits that several ops have together: lists intersect, a flag that is false for one is false for all. */
export function mergeLimits(limits: Limits, ops: readonly OpName[]): OpLimits {
  const merged: Record<string, unknown> = {};
  for (const op of ops) {
    for (const [name, value] of Object.entries(limits[op] ?? {})) {
      const before = merged[name];
      if (Array.isArray(value) && Array.isArray(before)) merged[name] = before.filter((entry) => (value as unknown[]).includes(entry));
      else if (before === undefined || value === false) merged[name] = value;
    }
  }
  return merged;
}
