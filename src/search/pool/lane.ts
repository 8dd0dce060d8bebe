/** A place in the pool: one worker at a time, a new one when that is gone. */
import type { Loaded, RequestKind, Requests } from './messages.js';
import { overhead, WorkerProcess, type Answer, type ProcessOptions } from './worker-process.js';

export class Lane {
  private worker: WorkerProcess | undefined;
  private closed = false;

  constructor(
    private readonly options: ProcessOptions,
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
    if (worker.memory > this.options.memory + overhead / 2) await worker.kill();
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

  private current(): WorkerProcess {
    return (this.worker ??= new WorkerProcess(this.options));
  }

  private replace(): void {
    this.worker = this.closed ? undefined : new WorkerProcess(this.options);
  }
}
