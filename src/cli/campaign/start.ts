import { laws as catalogue } from '../../../properties/index.js';
import { selectLaws } from '../../engine/select.js';
import { toJson } from '../../judge/json.js';
import type { Backend } from '../../queue/backend.js';
import { Campaign } from '../../queue/campaign.js';
import { Dispatcher } from '../../queue/dispatcher.js';
import { QueueExecutor } from '../../queue/executor.js';
import { findWorkers } from '../../queue/find-workers.js';
import { queueOf } from '../../queue/presence.js';
import { databaseFor, defaultTime, openStored, searchOn, Stopped, type SearchFlags } from '../search.js';
import { warn, withQueue, type QueueFlags } from './with-queue.js';

export interface StartFlags extends Omit<SearchFlags, 'time' | 'isolate' | 'database'>, QueueFlags {
  /** Default: the server of the queue. */
  readonly database?: string | false;
  readonly library: string;
  readonly libraryVersion?: string;
  readonly name?: string;
  /** Milliseconds. */
  readonly budget?: number;
}

/** Conducts a campaign to its end, prints what was found, and gives the exit status. */
export function startCampaign(flags: StartFlags): Promise<number> {
  // What is wrong with them is said before anything stands on the server.
  selectLaws(catalogue, flags.laws);
  return withQueue(flags, (backend) => conduct(backend, flags));
}

/** What the campaign is to do: who takes it up asks for the same, or for a seed that was drawn. */
async function begin(backend: Backend, flags: StartFlags): Promise<Campaign> {
  const { library, runs, exhaustive, laws = [], name = library, seed, shard } = flags;
  const time = flags.budget ?? (runs === undefined && exhaustive === undefined ? defaultTime : undefined);
  return Campaign.begin(backend.store, name, {
    library,
    laws,
    ...(seed !== undefined && { seed }),
    ...(runs !== undefined && { runs }),
    ...(time !== undefined && { time }),
    ...(exhaustive !== undefined && { exhaustive }),
    ...(shard !== undefined && { shard: `${shard.index}/${shard.count}` }),
  });
}

async function conduct(backend: Backend, flags: StartFlags): Promise<number> {
  const campaign = await begin(backend, flags);
  if (campaign.isTakenUp) warn(`the campaign '${campaign.name}' is taken up where it was left`);
  let dispatcher: Dispatcher | undefined;
  let hasReport = false;
  const { library, libraryVersion = campaign.libraryVersion } = flags;
  const { seed, time } = campaign;
  try {
    return await searchOn(
      library,
      { ...flags, isolate: true, seed, ...(time !== undefined && { time }) },
      {
        signal: campaign.signal,
        executor: async (stop) => {
          const signal = AbortSignal.any([stop, campaign.signal]);
          const loaded = await findWorkers(backend.store, library, libraryVersion, warn, signal);
          if (loaded === undefined) throw new Stopped(campaign.stopped ?? 'it was stopped before there was a worker');
          campaign.serves(loaded.library.version);
          dispatcher = await Dispatcher.start(backend, queueOf(loaded.library), campaign.id, warn);
          return new QueueExecutor(dispatcher, loaded, signal);
        },
        database: (name, laws, say) => {
          const { database } = flags;
          return database === undefined ? openStored(backend.failures(say), name, laws) : databaseFor({ database }, name, laws, say);
        },
        onProgress: ({ done, total, runs, checks }) => campaign.progress({ done, total, runs, checks, tasks: dispatcher?.handed ?? 0 }),
        onFinding: ({ title }) => campaign.found(title),
        onReport: async (report, isWhole) => {
          hasReport = true;
          await campaign.end(toJson(report) as object, isWhole);
          await dispatcher?.forget();
        },
      },
    );
  } finally {
    if (!hasReport) await campaign.end(undefined, false);
    if (campaign.stopped !== undefined) warn(campaign.stopped);
  }
}
