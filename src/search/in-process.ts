/** Jobs run in this process, one after another: no isolation, and no cost of it. */
import { Explainer } from '../check/explainer.js';
import { asLibrary, closeDown, setUp, type PropertyOptions } from '../check/property.js';
import type { AnyLaw } from '../law.js';
import type { TensorLibrary } from '../library.js';
import type { Executor, Job, JobResult } from './executor.js';
import { runJob } from './run-job.js';

/** Lets timers and signals have their turn: a library that computes at once never does. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** An executor over a library that is set up here. */
export async function inProcess(given: TensorLibrary, laws: readonly AnyLaw[], options: PropertyOptions = {}): Promise<Executor> {
  const library = asLibrary(given);
  await setUp(library);
  const explainer = new Explainer(library, options);
  const byId = new Map(laws.map((law) => [law.id, law]));
  return {
    library: { name: library.name, ...(library.version !== undefined && { version: library.version }) },
    async *run(jobs: readonly Job[], signal?: AbortSignal): AsyncGenerator<JobResult> {
      for (const job of jobs) {
        await turn();
        if (signal?.aborted === true) return;
        yield await runJob(byId.get(job.law)!, library, job, options);
      }
    },
    explain: (stray, known) => explainer.explain(stray, known),
    show: (stray) => Promise.resolve(explainer.show(stray)),
    close: () => closeDown(library),
  };
}
