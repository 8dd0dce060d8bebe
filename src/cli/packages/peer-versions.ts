import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readyLibraryPeers } from '../../libraries/index.js';
import { packageRoot } from './package-root.js';
import { placeOf } from './versions.js';

/** The version of a package that Node finds from a folder; undefined where it finds none. */
async function installedVersion(peer: string, from: string): Promise<string | undefined> {
  for (let folder = from; ; folder = dirname(folder)) {
    try {
      const { version } = JSON.parse(await readFile(join(folder, 'node_modules', peer, 'package.json'), 'utf8')) as { version: string };
      return version;
    } catch (thrown) {
      if ((thrown as { code?: unknown }).code !== 'ENOENT') throw thrown;
    }
    if (dirname(folder) === folder) return undefined;
  }
}

const words = { older: 'is older', newer: 'is newer', outside: 'is none of these' } as const;

/**
 * A line for each package of a ready library whose installed version is outside what this package declares as its peers, the versions
 * that its adapters were written for. Such a version may well work: nothing is refused.
 *
 * @param from the folder from which the packages are found. Default: where the adapters lie
 */
export async function peerWarnings(library: string, from = dirname(fileURLToPath(import.meta.url))): Promise<string[]> {
  const { ranges } = await packageRoot();
  const warnings: string[] = [];
  for (const peer of readyLibraryPeers(library)) {
    const [version, range] = [await installedVersion(peer, from), ranges[peer]];
    if (version === undefined || range === undefined) continue;
    const place = placeOf(version, range);
    if (place !== 'within')
      warnings.push(`warning: library ${library} was written for ${peer} ${range}; ${version} is installed, which ${words[place]}`);
  }
  return warnings;
}
