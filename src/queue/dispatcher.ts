/** Tasks handed to a queue, and their answers waited for, whatever becomes of the server and of the workers meanwhile. */
import { createHash } from 'node:crypto';
import type { Queue, QueueEvents } from 'bullmq';
import { describeThrown } from '../judge/failures.js';
import type { Backend } from './backend.js';
import { BadPayload, parseAnswer, taskJson, type TaskKind, type Tasks } from './task.js';

/** What came of a task. */
export type Outcome<K extends TaskKind> =
  | { readonly kind: 'answered'; readonly answer: Tasks[K]['answer'] }
  /** @param isDeadly whether it ended each worker that took it */
  | { readonly kind: 'failed'; readonly reason: string; readonly isDeadly: boolean }
  /** Nobody wants to know any more. */
  | { readonly kind: 'dropped' };

type Settled = Outcome<TaskKind>;

interface Pending {
  readonly kind: TaskKind;
  readonly data: object;
  readonly settle: (outcome: Settled) => void;
  readonly outcome: Promise<Settled>;
  /** Answers that were none. */
  bad: number;
}

/** How often a task may fail in a worker that lives on. */
const attempts = 3;

/** How often a task is looked for that has not come back, in milliseconds: the server may have lost it, or its news. */
const lookEvery = 2000;

/** Answers are kept this long, in seconds: who takes a campaign up again finds them. */
const keep = { age: 7 * 86_400 };

/** As BullMQ says it of a job whose worker was gone too often. */
const stalled = /stalled more than/;

export class Dispatcher {
  private readonly queue: Queue;
  private readonly events: QueueEvents;
  private readonly pending = new Map<string, Pending>();
  private readonly seen = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  readonly notes = new Set<string>();
  /** Bytes of the tasks that were handed out. */
  bytes = 0;

  private constructor(
    backend: Backend,
    name: string,
    private readonly campaign: string,
    private readonly warn: (line: string) => void,
  ) {
    this.queue = backend.queue(name);
    this.events = backend.events(name);
  }

  /**
   * @param name of the queue
   * @param campaign its id: a task of it that was answered before is not run again
   */
  static async start(backend: Backend, name: string, campaign: string, warn: (line: string) => void): Promise<Dispatcher> {
    const dispatcher = new Dispatcher(backend, name, campaign, warn);
    const { events } = dispatcher;
    events.on('completed', ({ jobId, returnvalue }) => dispatcher.answered(jobId, returnvalue));
    events.on('failed', ({ jobId, failedReason }) => dispatcher.failed(jobId, failedReason));
    await events.waitUntilReady();
    dispatcher.timer = setInterval(() => void dispatcher.lookForAll(), lookEvery);
    return dispatcher;
  }

  /** Tasks handed out so far, each once. */
  get handed(): number {
    return this.seen.size;
  }

  /**
   * Has a task done by a worker.
   *
   * @param isSoon whether it goes before those that wait
   */
  async ask<K extends TaskKind>(
    kind: K,
    asked: Tasks[K]['asked'],
    { isSoon = false, signal }: { readonly isSoon?: boolean; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Outcome<K>> {
    const text = JSON.stringify(taskJson(kind, asked));
    const id = createHash('sha256').update(`${this.campaign} ${text}`).digest('hex').slice(0, 32);
    const pending = this.pending.get(id) ?? this.hand(id, kind, text, isSoon);
    if (signal === undefined) return (await pending.outcome) as Outcome<K>;
    const drop = (): void => this.drop(id);
    signal.addEventListener('abort', drop);
    if (signal.aborted) drop();
    try {
      return (await pending.outcome) as Outcome<K>;
    } finally {
      signal.removeEventListener('abort', drop);
    }
  }

  /** Nobody takes the campaign up again: what is kept of its tasks is let go of. */
  async forget(): Promise<void> {
    const ids = [...this.seen];
    for (let i = 0; i < ids.length; i += 100) await Promise.all(ids.slice(i, i + 100).map((id) => this.remove(id)));
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    for (const id of [...this.pending.keys()]) this.drop(id);
    await Promise.all([this.queue.close(), this.events.close()]);
  }

  private hand(id: string, kind: TaskKind, text: string, isSoon: boolean): Pending {
    let settle!: (outcome: Settled) => void;
    const outcome = new Promise<Settled>((resolve) => (settle = resolve));
    const pending: Pending = { kind, data: JSON.parse(text) as object, settle, outcome, bad: 0 };
    this.pending.set(id, pending);
    if (!this.seen.has(id)) this.bytes += text.length;
    this.seen.add(id);
    void this.add(id, pending, isSoon);
    return pending;
  }

  private async add(id: string, { kind, data }: Pending, isSoon = false): Promise<void> {
    try {
      await this.queue.add(kind, data, {
        jobId: id,
        lifo: isSoon,
        attempts,
        backoff: { type: 'exponential', delay: 500 },
        removeOnComplete: keep,
        removeOnFail: keep,
      });
      // It may have been answered before.
      await this.look(id, false);
    } catch (thrown) {
      this.note(`a task was not handed out (${describeThrown(thrown).split('\n')[0]}): trying again`);
    }
  }

  private async lookForAll(): Promise<void> {
    for (const id of [...this.pending.keys()]) {
      try {
        await this.look(id, true);
      } catch (thrown) {
        this.note(`a task was not found again (${describeThrown(thrown).split('\n')[0]}): trying again`);
      }
    }
  }

  /** Whether a task was answered; one that is not there any more is handed out again. */
  private async look(id: string, again: boolean): Promise<void> {
    const job = await this.queue.getJob(id);
    const pending = this.pending.get(id);
    if (pending === undefined) return;
    if (job === undefined || job === null) {
      if (again) await this.add(id, pending);
      return;
    }
    const state = await job.getState();
    if (state === 'completed') this.answered(id, job.returnvalue);
    else if (state === 'failed') this.failed(id, job.failedReason);
  }

  private answered(id: string, json: unknown): void {
    const pending = this.pending.get(id);
    if (pending === undefined) return;
    try {
      const { answer, notes } = parseAnswer(pending.kind, json);
      for (const note of notes) this.notes.add(note);
      this.settle(id, { kind: 'answered', answer });
    } catch (thrown) {
      if (!(thrown instanceof BadPayload)) throw thrown;
      if (++pending.bad >= attempts) this.failed(id, `no worker gave an answer that can be read: ${thrown.message}`);
      else void this.remove(id).then(() => (this.pending.has(id) ? this.add(id, pending) : undefined));
    }
  }

  private failed(id: string, reason: string): void {
    this.settle(id, { kind: 'failed', reason: reason.split('\n')[0]!, isDeadly: stalled.test(reason) });
  }

  private drop(id: string): void {
    if (!this.pending.has(id)) return;
    this.settle(id, { kind: 'dropped' });
    void this.remove(id);
  }

  private settle(id: string, outcome: Settled): void {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    pending?.settle(outcome);
  }

  private async remove(id: string): Promise<void> {
    // One that a worker has taken stays with it.
    await this.queue.remove(id).catch(() => undefined);
  }

  private note(line: string): void {
    if (this.notes.has(line)) return;
    this.notes.add(line);
    this.warn(line);
  }
}
