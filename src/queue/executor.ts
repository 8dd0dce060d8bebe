/** Jobs run by the workers of a queue, on as many machines as there are. */
import { deviations } from '../diagnosis/deviations/index.js';
import { sentenceOf } from '../diagnosis/cause/sentence.js';
import type { Cause, CauseCall } from '../diagnosis/cause/cause.js';
import type { Explained } from '../diagnosis/findings/findings.js';
import type { Whatever } from '../diagnosis/probe/no-matter.js';
import { withoutRule } from '../diagnosis/findings/without-rule.js';
import type { Executor, Job, JobResult } from '../engine/executor.js';
import type { Counterexample } from '../judge/counterexample.js';
import type { Stray } from '../judge/judge.js';
import type { Verdict } from '../judge/verdict.js';
import type { Budget } from '../library.js';
import { withFunctions } from '../search/pool/functions.js';
import type { Loaded } from '../search/pool/messages.js';
import { workersOfOne } from './deadly.js';
import type { Dispatcher, Outcome } from './dispatcher.js';
import type { TaskKind, Tasks } from './task.js';

/** How long questions are waited for once the search is over, in milliseconds: there may be no worker left. */
const patience = 10_000;

/** A job that no worker could do: of one that ended each that took it, a finding of its own. */
function failedJob(job: Job, library: string, { reason, isDeadly }: Extract<Outcome<'run'>, { kind: 'failed' }>): JobResult {
  const { law, seed, from, runs } = job;
  if (!isDeadly) return { job, verdict: { kind: 'crashed', message: `${law} could not be run: ${reason}` }, calls: {}, elapsed: 0 };
  const what = job.example === undefined ? `runs ${from} to ${from + runs - 1} of seed ${seed}` : 'a stored case';
  const message = `${what} ended ${workersOfOne} workers of the campaign, and were set aside`;
  const counterexample: Counterexample = { law, library, case: job.example, kind: 'broke', message, reproduced: true, shrinks: 0 };
  const verdict: Verdict = { kind: 'crashed', message: `${law}: ${message}`, counterexample };
  return { job, verdict, calls: {}, elapsed: 0 };
}

/** The job itself, not the copy that came back: a stored case is known by what it is. */
function ownJob(job: Job, { from, runs }: Pick<Job, 'from' | 'runs'>): Job {
  return from === job.from && runs === job.runs ? job : { ...job, from, runs };
}

export class QueueExecutor implements Executor {
  readonly isolated = true;
  /** What was asked for a result, and its place among what came of it. */
  private readonly origins = new WeakMap<JobResult, { readonly job: Job; readonly index: number }>();

  /**
   * @param loaded what the workers have loaded
   * @param stop the end of the search: from then on nobody waits long
   */
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly loaded: Loaded,
    private readonly stop: AbortSignal,
  ) {}

  get library(): Loaded['library'] {
    return this.loaded.library;
  }

  get budget(): Budget {
    return this.loaded.budget ?? {};
  }

  get known(): Loaded['known'] {
    return this.loaded.known;
  }

  get notes(): ReadonlySet<string> {
    return this.dispatcher.notes;
  }

  async run(job: Job, signal?: AbortSignal): Promise<readonly JobResult[]> {
    const outcome = await this.dispatcher.ask('run', { job }, { signal });
    if (outcome.kind === 'dropped') return [];
    if (outcome.kind === 'failed') return [failedJob(job, this.library.name, outcome)];
    return outcome.answer.map((answer, index) => {
      const result = { ...withFunctions(answer), job: ownJob(job, answer.job) };
      this.origins.set(result, { job, index });
      return result;
    });
  }

  async smaller(result: JobResult, signal?: AbortSignal): Promise<JobResult> {
    const origin = this.origins.get(result);
    if (origin === undefined || result.death === undefined) return result;
    const outcome = await this.dispatcher.ask('smaller', origin, { signal });
    if (outcome.kind !== 'answered') return result;
    return { ...withFunctions(outcome.answer), job: ownJob(origin.job, outcome.answer.job) };
  }

  async explain(stray: Stray, known: readonly Cause[], before: readonly CauseCall[] = [], isLate = false): Promise<Explained> {
    const answer = await this.asked('explain', { stray, known, before, isLate });
    if (answer !== undefined) return answer;
    const cause = withoutRule(stray);
    return { cause, sentence: sentenceOf(cause, deviations) };
  }

  async shows(cause: Cause): Promise<boolean | undefined> {
    const answer = await this.asked('shows', { cause });
    return answer === undefined ? true : answer.shows;
  }

  async say(cause: Cause): Promise<string> {
    return (await this.asked('say', { cause }))?.sentence ?? sentenceOf(cause, deviations);
  }

  async show(stray: Stray, deadly = false): Promise<string | undefined> {
    return (await this.asked('show', { stray, deadly }))?.source;
  }

  async whatever(stray: Stray, cause: Cause): Promise<Whatever | undefined> {
    return (await this.asked('whatever', { stray, cause }))?.whatever;
  }

  close(): Promise<void> {
    return this.dispatcher.close();
  }

  /** What a worker says beside its jobs; `undefined` where it cannot, or none is there once the search is over. */
  private async asked<K extends TaskKind>(kind: K, asked: Tasks[K]['asked']): Promise<Tasks[K]['answer'] | undefined> {
    const late = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const hurry = (): void => void (timer ??= setTimeout(() => late.abort(), patience));
    this.stop.addEventListener('abort', hurry);
    if (this.stop.aborted) hurry();
    try {
      const outcome = await this.dispatcher.ask(kind, asked, { isSoon: true, signal: late.signal });
      return outcome.kind === 'answered' ? outcome.answer : undefined;
    } finally {
      this.stop.removeEventListener('abort', hurry);
      clearTimeout(timer);
    }
  }
}
