// Installs the libraries of campaign/, where that is stale, and gives them this tensor-laws as built.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

await import('./set-up.mjs');
const root = fileURLToPath(new URL('..', import.meta.url));
const campaign = join(root, 'campaign');
const changed = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);
if (changed(join(campaign, 'node_modules/.package-lock.json')) < changed(join(campaign, 'package-lock.json'))) {
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: campaign,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}
// The adapters resolve their peers from where they lie: beside the libraries, not at the root.
const installed = join(campaign, 'node_modules/tensor-laws');
rmSync(join(installed, 'dist'), { recursive: true, force: true });
for (const part of ['package.json', 'dist/src', 'dist/properties']) cpSync(join(root, part), join(installed, part), { recursive: true });
