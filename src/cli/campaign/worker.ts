import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from '../../search/pool/pool.js';
import { availableParallelism } from 'node:os';
import { inPage } from '../isolation.js';
import { InvalidArgument } from '../../invalid-argument.js';
import { serveQueue } from '../../queue/serve.js';
import { onInterrupt } from '../isolation.js';
import { warn, withQueue, type QueueFlags } from './with-queue.js';

export interface WorkerFlags extends QueueFlags {
  readonly library: string;
  readonly workers?: number;
  /** Milliseconds. */
  readonly timeout?: number;
  /** Megabytes. */
  readonly memory?: number;
}

/** Works for the campaigns of a library until it is told to stop. */
export function workForCampaigns(flags: WorkerFlags): Promise<number> {
  const { library, workers = availableParallelism(), timeout, memory } = flags;
  if (inPage(library, {}))
    throw new InvalidArgument(
      'campaign worker',
      '--library',
      library,
      'it runs in a page of a browser, which workers of a campaign have not',
    );
  return withQueue(flags, async (backend) => {
    const stop = new AbortController();
    const ignore = onInterrupt(stop, warn);
    const entry = new URL(`../worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
    const limits = { workers, ...(timeout !== undefined && { timeout }), ...(memory !== undefined && { memory }) };
    const pool = await Pool.start({ entry, library, ...limits });
    try {
      const { close } = await serveQueue(backend, pool, { processes: workers, warn });
      const { name, version } = pool.library;
      process.stdout.write(`working for campaigns of ${name}${version === undefined ? '' : ` ${version}`} at ${backend.place}\n`);
      while (!stop.signal.aborted) await pause(60_000, undefined, { signal: stop.signal }).catch(() => undefined);
      await close();
      return 0;
    } finally {
      await pool.close();
      ignore();
    }
  });
}
