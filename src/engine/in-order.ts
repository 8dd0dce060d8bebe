/**
 * Runs jobs side by side, and takes their results in order. A job is made once the result `ahead` places before it has been taken, so
 * that what it is made of depends on neither how many run at once nor which ends first.
 *
 * @param next the next job; undefined where there is none, for now
 * @param run a job
 * @param take its result; jobs may come of it
 * @param ahead jobs that may be under way, the one to be taken included, >= 1
 */
export async function inOrder<Job, Result>(
  next: () => Job | undefined,
  run: (job: Job) => Promise<Result>,
  take: (result: Result) => Promise<void>,
  ahead: number,
): Promise<void> {
  const running: Promise<Result>[] = [];
  for (;;) {
    for (let job: Job | undefined; running.length < ahead && (job = next()) !== undefined;) {
      const result = run(job);
      // It is waited for when its turn comes.
      result.catch(() => undefined);
      running.push(result);
    }
    const first = running.shift();
    if (first === undefined) return;
    await take(await first);
  }
}
