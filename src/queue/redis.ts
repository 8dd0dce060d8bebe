/** A Redis server as what a campaign stands on. */
import type { Redis } from 'ioredis';
import type { Backend, Kind, Store } from './backend.js';
import { RedisDatabase } from './redis-database.js';
import { prefix, RedisServer, type Address } from './redis-connection.js';

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

/**
 * Connects to a Redis server.
 *
 * @param warn told where the server is away for a while, and back
 * @throws QueueProblem where there is no server, it refuses, or is too old
 */
export async function connectRedis(address: Address, warn: (line: string) => void): Promise<Backend> {
  const { Queue, QueueEvents, Worker } = await import('bullmq');
  const server = await RedisServer.reach(address, warn);
  const shared = { prefix: `${prefix}queue` };
  const quiet = <T extends { on(event: 'error', listener: () => void): unknown }>(each: T): T => {
    // Said by its connection.
    each.on('error', () => undefined);
    return each;
  };
  return {
    place: server.place,
    store: new RedisStore(server.connection()),
    failures: (say) => new RedisDatabase(server, say),
    queue: (name) => quiet(new Queue(name, { connection: server.connection(), ...shared, streams: { events: { maxLen: 1000 } } })),
    events: (name) => quiet(new QueueEvents(name, { connection: server.connection(), ...shared })),
    worker: (name, process, options) => quiet(new Worker(name, process, { ...options, connection: server.connection(), ...shared })),
    close: () => {
      server.close();
      return Promise.resolve();
    },
  };
}
