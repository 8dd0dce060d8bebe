/** A worker of a campaign: takes tasks from the queue of its library, has them done, and answers. */
import type { Job as QueueJob, Worker } from 'bullmq';
import { describeThrown } from '../judge/failures.js';
import type { Job, JobResult } from '../engine/executor.js';
import type { Pool } from '../search/pool/pool.js';
import type { Loaded } from '../search/pool/messages.js';
import type { Backend } from './backend.js';
import { workersOfOne } from './deadly.js';
import { announce, queueOf } from './presence.js';
import { answerJson, BadPayload, parseTask, type Task } from './task.js';

export interface ServeOptions {
  /** Tasks at a time: as many as there are worker processes. */
  readonly processes: number;
  /** Told of what is refused, and what fails. */
  readonly warn: (line: string) => void;
  /** Milliseconds after which a worker that is not heard of has lost its task. Default: 10000. */
  readonly lock?: number;
}

async function smallerOf(pool: Pool, job: Job, index: number): Promise<JobResult> {
  const result = (await pool.run(job))[index];
  if (result === undefined) throw new Error(`${job.law} did not end its process again`);
  return pool.smaller(result);
}

function perform(pool: Pool, task: Task): Promise<unknown> {
  switch (task.kind) {
    case 'run':
      return pool.run(task.asked.job);
    case 'smaller':
      return smallerOf(pool, task.asked.job, task.asked.index);
    case 'explain':
      return pool.explain(task.asked.stray, task.asked.known, task.asked.before, task.asked.isLate);
    case 'shows':
      return pool.shows(task.asked.cause).then((shows) => (shows === undefined ? {} : { shows }));
    case 'say':
      return pool.say(task.asked.cause).then((sentence) => ({ sentence }));
    case 'show':
      return pool.show(task.asked.stray, task.asked.deadly).then((source) => (source === undefined ? {} : { source }));
    case 'whatever':
      return pool.whatever(task.asked.stray, task.asked.cause).then((whatever) => (whatever === undefined ? {} : { whatever }));
  }
}

/**
 * Works for the campaigns of a library until it is closed. Tasks are data: a law by its id, cases, calls and causes; no task names code.
 *
 * @param pool over the library, as this worker's own configuration names it
 * @returns what ends it, once the tasks that it has taken are done
 */
export async function serveQueue(
  backend: Backend,
  pool: Pool,
  { processes, warn, lock = 10_000 }: ServeOptions,
): Promise<{ readonly close: () => Promise<void> }> {
  const { UnrecoverableError } = await import('bullmq');
  const loaded: Loaded = { library: pool.library, known: pool.known, budget: pool.budget };
  const queue = queueOf(pool.library);
  let done = 0;
  const work = async ({ data, id }: QueueJob): Promise<object> => {
    let task: Task;
    try {
      task = parseTask(data);
    } catch (thrown) {
      if (!(thrown instanceof BadPayload)) throw thrown;
      warn(`task ${id ?? ''} is set aside, it is none of this version: ${thrown.message}`);
      throw new UnrecoverableError(`it is no task of this version: ${thrown.message}`);
    }
    const answer = await perform(pool, task).catch((thrown: unknown) => {
      warn(`a task failed, and goes to another worker: ${describeThrown(thrown).split('\n')[0]}`);
      throw thrown;
    });
    done++;
    return answerJson(answer, [...pool.notes]);
  };
  const worker: Worker = backend.worker(queue, work, {
    concurrency: processes,
    lockDuration: lock,
    stalledInterval: lock / 2,
    maxStalledCount: workersOfOne - 1,
    drainDelay: 1,
  });
  await worker.waitUntilReady();
  const presence = await announce(backend.store, loaded, { processes, done: () => done });
  return {
    close: async () => {
      await worker.close();
      await presence.leave();
    },
  };
}
