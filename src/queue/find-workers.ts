/** The workers that a campaign's library has, waited for. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Loaded } from '../search/pool/messages.js';
import { version } from '../version.js';
import { QueueProblem, type Store } from './backend.js';
import { loadedBy, presentWorkers, type PresentWorker } from './presence.js';

const nameOf = ({ library: { name, version: own } }: PresentWorker): string => (own === undefined ? name : `${name} ${own}`);

/** Why no worker that is there will do, and what to do. */
function lack(library: string, workers: readonly PresentWorker[]): string {
  const start = `start one with tensor-laws campaign worker --library ${library}`;
  const alike = workers.filter(({ library: { name } }) => name === library);
  if (alike.length > 0) {
    const versions = [...new Set(alike.map(({ tensorLaws }) => tensorLaws))].join(', ');
    return `the workers of ${library} run tensor-laws ${versions}, this campaign ${version}: install one version on all`;
  }
  const others = [...new Set(workers.map(nameOf))].sort().join(', ');
  return `no worker has the library ${library}${others === '' ? '' : ` (they have ${others})`}: ${start}`;
}

/**
 * What the workers of a library have loaded, once there is one.
 *
 * @param library its name
 * @param wanted its version. Default: the one that all workers have
 * @param say told what is waited for
 * @throws QueueProblem where workers have several versions of it
 */
export async function findWorkers(
  store: Store,
  library: string,
  wanted: string | undefined,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<Loaded | undefined> {
  let said: string | undefined;
  while (!signal.aborted) {
    const workers = await presentWorkers(store);
    const fit = workers.filter(({ tensorLaws, library: own }) => tensorLaws === version && own.name === library);
    const versions = [...new Set(fit.map(({ library: own }) => own.version ?? ''))];
    if (versions.length > 1 && wanted === undefined)
      throw new QueueProblem(`workers have ${library} in the versions ${versions.join(', ')}: say which with --library-version`);
    const of = fit.find(({ library: own }) => wanted === undefined || own.version === wanted);
    const loaded = of && (await loadedBy(store, of.library));
    if (loaded !== undefined) return loaded;
    const line =
      fit.length > 0 && of === undefined
        ? `no worker has ${library} ${wanted ?? ''} (they have ${versions.join(', ')}): start one that has it`
        : lack(library, workers);
    if (line !== said) say(line);
    said = line;
    await pause(500, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}
