/** Pools over the libraries of this folder. */
import { fileURLToPath } from 'node:url';
import { laws } from '../../properties/index.js';
import type { Executor, Job, JobResult } from '../../src/engine/executor.js';
import { Pool, type PoolOptions } from '../../src/search/pool/pool.js';

export const entry = new URL('../../dist/src/cli/worker.js', import.meta.url);

/** The path of a module of `libraries`. */
export function libraryPath(name: string): string {
  return fileURLToPath(new URL(`libraries/${name}.mjs`, import.meta.url));
}

export function startPool(name: string, options: Partial<PoolOptions> = {}): Promise<Pool> {
  return Pool.start({ entry, library: libraryPath(name), workers: 1, timeout: 2000, memory: 128, execArgv: [], ...options });
}

export function jobsOf(ids: readonly string[], more: Partial<Job> = {}): Job[] {
  for (const id of ids) if (!laws.some((law) => law.id === id)) throw new Error(`there is no law ${id}`);
  return ids.map((law) => ({ law, seed: 1, from: 0, runs: 25, exclude: [], ...more }));
}

/** Results by law and run. */
export async function collect(executor: Executor, jobs: readonly Job[]): Promise<JobResult[]> {
  const all = (await Promise.all(jobs.map((job) => executor.run(job)))).flat();
  return all.sort((a, b) => (a.job.law < b.job.law ? -1 : a.job.law > b.job.law ? 1 : a.job.from - b.job.from));
}
