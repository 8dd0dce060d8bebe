/**
 * A campaign on this machine, from nothing to its report: a Redis server on loopback, workers, and who hands out the runs.
 *
 *     node scripts/campaign-local.mjs tfjs-cpu --workers 4 --budget 10m --json report.json
 *
 * Takes a library (default: reference), the number of workers (default: 2), and any option of `campaign start`. Its status is that of
 * `campaign start`. The server keeps nothing: with `--keep <folder>` it keeps all in a folder, and the next campaign takes up what it has.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import './redis.mjs';

await import('./set-up.mjs');
const main = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));
const args = process.argv.slice(2);

/** The value of an option that is this script's own. */
function taken(name) {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args.splice(at, 2)[1];
}

const count = Number(taken('--workers') ?? 2);
const kept = taken('--keep');
const library = args[0] === undefined || args[0].startsWith('-') ? 'reference' : args.shift();
if (!Number.isInteger(count) || count < 1) {
  console.error('campaign-local: --workers is a number of workers, at least 1');
  process.exit(2);
}

const folder = kept === undefined ? mkdtempSync(join(tmpdir(), 'tensor-laws-campaign-')) : resolve(kept);
mkdirSync(folder, { recursive: true });
const password = randomUUID();
const port = await new Promise((settle) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => settle(port));
  });
});
const running = [];

/** A process that ends with this one; `line` is called with each line that it writes. */
function start(command, args, options, line) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], ...options });
  running.push(child);
  if (line !== undefined) createInterface({ input: child.stdout }).on('line', line);
  return child;
}

const ended = (child) => new Promise((settle) => child.on('exit', (status) => settle(status ?? 3)));

/** The first line that says so, or an end without it. */
function until(what, begin) {
  return new Promise((settle, fail) => {
    const child = begin((line) => {
      const match = what.exec(line);
      if (match !== null) settle(match);
    });
    child.on('exit', (status) => fail(new Error(`it ended with status ${status}`)));
    child.on('error', fail);
  });
}

/** The workers first: they let go of the server. */
async function stop() {
  for (const child of running.reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    const slow = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended(child);
    clearTimeout(slow);
  }
  if (kept === undefined && existsSync(folder)) rmSync(folder, { recursive: true, force: true });
}

let status = 3;
try {
  await until(/Ready to accept connections/, (line) => {
    const redis = start('redis-server', ['-'], { stdio: ['pipe', 'pipe', 'inherit'] }, line);
    // By its input, where no list of processes shows the password.
    redis.stdin.end(
      `port ${port}\nbind 127.0.0.1\nrequirepass ${password}\ndir "${folder}"\nsave ""\nappendonly ${kept === undefined ? 'no' : 'yes'}\n`,
    );
    return redis;
  });
  const env = { ...process.env, TENSOR_LAWS_QUEUE: `redis://:${password}@127.0.0.1:${port}` };
  const workers = Array.from({ length: count }, () =>
    until(/^working for campaigns of (\S+)/, (line) =>
      start(process.execPath, [main, 'campaign', 'worker', '--library', library, '--workers', '1'], { env }, line),
    ),
  );
  const [, name] = (await Promise.all(workers))[0];
  console.log(`a server and ${count} worker${count === 1 ? '' : 's'} of ${name} are there`);
  const conductor = start(process.execPath, [main, 'campaign', 'start', '--library', name, ...args], { env, stdio: 'inherit' });
  // It says what it has found so far, and ends.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && conductor.kill(signal));
  status = await ended(conductor);
} catch (thrown) {
  console.error(`campaign-local: ${thrown.message}`);
} finally {
  await stop();
}
process.exit(status);
