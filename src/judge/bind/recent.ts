/** The calls that a library was asked for last: what led to a failure that does not show by itself is among them. */
import type { TensorLibrary } from '../../library.js';
import { isTensor, viewOf } from '../../tensor.js';
import type { Call } from './bind.js';

/** Calls that are kept, at least. */
const most = 24;

/** A copy of a tensor with the same view of the same values, lists of them too; other values as they are. */
export function copied(value: unknown): unknown {
  if (Array.isArray(value) && value.some(isTensor)) return value.map(copied);
  return isTensor(value) ? viewOf(value.data.slice(), [...value.shape], [...value.stride], value.offset) : value;
}

/** The last calls of one library, in the order in which they ended. */
export class RecentCalls {
  private readonly calls: Call[] = [];
  /** Calls made so far. */
  made = 0;

  /** @param call its result is the library's own: what is written to it later shows */
  add(call: Call): void {
    this.made++;
    if (this.calls.push(call) >= 2 * most) this.calls.splice(0, most);
  }

  /** Calls made after so many. */
  since(made: number): readonly Call[] {
    const count = Math.min(this.made - made, this.calls.length);
    return count === 0 ? [] : this.calls.slice(-count);
  }

  /** The last calls of all, with their results as they are now. */
  seen(made: number): SeenCalls {
    const during = this.since(made).map((call) => ({ ...call, result: copied(call.result) }));
    const before = this.calls.slice(0, this.calls.length - during.length).slice(-most);
    return { before, during };
  }
}

/** The calls of a case, and those just before it. */
export interface SeenCalls {
  readonly before: readonly Call[];
  readonly during: readonly Call[];
}

const kept = new WeakMap<TensorLibrary, RecentCalls>();

/** The last calls of a library, whoever made them. */
export function recentCalls(library: TensorLibrary): RecentCalls {
  let recent = kept.get(library);
  if (recent === undefined) kept.set(library, (recent = new RecentCalls()));
  return recent;
}
