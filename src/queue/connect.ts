/** From an address to a server. */
import { InvalidArgument } from '../invalid-argument.js';
import type { FailureDatabase } from '../search/database.js';
import { QueueProblem, type Backend } from './backend.js';
import type { Address } from './redis-connection.js';

/** An address without user, password and options: what may be said. */
const placeOf = ({ protocol, host, pathname }: URL): string => `${protocol}//${host}${pathname === '/' ? '' : pathname}`;

const isMissing = (thrown: unknown): boolean => (thrown as { code?: unknown } | null)?.code === 'ERR_MODULE_NOT_FOUND';

/** Where an address without user and password finds them, so that they are in no list of processes. */
const secrets = ['TENSOR_LAWS_DATABASE', 'TENSOR_LAWS_QUEUE'];

function withSecret(url: URL): URL {
  if (url.username !== '' || url.password !== '') return url;
  const known = secrets.flatMap((name) => (URL.canParse(process.env[name] ?? '') ? [new URL(process.env[name]!)] : []));
  const same = known.find(({ protocol, host }) => protocol === url.protocol && host === url.host);
  const { username = '', password = '' } = same ?? {};
  return Object.assign(new URL(url), { username, password });
}

/** @throws InvalidArgument on what is no address of a Redis server */
function addressOf(given: string, command: string, option: Address['option']): Address {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  // What is no address may hold a password all the same.
  if (url === undefined || !['redis:', 'rediss:'].includes(url.protocol))
    throw new InvalidArgument(command, option, url?.protocol ?? 'no address', 'it must be of the form redis://user:password@host:port');
  return { url: withSecret(url), place: placeOf(url), option };
}

async function withPackages<T>(what: string, packages: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (isMissing(thrown)) throw new QueueProblem(`${what}: npm install ${packages}`, { cause: thrown });
    throw thrown;
  }
}

/**
 * Connects to the server of a campaign.
 *
 * @param given `redis://host:port`, with user and password where it asks for them
 * @param warn told where the server is away for a while, and back
 * @throws InvalidArgument on anything else
 * @throws QueueProblem where the server cannot be used
 */
export async function connect(given: string | undefined, warn: (line: string) => void): Promise<Backend> {
  if (given === undefined || given === '')
    throw new InvalidArgument(
      'campaign',
      '--queue',
      given,
      'it must be an address such as redis://localhost:6379, here or in TENSOR_LAWS_QUEUE',
    );
  const address = addressOf(given, 'campaign', '--queue');
  return withPackages('campaigns need two more packages', 'bullmq ioredis', async () => {
    const { connectRedis } = await import('./redis.js');
    return connectRedis(address, warn);
  });
}

/**
 * Connects to the failure database of a server.
 *
 * @param given `redis://host:port`, with user and password where it asks for them
 * @param warn told what goes wrong with it
 * @throws InvalidArgument on anything else
 * @throws QueueProblem where the server cannot be used
 */
export async function connectDatabase(given: string, warn: (line: string) => void): Promise<FailureDatabase> {
  const address = addressOf(given, 'search', '--database');
  return withPackages('a database on a server needs one more package', 'ioredis', async () => {
    const [{ RedisServer }, { RedisDatabase }] = await Promise.all([import('./redis-connection.js'), import('./redis-database.js')]);
    return new RedisDatabase(await RedisServer.reach(address, warn), warn);
  });
}
