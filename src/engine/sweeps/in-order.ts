/** A job that was handed out, or that has come back. */
export type Turn<Job, Result> =
  { readonly kind: 'started'; readonly job: Job } | { readonly kind: 'ended'; readonly job: Job; readonly result: Result };

/**
 * Runs jobs side by side, and gives their results in order. A job is made once the result `ahead` places before it has come back, with all
 * before that, so that what it is made of depends on neither how many run at once nor which ends first. Jobs go on while a result that was
 * given is worked on: what they are made of is said by `heed`.
 *
 * @param next the next job; undefined where there are no more
 * @param run a job
 * @param ahead jobs that may be under way, the first that has not come back included, >= 1
 * @param heed takes note of a result, in order, before another job is made
 */
export async function* inOrder<Job, Result>(
  next: () => Job | undefined,
  run: (job: Job) => Promise<Result>,
  ahead: number,
  heed: (result: Result) => void = () => undefined,
): AsyncGenerator<Turn<Job, Result>, void> {
  const turns: Turn<Job, Result>[] = [];
  const running: { readonly job: Job; readonly result: Promise<Result> }[] = [];
  let wake: () => void = () => undefined;
  const start = (): void => {
    for (let job: Job | undefined; running.length < ahead && (job = next()) !== undefined;) {
      const result = run(job);
      // It is waited for when its turn comes.
      result.catch(() => undefined);
      running.push({ job, result });
      turns.push({ kind: 'started', job });
    }
  };
  const runAll = async (): Promise<void> => {
    for (start(); running.length > 0; start()) {
      const { job, result } = running[0]!;
      const ended = await result;
      running.shift();
      heed(ended);
      turns.push({ kind: 'ended', job, result: ended });
      wake();
    }
  };
  let isOver = false;
  const over = runAll().finally(() => {
    isOver = true;
    wake();
  });
  // It is waited for at the end.
  over.catch(() => undefined);
  for (;;) {
    const turn = turns.shift();
    if (turn !== undefined) yield turn;
    else if (isOver) break;
    else await new Promise<void>((resolve) => (wake = resolve));
  }
  await over;
}
