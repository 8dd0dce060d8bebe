/** Installs Debian's redis-server where there is none: the slow tests of campaigns run on one of their own. */
import { spawnSync } from 'node:child_process';

const run = (command, args, stdio) => spawnSync(command, args, { stdio });
const isThere = () => run('redis-server', ['--version'], 'ignore').status === 0;

if (!isThere() && run('which', ['apt-get'], 'ignore').status === 0) {
  run('apt-get', ['update', '-qq'], 'inherit');
  run('apt-get', ['install', '-y', '-qq', 'redis-server'], ['ignore', 'ignore', 'inherit']);
}
if (!isThere()) throw new Error('there is no redis-server: install Redis 6.2 or later');
