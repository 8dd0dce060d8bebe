/** A library in the process of the command itself: it may print, replace globals and leave handles open. */
import { guardGlobals } from '../search/pool/globals.js';
import type { TensorLibrary } from '../library.js';
import { loadLibrary } from './load-library.js';

/** What a library leaves open keeps the command no longer than this after its end, in milliseconds. */
const patience = 500;

/**
 * Loads a library here.
 *
 * @param keepStdout stdout is for a report: what the library prints goes to stderr
 */
export async function loadHere(name: string, keepStdout: boolean): Promise<TensorLibrary> {
  if (keepStdout) process.stdout.write = process.stderr.write.bind(process.stderr);
  const guard = guardGlobals();
  const library = await loadLibrary(name);
  for (const note of guard.restore()) process.stderr.write(`tensor-laws: ${note}\n`);
  return library;
}

/** Ends the process soon, with its exit status, whatever is left open. */
export function leaveSoon(): void {
  setTimeout(() => process.exit(), patience).unref();
}
