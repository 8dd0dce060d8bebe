/** The workers that are there, and what they have loaded. */
import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { z } from 'zod';
import { toJson } from '../judge/json.js';
import type { Loaded } from '../search/pool/messages.js';
import { safeFromJson } from '../search/schema/safe-json.js';
import { count } from '../search/schema/values.js';
import { version } from '../version.js';
import type { Store } from './backend.js';

/** A worker that was not heard of for so long is gone, in milliseconds. */
const lasts = 15_000;

/** How often it is heard of. */
export const beat = 3000;

const library = z.strictObject({ name: z.string(), version: z.string().exactOptional() });

const worker = z.looseObject({
  tensorLaws: z.string(),
  library,
  host: z.string(),
  pid: z.int(),
  processes: z.int(),
  since: z.number(),
  done: count,
});

/** A worker that is there. */
export type PresentWorker = z.infer<typeof worker>;

const loadedJson = z.strictObject({
  library,
  budget: z.looseObject({}).exactOptional(),
  known: z.array(z.looseObject({ bug: z.looseObject({ reason: z.string() }), cause: z.looseObject({ kind: z.string() }), id: z.string() })),
});

/** The queue of a library in a version, for one version of this package: its results are those of no other. */
export function queueOf(loaded: Loaded['library'], tensorLaws = version): string {
  const text = JSON.stringify([tensorLaws, loaded.name, loaded.version ?? '']);
  return `laws-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}

/** Says that a worker is there, until it is told that it is not. */
export async function announce(
  store: Store,
  loaded: Loaded,
  more: { readonly processes: number; readonly done: () => number },
): Promise<{ readonly leave: () => Promise<void> }> {
  const id = randomUUID();
  const since = Date.now();
  const say = async (): Promise<void> => {
    const { processes, done } = more;
    const me: PresentWorker = {
      tensorLaws: version,
      library: loaded.library,
      host: hostname(),
      pid: process.pid,
      processes,
      since,
      done: done(),
    };
    await store.write('library', queueOf(loaded.library), toJson(loaded));
    await store.write('worker', id, me, lasts);
  };
  await say();
  let last: Promise<void> = Promise.resolve();
  let isSaying = false;
  const timer = setInterval(() => {
    // While the server is away, one word waits for it, not many.
    if (isSaying) return;
    isSaying = true;
    last = say()
      .catch(() => undefined)
      .finally(() => (isSaying = false));
  }, beat);
  return {
    leave: async () => {
      clearInterval(timer);
      await last;
      await store.delete('worker', id);
    },
  };
}

/** The workers that are there. */
export async function presentWorkers(store: Store): Promise<readonly PresentWorker[]> {
  return (await store.list('worker')).flatMap(([, json]) => worker.safeParse(json).data ?? []);
}

/** What the workers of a library have loaded; `undefined` where nothing that can be read says so. */
export async function loadedBy(store: Store, of: Loaded['library']): Promise<Loaded | undefined> {
  const json = await store.read('library', queueOf(of));
  if (!loadedJson.safeParse(json).success) return undefined;
  return safeFromJson(json) as Loaded;
}
