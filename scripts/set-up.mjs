// Installs what is missing and builds what is stale, so that `npm start` and `npm test` work on a fresh clone.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function run(...args) {
  const { status } = spawnSync('npm', args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

function changed(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

/** When the newest file below a folder was changed. */
function newest(folder) {
  return Math.max(
    0,
    ...readdirSync(folder, { withFileTypes: true }).map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? newest(path) : changed(path);
    }),
  );
}

if (changed(join(root, 'node_modules/.package-lock.json')) < changed(join(root, 'package-lock.json')))
  run('ci', '--no-audit', '--no-fund', '--loglevel=error');
const sources = Math.max(newest(join(root, 'src')), newest(join(root, 'properties')), changed(join(root, 'tsconfig.json')));
if (changed(join(root, 'dist/.tsbuildinfo')) < sources) run('run', '--silent', 'build');
