/** One job on a library in this process. */
import type { CallCount } from '../judge/bind.js';
import { checkExample } from './check-example.js';
import { enumerateLaw } from './enumerate-law.js';
import type { PropertyOptions } from './property.js';
import type { AnyLaw } from '../law.js';
import type { TensorLibrary } from '../library.js';
import type { Job, JobResult } from './executor.js';
import { runLaw, type LawRun } from './run-law.js';

/** Runs a job on a library that is set up. */
export async function runJob(law: AnyLaw, library: TensorLibrary, job: Job, options: PropertyOptions): Promise<JobResult> {
  const calls: Record<string, CallCount> = {};
  const { exclude, enumerate, example } = job;
  const begun = performance.now();
  const counted = { ...options, calls, exclude };
  const ran: LawRun =
    example !== undefined
      ? { verdict: await checkExample(law, library, example, counted) }
      : enumerate === undefined
        ? await runLaw(law, library, job, counted)
        : { verdict: await enumerateLaw(law, library, enumerate, counted) };
  return { job, ...ran, calls, elapsed: performance.now() - begun };
}
