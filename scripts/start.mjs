// Checks tfjs-cpu and writes report.html. A bug that is found is the job done, not a failure: only a check that could not run fails.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

await import('./set-up.mjs');
const main = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));
const flags =
  process.argv.length > 2 ? process.argv.slice(2) : ['check', 'tfjs-cpu', '--runs', '25', '--time', '50s', '--html', 'report.html'];
const { status } = spawnSync(process.execPath, [main, ...flags], { stdio: 'inherit' });
process.exit(status === 1 ? 0 : (status ?? 3));
