// Runs a reproduction in a process of its own, with the library alone.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { campaign } from './paths.mjs';

/** What a program printed, or the error that ended it. The program lies in the campaign's folder, where it finds the libraries. */
export function runReproduction(program) {
  const folder = mkdtempSync(join(campaign, '.reproduction-'));
  try {
    const file = join(folder, 'reproduction.mjs');
    writeFileSync(file, program);
    const run = spawnSync(process.execPath, [file], {
      cwd: campaign,
      encoding: 'utf8',
      timeout: 30_000,
      env: { ...process.env, NO_COLOR: '1' },
    });
    const printed = run.stdout.trim();
    if (run.signal !== null) return { printed, got: run.error?.code === 'ETIMEDOUT' ? 'did not end within 30 s' : `died of ${run.signal}` };
    if (run.status === 0) return { printed, got: printed };
    // The message of an uncaught error is the first line that names one.
    const message =
      run.stderr.split('\n').find((line) => /^(?:Uncaught )?\w*(?:Error|Exception)\b/.test(line)) ?? run.stderr.trim().split('\n')[0];
    return { printed, got: `throws ${message ?? `with status ${run.status}`}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
