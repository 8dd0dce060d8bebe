// Where the campaign's parts lie.
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const campaign = fileURLToPath(new URL('..', import.meta.url));
export const results = join(campaign, 'results');
export const installed = join(campaign, 'node_modules/tensor-laws');
export const command = join(installed, 'dist/src/cli/main.js');
export const pagePath = join(campaign, '../docs/findings.md');

/** A module of the package that it does not export. */
export const fromPackage = (file) => import(pathToFileURL(join(installed, 'dist/src', file)).href);
