/** A thread inside a worker process that ends it when the rest of it no longer can. */
import { Worker } from 'node:worker_threads';

// A library in an endless loop hears of nothing; this thread does. It is JavaScript in a string so that it needs no file of its own.
const source = `
const { workerData } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const { parent, megabytes } = workerData;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  if (process.memoryUsage.rss() < megabytes * 2 ** 20) return;
  writeSync(2, '\\nFATAL ERROR: heap out of memory: the process holds more than ' + megabytes + ' MB\\n');
  process.kill(process.pid, 'SIGKILL');
}, 200);
`;

/**
 * Ends this process once its parent is gone, or once it holds too much memory, typed arrays included.
 *
 * @param megabytes what the process may hold
 */
export function startGuardian(megabytes: number): void {
  const thread = new Worker(source, { eval: true, workerData: { parent: process.ppid, megabytes }, execArgv: [] });
  thread.unref();
}
