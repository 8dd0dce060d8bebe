/** What a page loads for a library, as `loadLibrary` finds it for a process. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PageModules } from '../browser/bundle.js';
import { isReadyLibrary, readyLibraryPeers } from '../libraries/index.js';
import { noSuchLibrary } from './load/load-library.js';

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const own = (path: string): string => fileURLToPath(new URL(`../${path}.${extension}`, import.meta.url));

/**
 * The modules of a library by its name or path.
 *
 * @param deviations a module of them
 * @throws InvalidLibrary where there is none of that name
 */
export function pageModules(name: string, deviations?: string): PageModules {
  const more = { name, ...(deviations !== undefined && { deviations: resolve(deviations) }) };
  if (name === 'reference') return { ...more, library: own('reference'), exported: 'reference' };
  if (isReadyLibrary(name)) return { ...more, library: own(`libraries/${name}`), peers: readyLibraryPeers(name) };
  const library = resolve(name);
  if (!existsSync(library)) throw noSuchLibrary(name);
  return { ...more, library };
}
