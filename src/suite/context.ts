/** A running test, whatever framework runs it. */

/** Ends a test as skipped; `false` where the framework cannot do so once a test runs. It may throw, as frameworks do here. */
export type SkipTest = (note: string) => boolean;

interface Running {
  readonly skip: (note?: string) => unknown;
  readonly timeout?: unknown;
  readonly test?: { title: string };
}

function isRunning(value: unknown): value is Running {
  // vitest's context is a function.
  return (
    (typeof value === 'object' || typeof value === 'function') && value !== null && 'skip' in value && typeof value.skip === 'function'
  );
}

/** Gives a running mocha test or hook its limit; the others got it when they were registered. */
export function limitTo(milliseconds: number, self: unknown): void {
  if (typeof self !== 'object' || self === null || !('timeout' in self) || typeof self.timeout !== 'function') return;
  (self.timeout as (milliseconds: number) => unknown).call(self, milliseconds);
}

/**
 * How the running test is skipped.
 *
 * @param self `this` of the test: its context in mocha
 * @param first the first argument of the test: its context in vitest and node:test
 */
export function skipperOf(self: unknown, first: unknown): SkipTest {
  const running = [first, self].find(isRunning);
  if (running === undefined) return () => false;
  return (note) => {
    // mocha has no place for a note but the title.
    if (running === self && running.test !== undefined) running.test.title += ` (${note})`;
    running.skip(note);
    return true;
  };
}
