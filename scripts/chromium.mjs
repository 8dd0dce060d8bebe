/** Where Chromium is; installs Debian's where there is none: what needs a browser is run by `node scripts/chromium.mjs` first. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

const run = (command, args, stdio) => spawnSync(command, args, { stdio });

if (!existsSync(executablePath) && run('which', ['apt-get'], 'ignore').status === 0) {
  run('apt-get', ['update', '-qq'], 'inherit');
  run('apt-get', ['install', '-y', '-qq', 'chromium'], ['ignore', 'ignore', 'inherit']);
}
if (!existsSync(executablePath)) throw new Error(`there is no ${executablePath}: install Chromium, or name it in CHROMIUM`);
