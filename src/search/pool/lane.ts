/** A place in the pool: one worker at a time, a new one when that is gone. */
import type { Loaded, RequestKind, Requests } from './messages.js';
import type { Answer, PoolWorker } from './pool-worker.js';

/** What a worker holds apart from the library's objects, in megabytes: code, and buffers that are soon freed. */
export const overhead = 512;

export class Lane {
  private worker: PoolWorker | undefined;
  private closed = false;

  constructor(
    private readonly begin: () => PoolWorker,
    /** Megabytes that the library's objects may take. */
    private readonly most: number,
    private readonly notes: Set<string>,
  ) {}

  /**
   * Starts a worker, where there is none.
   *
   * @throws InvalidLibrary where the library does not load
   */
  start(): Promise<Loaded> {
    return this.current().ready;
  }

  /** Asks the lane's worker. A worker that died is replaced before the next request. */
  async request<K extends RequestKind>(kind: K, asked: Requests[K]['asked'], limit?: number): Promise<Answer<K>> {
    const worker = this.current();
    const answer = await worker.request(kind, asked, limit);
    for (const note of worker.notes) this.notes.add(note);
    // What a library leaks is taken back.
    if (worker.memory > this.most + overhead / 2) await worker.kill();
    if (worker.death !== undefined) this.replace();
    return answer;
  }

  /** A worker that no case has touched yet. */
  async renew(): Promise<void> {
    await this.worker?.kill();
    this.replace();
  }

  /** Ends the worker, whatever it does. The next request starts another. */
  async kill(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    await worker?.kill();
  }

  /** Lets the library close itself, for at most a second. */
  async close(): Promise<void> {
    this.closed = true;
    const { worker } = this;
    if (worker === undefined) return;
    if (worker.idle) await worker.request('close', {}, 1000).catch(() => undefined);
    await worker.kill();
  }

  private current(): PoolWorker {
    return (this.worker ??= this.begin());
  }

  private replace(): void {
    this.worker = this.closed ? undefined : this.begin();
  }
}
