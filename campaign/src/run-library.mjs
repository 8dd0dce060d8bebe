// One library, in a process of its own.
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { campaign, command, results } from './paths.mjs';

export const pathOf = (library, kind) => join(results, `${library}.${kind}`);

/** How an earlier campaign ended for a library; undefined where it has not been tried. */
export function outcomeOf(library) {
  const path = pathOf(library, 'outcome.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** In words, how the process of a library ended. */
function statusOf({ code, signal, late, errors }) {
  if (late) return 'ran over its time and was ended';
  if (signal !== null) return `died of ${signal}`;
  if (code === 0 || code === 1) return 'searched';
  const line = errors.split('\n').find((each) => each.startsWith('tensor-laws: ')) ?? errors.trim().split('\n').at(-1) ?? '';
  if (/ needs the packages? /.test(line)) return `package missing: ${line.replace('tensor-laws: ', '')}`;
  return `ended with status ${code}: ${line.replace('tensor-laws: ', '').slice(0, 200)}`;
}

/**
 * Searches one library and writes what was found, or how it failed, beside its log.
 *
 * @param options flags of the search; seconds for it, and the versions that the result is of
 */
export function runLibrary(library, { flags, seconds, versions }) {
  for (const kind of ['json', 'html', 'outcome.json']) rmSync(pathOf(library, kind), { force: true });
  const started = Date.now();
  const log = createWriteStream(pathOf(library, 'log'));
  // Nothing of an earlier search: the same seed finds the same.
  const files = ['--json', pathOf(library, 'json'), '--html', pathOf(library, 'html')];
  const args = [command, 'search', library, '--no-database', '--plain', ...flags, ...files];
  const child = spawn(process.execPath, args, { cwd: campaign, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } });
  let errors = '';
  let late = false;
  child.stdout.pipe(log, { end: false });
  child.stderr.on('data', (chunk) => {
    errors = (errors + chunk).slice(-20_000);
    log.write(chunk);
  });
  // The command keeps to its time by itself; a call that never returns does not let it.
  const timer = setTimeout(
    () => {
      late = true;
      child.kill('SIGKILL');
    },
    seconds * 1500 + 120_000,
  );
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      log.end();
      const reported = existsSync(pathOf(library, 'json'));
      const status = statusOf({ code, signal, late, errors });
      const outcome = { library, status, reported, seconds: Math.round((Date.now() - started) / 1000), ...versions };
      writeFileSync(pathOf(library, 'outcome.json'), `${JSON.stringify(outcome, undefined, 2)}\n`);
      resolve(outcome);
    });
  });
}
