import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface OwnPackage {
  /** The folder of this package: the nearest one above with its package.json. */
  readonly root: string;
  /** What it asks for of its peers. */
  readonly ranges: Readonly<Record<string, string>>;
}

export async function packageRoot(): Promise<OwnPackage> {
  for (const up of ['../../..', '../../../..']) {
    const root = fileURLToPath(new URL(up, import.meta.url));
    try {
      const { name, peerDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
        name: string;
        peerDependencies: Record<string, string>;
      };
      if (name === 'tensor-laws') return { root, ranges: peerDependencies };
    } catch (thrown) {
      if ((thrown as { code?: unknown }).code !== 'ENOENT') throw thrown;
    }
  }
  throw new Error('the package.json of tensor-laws is not where it should be');
}
