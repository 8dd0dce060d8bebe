/** A job that was handed out, or that has come back. */
export type Turn<Job, Result> =
  { readonly kind: 'started'; readonly job: Job } | { readonly kind: 'ended'; readonly job: Job; readonly result: Result };

/**
 * Runs jobs side by side, and gives their results in order. A job is made once the result `ahead` places before it has been taken, so
 * that what it is made of depends on neither how many run at once nor which ends first.
 *
 * @param next the next job; undefined where there is none, for now: jobs may come of results
 * @param run a job
 * @param ahead jobs that may be under way, the one to be taken included, >= 1
 */
export async function* inOrder<Job, Result>(
  next: () => Job | undefined,
  run: (job: Job) => Promise<Result>,
  ahead: number,
): AsyncGenerator<Turn<Job, Result>, void> {
  const running: { readonly job: Job; readonly result: Promise<Result> }[] = [];
  for (;;) {
    for (let job: Job | undefined; running.length < ahead && (job = next()) !== undefined;) {
      const result = run(job);
      // It is waited for when its turn comes.
      result.catch(() => undefined);
      running.push({ job, result });
      yield { kind: 'started', job };
    }
    const first = running.shift();
    if (first === undefined) return;
    yield { kind: 'ended', job: first.job, result: await first.result };
  }
}
