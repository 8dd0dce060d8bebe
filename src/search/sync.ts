/** What one failure database has, brought to another. */
import type { FailureDatabase } from './database.js';
import { isSmaller } from './entry.js';

/** What became of the entries. */
export interface Synced {
  /** The other one had none of their key. */
  readonly fresh: number;
  /** In place of one with a larger call. */
  readonly smaller: number;
  /** The other one has as small a call, or a smaller one. */
  readonly there: number;
  readonly failed: number;
}

/** Brings what one database has to another: of a cause the smallest call stays, and nothing is deleted. */
export async function sync(from: FailureDatabase, to: FailureDatabase): Promise<Synced> {
  const [entries, theirs] = await Promise.all([from.load(), to.load()]);
  const there = new Map(theirs.map((entry) => [entry.key, entry]));
  const count = { fresh: 0, smaller: 0, there: 0, failed: 0 };
  for (const entry of entries) {
    const other = there.get(entry.key);
    if (other !== undefined && !isSmaller(entry, other)) count.there++;
    else if (!(await to.store(entry))) count.failed++;
    else count[other === undefined ? 'fresh' : 'smaller']++;
  }
  return count;
}
