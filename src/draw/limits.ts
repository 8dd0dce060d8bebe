import type { Domain, Range } from '../domain.js';
import type { LimitsByOp, OpLimits } from '../limits.js';

export function hasNoLimits(domain: Domain): boolean {
  return Object.keys(domain.limits).length === 0;
}

const isRange = (value: unknown): value is Partial<Range> => typeof value === 'object' && value !== null && !Array.isArray(value);

function meet(a: Partial<Range>, b: Partial<Range>): Partial<Range> {
  const [min, max] = [Math.max(a.min ?? -Infinity, b.min ?? -Infinity), Math.min(a.max ?? Infinity, b.max ?? Infinity)];
  return { ...(min > -Infinity && { min }), ...(max < Infinity && { max }) };
}

/**
 * The limits that several ops have together: lists and ranges intersect, a flag that is false for one is false for all, and what is true
 * says nothing beside a range.
 */
export function mergeLimits(limits: LimitsByOp, ops: readonly string[]): OpLimits {
  const merged: Record<string, unknown> = {};
  for (const op of ops) {
    for (const [name, value] of Object.entries(limits[op] ?? {})) {
      const before = merged[name];
      if (Array.isArray(value) && Array.isArray(before)) merged[name] = before.filter((entry) => (value as unknown[]).includes(entry));
      else if (isRange(value) && isRange(before)) merged[name] = meet(before, value);
      else if (before === undefined || value === false || (isRange(value) && before === true)) merged[name] = value;
    }
  }
  return merged;
}
