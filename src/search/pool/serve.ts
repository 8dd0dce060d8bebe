/** The inside of a worker process. */
import { writeSync } from 'node:fs';
import type { Deviation } from '../../diagnosis/deviation.js';
import type { TensorLibrary } from '../../library.js';
import { startGuardian } from './guardian.js';
import type { Message, Request, WorkerOptions } from './messages.js';
import { startServer } from './server.js';

/**
 * Runs a worker process: loads what its argument names, then answers until the pool goes away.
 *
 * @param load loads a library by its name
 * @param loadDeviations loads deviations by the path of their module
 */
export async function serve(
  load: (name: string) => Promise<TensorLibrary>,
  loadDeviations: (path: string) => Promise<readonly Deviation[]> = () => Promise.resolve([]),
): Promise<void> {
  const { library: name, deviations: path, positions, most, ...options } = JSON.parse(process.argv[2]!) as WorkerOptions;
  const toPool = process.send!.bind(process);
  const send = (message: Message): void => void toPool(message);
  // Whatever the library leaves open, the process ends with the pool.
  const end = process.exit.bind(process);
  process.on('disconnect', () => end(0));
  // Ctrl-C reaches every process of a terminal: when to end is for the pool to say.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  startGuardian(most);
  const answer = await startServer(
    name,
    options,
    { library: () => load(name), ...(path !== undefined && { deviations: () => loadDeviations(path) }) },
    {
      send,
      writePosition: (words) => {
        try {
          writeSync(positions, new Uint8Array(words.buffer), 0, words.byteLength, 0);
        } catch {
          // A full disk: a worker that dies now dies without its position, which is what the reader then says.
          words.fill(0);
        }
      },
      memory: () => process.memoryUsage.rss() / 2 ** 20,
    },
  );
  if (answer !== undefined) process.on('message', (request: Request) => answer(request));
}
