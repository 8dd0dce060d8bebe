import type { Wait } from '../../report/report.js';

/** Adds up what runs waited for in vain. */
export class Waits {
  private readonly all = new Map<string, number>();

  /** @param elapsed milliseconds of one process */
  add({ what, elapsed }: Wait): void {
    this.all.set(what, (this.all.get(what) ?? 0) + elapsed);
  }

  /** The longest first. */
  list(): Wait[] {
    return [...this.all].map(([what, elapsed]) => ({ what, elapsed })).sort((a, b) => b.elapsed - a.elapsed);
  }
}
