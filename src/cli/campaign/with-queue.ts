/** The server of a campaign, for as long as a command needs it. */
import { printable } from '../../report/words/printable.js';
import { connect } from '../../queue/connect.js';
import type { Backend } from '../../queue/backend.js';

export interface QueueFlags {
  readonly queue?: string;
}

export const warn = (line: string): void => void process.stderr.write(`${printable(`tensor-laws: ${line}`)}\n`);

/** Works with the server, and lets go of it. */
export async function withQueue<T>({ queue }: QueueFlags, work: (backend: Backend) => Promise<T>): Promise<T> {
  const backend = await connect(queue, warn);
  try {
    return await work(backend);
  } finally {
    await backend.close();
  }
}
