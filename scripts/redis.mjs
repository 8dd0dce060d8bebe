/** Installs Debian's redis-server where there is none: campaigns are tried on one of their own. */
import { spawnSync } from 'node:child_process';

const run = (command, args) => spawnSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
const isThere = () => run('redis-server', ['--version']).status === 0;

/** Why it could not be installed; undefined where it is there. */
function install() {
  if (isThere()) return undefined;
  if (run('which', ['apt-get']).status !== 0) return 'there is no apt-get here to install it with';
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', 'redis-server'],
  ]) {
    const { status, stderr } = run('apt-get', args);
    if (status !== 0 && args[0] === 'install') return `apt-get install ended with status ${status}: ${stderr.trim().split('\n').at(-1)}`;
  }
  return isThere() ? undefined : 'apt-get installed none';
}

const why = install();
if (why !== undefined) {
  console.error(`There is no redis-server, and ${why}.`);
  console.error('Campaigns cannot be tried without one: install Redis 6.2 or later, and run this again. Nothing else failed.');
  process.exit(1);
}
