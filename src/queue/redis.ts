/** A Redis server as what a campaign stands on. */
import type { Redis } from 'ioredis';
import semver from 'semver';
import { describeThrown } from '../judge/failures.js';
import { QueueProblem, type Backend, type Kind, type Store } from './backend.js';

/** BullMQ's scripts need it. */
const oldest = '6.2.0';

/** Milliseconds that the first connection may take. */
const patience = 5000;

/** Of every key. */
const prefix = 'tensor-laws:';

const keyOf = (kind: Kind, name: string): string => `${prefix}${kind}:${name}`;

/** The set of the names of a kind. */
const namesOf = (kind: Kind): string => `${prefix}all:${kind}`;

/** Takes a free key, or makes one's own last longer. */
const claimScript = `
local holder = redis.call('GET', KEYS[1])
if holder == false then redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) return 1 end
if holder == ARGV[1] then redis.call('PEXPIRE', KEYS[1], ARGV[2]) return 1 end
return 0`;

class RedisStore implements Store {
  constructor(private readonly redis: Redis) {}

  async read(kind: Kind, name: string): Promise<unknown> {
    const text = await this.redis.get(keyOf(kind, name));
    return text === null ? undefined : JSON.parse(text);
  }

  async write(kind: Kind, name: string, value: unknown, lasts?: number): Promise<void> {
    const text = JSON.stringify(value);
    if (lasts === undefined) await this.redis.set(keyOf(kind, name), text);
    else await this.redis.set(keyOf(kind, name), text, 'PX', lasts);
    await this.redis.sadd(namesOf(kind), name);
  }

  async claim(kind: Kind, name: string, holder: string, lasts: number): Promise<boolean> {
    return (await this.redis.eval(claimScript, 1, keyOf(kind, name), JSON.stringify(holder), lasts)) === 1;
  }

  async delete(kind: Kind, name: string): Promise<void> {
    await this.redis.del(keyOf(kind, name));
    await this.redis.srem(namesOf(kind), name);
  }

  async list(kind: Kind): Promise<(readonly [string, unknown])[]> {
    const names = (await this.redis.smembers(namesOf(kind))).sort();
    if (names.length === 0) return [];
    const texts = await this.redis.mget(...names.map((name) => keyOf(kind, name)));
    const gone = names.filter((_, i) => typeof texts[i] !== 'string');
    if (gone.length > 0) await this.redis.srem(namesOf(kind), ...gone);
    return names.flatMap((name, i) => (typeof texts[i] === 'string' ? [[name, JSON.parse(texts[i]) as unknown] as const] : []));
  }
}

/** Why the first connection came to nothing, and what to do. */
function refusal(place: string, thrown: unknown): QueueProblem {
  const why = describeThrown(thrown).split('\n')[0]!;
  const options = { cause: thrown };
  if (/WRONGPASS|NOAUTH|invalid password|NOPERM/.test(why))
    return new QueueProblem(
      `${place} refuses the user or the password: give both in the address, redis://user:password@host:port, or in TENSOR_LAWS_QUEUE`,
      options,
    );
  return new QueueProblem(`there is no Redis at ${place} (${why}): start one, or give the address of another with --queue`, options);
}

/**
 * Connects to a Redis server.
 *
 * @param address of the form `redis://user:password@host:port/number`; `rediss://` for TLS
 * @param warn told where the server is away for a while, and back
 * @throws QueueProblem where there is no server, it refuses, or is too old
 */
export async function connectRedis(address: URL, place: string, warn: (line: string) => void): Promise<Backend> {
  const [{ Redis }, { Queue, QueueEvents, Worker }] = await Promise.all([import('ioredis'), import('bullmq')]);
  const first = new Redis(address.href, {
    lazyConnect: true,
    connectTimeout: patience,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  let failed: unknown;
  first.on('error', (error) => (failed ??= error));
  try {
    await first.connect();
    const info = await first.info('server');
    const version = /^redis_version:(\S+)/m.exec(info)?.[1] ?? '0.0.0';
    if (semver.lt(semver.coerce(version) ?? '0.0.0', oldest))
      throw new QueueProblem(`${place} is Redis ${version}, which is too old: a campaign needs Redis ${oldest} or later`);
  } catch (thrown) {
    if (thrown instanceof QueueProblem) throw thrown;
    throw refusal(place, failed ?? thrown);
  } finally {
    first.disconnect();
  }
  const open: Redis[] = [];
  let isAway = false;
  /** A connection that is made again for as long as it takes. */
  const connection = (): Redis => {
    const redis = new Redis(address.href, { maxRetriesPerRequest: null, retryStrategy: (times) => Math.min(100 * 2 ** times, 3000) });
    redis.on('error', (error) => {
      if (!isAway) warn(`${place} does not answer (${describeThrown(error).split('\n')[0]}): trying again`);
      isAway = true;
    });
    redis.on('ready', () => {
      if (isAway) warn(`${place} answers again`);
      isAway = false;
    });
    open.push(redis);
    return redis;
  };
  const store = connection();
  const shared = { prefix: `${prefix}queue` };
  const quiet = <T extends { on(event: 'error', listener: () => void): unknown }>(each: T): T => {
    // Said by its connection.
    each.on('error', () => undefined);
    return each;
  };
  return {
    place,
    store: new RedisStore(store),
    queue: (name) => quiet(new Queue(name, { connection: connection(), ...shared, streams: { events: { maxLen: 1000 } } })),
    events: (name) => quiet(new QueueEvents(name, { connection: connection(), ...shared })),
    worker: (name, process, options) => quiet(new Worker(name, process, { ...options, connection: connection(), ...shared })),
    close: () => {
      for (const redis of open) redis.disconnect();
      return Promise.resolve();
    },
  };
}
