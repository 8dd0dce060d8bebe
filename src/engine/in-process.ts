/** Jobs run in this process, one after another: no isolation, and no cost of it. */
import { Explainer } from '../diagnosis/explain/explainer.js';
import { knownOf } from '../diagnosis/cause/known.js';
import { asLibrary, closeDown, setUp } from './lifecycle.js';
import type { PropertyOptions } from './property-options.js';
import { InvalidArgument } from '../invalid-argument.js';
import { checkedDeviations } from '../diagnosis/user-deviations.js';
import type { AnyLaw } from '../law.js';
import type { TensorLibrary } from '../library.js';
import type { NotedExecutor } from './executor.js';
import { askCall, askModel } from './ask.js';
import { runJob } from './jobs/run-job.js';

/** Lets timers and signals have their turn: a library that computes at once never does. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/**
 * An executor for `search` over a library that is set up here. A library that hangs or ends its process takes the search along: the
 * command `tensor-laws search` runs libraries in processes of their own.
 *
 * @param given what `defineLibrary` returns
 * @param laws that jobs may name
 */
export async function inProcess(given: TensorLibrary, laws: readonly AnyLaw[], options: PropertyOptions = {}): Promise<NotedExecutor> {
  checkedDeviations('inProcess', options.deviations ?? []);
  const library = asLibrary(given);
  await setUp(library);
  const explainer = new Explainer(library, options);
  const byId = new Map(laws.map((law) => [law.id, law]));
  let last: Promise<unknown> = Promise.resolve();
  const ahead: (() => Promise<void>)[] = [];
  const goAhead = async (): Promise<void> => {
    for (let next = ahead.shift(); next !== undefined; next = ahead.shift()) await next();
  };
  // One thing at a time: a library may keep state of its own while it computes.
  const queued = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(turn).then(goAhead).then(work);
    last = result.catch(() => undefined);
    return result;
  };
  /** Before what waits: a finding is told without waiting for jobs that it may stop. */
  const aheadOfOthers = <T>(work: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      ahead.push(() => work().then(resolve, reject));
      void queued(() => Promise.resolve());
    });
  const { known, notes } = knownOf(library, options);
  return {
    known,
    get notes() {
      return new Set([...notes, ...explainer.notes]);
    },
    ...(library.budget !== undefined && { budget: library.budget }),
    library: { name: library.name, ...(library.version !== undefined && { version: library.version }) },
    run: (job, signal) => {
      const law = byId.get(job.law);
      if (law === undefined) throw new InvalidArgument('inProcess', 'law', job.law, 'it must be one of the laws that were given');
      const handed = performance.now();
      return queued(async () => {
        if (signal?.aborted === true) return [];
        const waited = performance.now() - handed;
        const result = await runJob(law, library, job.time === undefined ? job : { ...job, time: job.time - waited }, options);
        return [{ ...result, job }];
      });
    },
    smaller: (result) => Promise.resolve(result),
    explain: (stray, known, before, isLate) => queued(() => explainer.explain(stray, known, before, isLate)),
    shows: (cause) => queued(() => explainer.shows(cause)),
    say: (cause) => Promise.resolve(explainer.say(cause)),
    show: (stray, deadly) => Promise.resolve(explainer.show(stray, deadly)),
    whatever: (stray, cause) => aheadOfOthers(() => explainer.whatever(stray, cause)),
    ask: (call, result) => queued(() => askCall(library, call, options.timeout, result)),
    runModel: (model, feeds) => queued(() => askModel(library, model, feeds)),
    close: () => closeDown(library),
  };
}
