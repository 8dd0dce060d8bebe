/** From an address to a server. */
import { InvalidArgument } from '../invalid-argument.js';
import { QueueProblem, type Backend } from './backend.js';

/** An address without user, password and options: what may be said. */
const placeOf = ({ protocol, host, pathname }: URL): string => `${protocol}//${host}${pathname === '/' ? '' : pathname}`;

const isMissing = (thrown: unknown): boolean => (thrown as { code?: unknown } | null)?.code === 'ERR_MODULE_NOT_FOUND';

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
  const address = URL.canParse(given) ? new URL(given) : undefined;
  // What is no address may hold a password all the same.
  if (address === undefined || !['redis:', 'rediss:'].includes(address.protocol))
    throw new InvalidArgument(
      'campaign',
      '--queue',
      address?.protocol ?? 'no address',
      'it must be of the form redis://user:password@host:port',
    );
  try {
    const { connectRedis } = await import('./redis.js');
    return await connectRedis(address, placeOf(address), warn);
  } catch (thrown) {
    if (isMissing(thrown)) throw new QueueProblem('campaigns need two more packages: npm install bullmq ioredis', { cause: thrown });
    throw thrown;
  }
}
