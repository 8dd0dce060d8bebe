/** A project of a user's own, in a temporary folder. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface Project {
  readonly folder: string;
  readonly run: (command: string, ...args: string[]) => { status: number | null; out: string; err: string };
}

/** `tensor-laws` as an argument of node. */
export const command = join(root, 'dist/src/cli/main.js');

/** @param packages of this package's own `node_modules`, beside tensor-laws and fast-check */
export function projectWith(packages: readonly string[], packageJson: object): Project {
  const folder = mkdtempSync(join(tmpdir(), 'tensor-laws-'));
  const link = (name: string, target: string): void => {
    mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true });
    symlinkSync(target, join(folder, 'node_modules', name));
  };
  link('tensor-laws', root);
  for (const name of packages) link(name, join(root, 'node_modules', name));
  writeFileSync(join(folder, 'package.json'), JSON.stringify(packageJson));
  return {
    folder,
    run: (file, ...args) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { cwd: folder, encoding: 'utf8' });
      return { status, out: stdout, err: stderr };
    },
  };
}
