/** Connections to a Redis server that is there, takes the password, and is new enough. */
import type { Redis } from 'ioredis';
import semver from 'semver';
import { describeThrown } from '../judge/failures.js';
import { QueueProblem } from './backend.js';

/** BullMQ's scripts need it. */
const oldest = '6.2.0';

/** Milliseconds that the first connection may take. */
const patience = 5000;

/** Of every key. */
export const prefix = 'tensor-laws:';

/** Which server, and what it is called. */
export interface Address {
  /** `redis://user:password@host:port/number`; `rediss://` for TLS. */
  readonly url: URL;
  /** Without user and password. */
  readonly place: string;
  /** The option that it was given with. */
  readonly option: '--queue' | '--database';
}

/** What a connection does while the server is away. */
interface Patience {
  /** Attempts to connect after which what was asked fails; `null`: it never does. Default: that. */
  readonly maxRetriesPerRequest?: number | null;
  /** Milliseconds after which it fails. Default: no limit. */
  readonly commandTimeout?: number;
}

/** Why the first connection came to nothing, and what to do. */
function refusal({ place, option }: Address, thrown: unknown): QueueProblem {
  const why = describeThrown(thrown).split('\n')[0]!;
  const options = { cause: thrown };
  if (/WRONGPASS|NOAUTH|invalid password|NOPERM/.test(why))
    return new QueueProblem(
      `${place} refuses the user or the password: give both in the address, redis://user:password@host:port, or in TENSOR_LAWS_${option.slice(2).toUpperCase()}`,
      options,
    );
  return new QueueProblem(`there is no Redis at ${place} (${why}): start one, or give the address of another with ${option}`, options);
}

/** A server that answers. */
export class RedisServer {
  private readonly open: Redis[] = [];
  private isAway = false;

  private constructor(
    private readonly make: (options: Patience) => Redis,
    readonly place: string,
    private readonly warn: (line: string) => void,
  ) {}

  /**
   * @param warn told where the server is away for a while, and back
   * @throws QueueProblem where there is no server, it refuses, or is too old
   */
  static async reach(address: Address, warn: (line: string) => void): Promise<RedisServer> {
    const { Redis } = await import('ioredis');
    const { url, place } = address;
    const again = { retryStrategy: (times: number) => Math.min(100 * 2 ** times, 3000) };
    const first = new Redis(url.href, { lazyConnect: true, connectTimeout: patience, retryStrategy: () => null, maxRetriesPerRequest: 0 });
    let failed: unknown;
    first.on('error', (error) => (failed ??= error));
    try {
      await first.connect();
      const info = await first.info('server');
      const version = /^redis_version:(\S+)/m.exec(info)?.[1] ?? '0.0.0';
      if (semver.lt(semver.coerce(version) ?? '0.0.0', oldest))
        throw new QueueProblem(`${place} is Redis ${version}, which is too old: Redis ${oldest} or later is needed`);
    } catch (thrown) {
      if (thrown instanceof QueueProblem) throw thrown;
      throw refusal(address, failed ?? thrown);
    } finally {
      first.disconnect();
    }
    return new RedisServer((options) => new Redis(url.href, { ...again, ...options }), place, warn);
  }

  /** A connection that is made again for as long as it takes. */
  connection(options: Patience = {}): Redis {
    const redis = this.make({ maxRetriesPerRequest: null, ...options });
    redis.on('error', (error) => {
      if (!this.isAway) this.warn(`${this.place} does not answer (${describeThrown(error).split('\n')[0]}): trying again`);
      this.isAway = true;
    });
    redis.on('ready', () => {
      if (this.isAway) this.warn(`${this.place} answers again`);
      this.isAway = false;
    });
    this.open.push(redis);
    return redis;
  }

  /** Lets go of the server. */
  close(): void {
    for (const redis of this.open) redis.disconnect();
  }
}
