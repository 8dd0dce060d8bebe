// What a result depends on: the versions of the packages, and the laws.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { campaign, installed } from './paths.mjs';

/** The installed version of a package; undefined where it is missing. */
export function versionOf(name) {
  const path = join(campaign, 'node_modules', name, 'package.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).version : undefined;
}

function hashFolder(hash, folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) hashFolder(hash, path);
    else if (entry.name.endsWith('.js')) hash.update(entry.name).update(readFileSync(path));
  }
}

/** A digest of this tensor-laws: its laws, its kernels and its adapters. */
export function digestOfTensorLaws() {
  const hash = createHash('sha256');
  hashFolder(hash, join(installed, 'dist'));
  return hash.digest('hex').slice(0, 16);
}
