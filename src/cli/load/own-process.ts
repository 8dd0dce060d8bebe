/** A library in the process of the command itself: it may print and replace globals. */
import { guardGlobals } from '../../search/pool/globals.js';
import type { TensorLibrary } from '../../library.js';
import { loadLibrary } from './load-library.js';

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
