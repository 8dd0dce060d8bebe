// Runs a reproduction in a process of its own, with the library alone.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { campaign } from './paths.mjs';

/** An error's message is the first line that names one. */
function messageIn(stderr) {
  return stderr.split('\n').find((line) => /^(?:Uncaught )?\w*(?:Error|Exception)\b/.test(line)) ?? stderr.trim().split('\n')[0];
}

/** What a program printed, and what it came to. The program lies in the campaign's folder, where it finds the libraries. */
export function runReproduction(program) {
  const folder = mkdtempSync(join(campaign, '.reproduction-'));
  const file = join(folder, 'reproduction.mjs');
  writeFileSync(file, program);
  const options = { cwd: campaign, encoding: 'utf8', timeout: 60_000, killSignal: 'SIGKILL', env: { ...process.env, NO_COLOR: '1' } };
  return new Promise((resolve) => {
    execFile(process.execPath, [file], options, (error, stdout, stderr) => {
      rmSync(folder, { recursive: true, force: true });
      const printed = stdout.trim();
      if (error === null) resolve({ printed, got: printed });
      else if (error.killed) resolve({ printed, got: 'did not end within 60 s' });
      else if (error.signal !== null && error.signal !== undefined) resolve({ printed, got: `died of ${error.signal}` });
      else resolve({ printed, got: `throws ${messageIn(stderr) || `with status ${error.code}`}` });
    });
  });
}

/** Maps a list by an asynchronous function, a few at a time, in order. */
export async function inParallel(list, map) {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < list.length) {
      const at = next++;
      results[at] = await map(list[at], at);
    }
  };
  await Promise.all(Array.from({ length: 2 * availableParallelism() }, worker));
  return results;
}
