// Searches tfjs-cpu and writes report.html: in worker processes, as some of its calls never come back.
// A bug that is found is the job done, not a failure: only a search that could not run fails.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

await import('./set-up.mjs');
const main = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));
const flags =
  process.argv.length > 2
    ? process.argv.slice(2)
    : ['search', 'tfjs-cpu', '--time', '50s', '--timeout', '10s', '--no-database', '--html', 'report.html'];
const { status } = spawnSync(process.execPath, [main, ...flags], { stdio: 'inherit' });
process.exit(status === 1 ? 0 : (status ?? 3));
