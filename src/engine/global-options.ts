import { readConfigureGlobal } from 'fast-check';

/** What `fc.configureGlobal` says of the runs of a law, by the names that it has here. */
export function globalOptions(): { readonly runs?: number; readonly seed?: number; readonly time?: number } {
  const { numRuns, seed, interruptAfterTimeLimit: time } = readConfigureGlobal();
  return { ...(numRuns !== undefined && { runs: numRuns }), ...(seed !== undefined && { seed }), ...(time !== undefined && { time }) };
}
