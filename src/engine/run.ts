/** The one loop that runs laws on a library: finds a bug, explains it, passes over it, and goes on. */
import type { Finding } from '../diagnosis/findings/findings.js';
import { newIn } from '../diagnosis/cause/same-bug.js';
import type { AnyLaw } from '../law.js';
import { isGreen } from '../report/outcome.js';
import { schemaVersion, type Report } from '../report/report.js';
import { version } from '../version.js';
import type { Executor } from './executor.js';
import { Found } from './found.js';
import type { Policy, RunEvent } from './policy.js';
import { Sweeps } from './sweeps/sweeps.js';

/** Laws that compare one call with the reference come first: what they find is the simplest to tell, and passed over in all others. */
function inTurn(laws: readonly AnyLaw[]): AnyLaw[] {
  const isDirect = ({ id }: AnyLaw): boolean => id.startsWith('agreement/');
  return [...laws.filter(isDirect), ...laws.filter((law) => !isDirect(law))];
}

/** The policy's signal, and its time, as one. */
function stopOf({ time, signal }: Policy): { readonly signal: AbortSignal; readonly end: () => void } {
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  signal?.addEventListener('abort', abort);
  if (signal?.aborted === true) abort();
  const timer = time === Infinity ? undefined : setTimeout(abort, time);
  return {
    signal: stop.signal,
    end: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      // Where nobody wants to know any more, jobs are still under way.
      abort();
    },
  };
}

/**
 * Runs laws on the library of an executor, as a policy says, and tells what happens: the last event is `done`, with the report. Whoever
 * no longer wants to know leaves the loop over the events.
 *
 * The same laws, seed and policy tell the same, whatever executes the jobs. Where the time is up, the report's `findings` are those at
 * the last checkpoint; what came up after it is `beyond`. Before the first checkpoint, all are `findings`.
 *
 * @param executor runs the jobs; closed by the caller
 */
export async function* run(laws: readonly AnyLaw[], executor: Executor, policy: Policy): AsyncGenerator<RunEvent, Report> {
  const started = performance.now();
  const { signal, end: endAll } = stopOf(policy);
  const found = policy.found ?? new Found(executor, executor.known);
  const sweeps = new Sweeps(executor, inTurn(laws), policy, found, signal);
  let reached = 0;
  let counted = 0;
  let whole: readonly Finding[] | undefined;
  try {
    if (policy.first.length > 0) yield* sweeps.replay(policy.first);
    for (const { end, isCheckpoint } of policy.stretches) {
      if (signal.aborted) break;
      yield* sweeps.sweep({ seed: policy.seed, from: reached, runs: end - reached });
      if (signal.aborted) break;
      reached = end;
      if (isCheckpoint || sweeps.isDone) {
        whole = found.list();
        counted = end;
        yield { kind: 'checkpoint', runs: end, findings: whole };
      }
      if (sweeps.isDone) break;
    }
    const { exhaustive: size } = policy;
    if (size !== undefined && !signal.aborted) {
      yield* sweeps.sweep({ seed: policy.seed, from: 0, runs: 1, enumerate: { size, index: 1, count: 1 } });
      if (!signal.aborted) whole = found.list();
    }
    if (!signal.aborted) {
      yield* sweeps.lookForKnown();
      if (!signal.aborted) whole = found.list();
    }
  } finally {
    endAll();
  }
  const all = found.list();
  const beyond = whole === undefined ? [] : newIn(all, whole);
  const ended = policy.signal?.aborted === true ? 'the run was stopped' : undefined;
  const results = laws.map(({ id, statement }) => {
    const tally = sweeps.tally(id);
    return { law: id, statement, verdict: tally.result(ended), runs: tally.reached, elapsed: tally.elapsed };
  });
  const waits = sweeps.waits.list();
  const notes = [...(executor.notes ?? []), ...found.notes];
  const report: Report = {
    schemaVersion,
    tensorLaws: version,
    library: executor.library,
    seed: policy.seed,
    runs: policy.runs ?? counted,
    results,
    findings: whole ?? all,
    known: found.listKnown(),
    conventions: found.listConventions(),
    ...(sweeps.fixed.length > 0 && { fixed: sweeps.fixed }),
    ...(beyond.length > 0 && { beyond }),
    ...(notes.length > 0 && { notes }),
    calls: sweeps.calls,
    drawn: sweeps.drawn,
    ...(waits.length > 0 && { waits }),
    elapsed: performance.now() - started,
    ok: isGreen(results),
  };
  yield { kind: 'done', report };
  return report;
}

/** Listens to a run to its end. */
export async function follow(events: AsyncGenerator<RunEvent, Report>, listen: (event: RunEvent) => void): Promise<Report> {
  for (;;) {
    const next = await events.next();
    if (next.done === true) return next.value;
    listen(next.value);
  }
}
