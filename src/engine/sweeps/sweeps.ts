/** The state of a run: what was found of each law so far, and what that makes of the jobs to come. */
import type { Cause } from '../../diagnosis/cause/cause.js';
import type { CallCount } from '../../judge/bind/bind.js';
import { addTally, type CallTally } from '../../judge/bind/call-tally.js';
import { isRed, type Verdict } from '../../judge/verdict.js';
import type { AnyLaw } from '../../law.js';
import type { FixedBug } from '../../report/report.js';
import type { OpName } from '../../ops/index.js';
import type { Executor, Job, JobResult } from '../executor.js';
import type { Found } from '../found.js';
import { inOrder } from './in-order.js';
import type { Policy, RunEvent } from '../policy.js';
import { canBeFixed, caseJob, knownAsOf, witnessOf } from './look-for-known.js';
import { stepOf, steps } from './order-of-diagnosis.js';
import { Tally } from './tally.js';
import { parseToken } from '../token.js';
import { Waits } from './waits.js';

/** Jobs under way at a time, at most: the death of one is heeded by the one so many places later. */
const ahead = 8;

/** How often a law is taken up again in one sweep, each time with a bug more passed over. */
const mostRestarts = 40;

/** How often a law may end its process before it is left alone. */
const mostDeaths = 3;

/** The share of a limited time after which no law has its first runs where something was found: that is looked into in the rest. */
const firstShare = 2 / 3;

/** The run that a replay token begins with. */
const runOf = (token: string | undefined): number | undefined =>
  token === undefined ? undefined : Number(parseToken(token).path.split(':')[0]);

/** What a job waited for in vain, apart from its law. */
function waitedFor({ job: { law }, verdict, death }: JobResult): string {
  if (death?.op !== undefined) return death.kind;
  return 'message' in verdict ? verdict.message.replace(`${law}: `, '') : law;
}

/** A job of a sweep, and how often its law was taken up again. */
interface Planned {
  readonly job: Omit<Job, 'exclude' | 'deaths' | 'time'>;
  readonly restarts: number;
  /** The run at which the stretch ends. */
  readonly end: number;
}

type Events = AsyncGenerator<RunEvent, void>;

export class Sweeps {
  private readonly tallies = new Map<string, Tally>();
  readonly calls: Record<string, CallCount> = {};
  readonly drawn: CallTally = {};
  readonly waits = new Waits();
  /** Known bugs that no longer show. */
  readonly fixed: FixedBug[] = [];
  private readonly begun = performance.now();
  private readonly started = new Set<string>();
  /** Laws about which nothing more can be learned. */
  private readonly settled = new Set<string>();
  private readonly deaths = new Map<string, number>();
  private readonly shrinking: Promise<RunEvent>[] = [];
  private checks = 0;

  /** @param laws in the order in which they are run */
  constructor(
    private readonly executor: Executor,
    private readonly laws: readonly AnyLaw[],
    private readonly policy: Policy,
    private readonly found: Found,
    private readonly signal: AbortSignal,
  ) {
    for (const { id } of laws) this.tallies.set(id, new Tally());
  }

  /** One stretch of runs of every law; a law that fails is taken up again at the run that failed, until the stretch holds. */
  sweep(job: Omit<Planned['job'], 'law'>): Events {
    return this.all(this.laws.map(({ id }) => ({ job: { ...job, law: id }, restarts: 0, end: job.from + job.runs })));
  }

  /** Cases of an earlier search. A law is not judged by one that holds now. */
  replay(jobs: readonly Job[]): Events {
    return this.all(
      jobs.filter(({ law }) => this.tallies.has(law)).map((job) => ({ job, restarts: mostRestarts, end: job.from + job.runs })),
    );
  }

  /** Looks for the known bugs that have not shown: each in its stored case, then in calls that its cause predicts. */
  async *lookForKnown(): Events {
    const isDecided = (law: AnyLaw): boolean => !['unsupported', 'inconclusive'].includes(this.tally(law.id).result().kind);
    const asked = this.found.unseen().flatMap((known) => {
      const law = witnessOf(known, this.laws);
      if (law === undefined || !isDecided(law) || !canBeFixed(known, this.executor.isolated)) return [];
      return [{ known, law, job: caseJob(known) }];
    });
    const held = new Set<unknown>();
    for await (const event of this.replay(asked.flatMap(({ job }) => job ?? []))) {
      if (event.kind === 'replayed' && event.result.verdict.kind === 'holds') held.add(event.result.job.example);
      yield event;
    }
    const unseen = this.found.unseen();
    for (const { known, law, job } of asked) {
      if (!unseen.includes(known) || this.signal.aborted) continue;
      if (job !== undefined && !held.has(job.example)) continue;
      this.found.settled(known);
      const { bug, cause, id } = known;
      // Where no call tells, the case alone does.
      const shows = (await this.executor.shows(cause)) ?? job === undefined;
      if (shows) continue;
      const told = knownAsOf(bug);
      this.tally(law.id).fix(told);
      this.fixed.push({ id, sentence: await this.executor.say(cause), ...told });
    }
  }

  /** Whether nothing more can be learned of any law. */
  get isDone(): boolean {
    return this.laws.every(({ id }) => this.settled.has(id));
  }

  /** The verdict on a law so far. */
  tally(law: string): Tally {
    return this.tallies.get(law)!;
  }

  /** Jobs, and what is left of those that stop at a failure: in rounds, so that no job waits for the diagnosis of another. */
  private async *all(first: readonly Planned[]): Events {
    let planned = first;
    const at = { done: 0, total: first.length };
    while (planned.length > 0) {
      const again: Planned[] = [];
      yield* this.round(planned, again, at);
      planned = again;
    }
    for (const shrunk of this.shrinking.splice(0)) yield await shrunk;
  }

  /**
   * Jobs that pass over what is known when they begin.
   *
   * @param again what is left of those that stop at a failure is added to it
   * @param at jobs that are done, and jobs in all
   */
  private async *round(round: readonly Planned[], again: Planned[], at: { done: number; total: number }): Events {
    const queue = [...round];
    const known = this.found.exclusions();
    const postponed = Array.from({ length: steps }, (): { readonly job: Planned; readonly result: readonly JobResult[] }[] => []);
    const next = (): Planned | undefined => {
      if (this.signal.aborted) return undefined;
      const { time, eachByItself } = this.policy;
      const isLate = eachByItself && performance.now() - this.begun > firstShare * time;
      if (isLate && queue[0]?.restarts === 0 && postponed.some(({ length }) => length > 0)) return undefined;
      for (let planned: Planned | undefined; (planned = queue.shift()) !== undefined; at.done++)
        if (!this.settled.has(planned.job.law) && !this.isDead(planned.job.law)) return planned;
      return undefined;
    };
    const run = (planned: Planned): Promise<readonly JobResult[]> => this.executor.run(this.jobOf(planned, known), this.signal);
    for await (const turn of inOrder(next, run, ahead, (results) => results.forEach((result) => this.heed(result)))) {
      const { law } = turn.job.job;
      if (turn.kind === 'started') {
        if (!this.started.has(law)) yield { kind: 'started', law };
        this.started.add(law);
        continue;
      }
      // What a job of several results found is looked into at once.
      const step = Math.max(0, ...turn.result.map(stepOf));
      if (step === 0) yield* this.takeAll(turn.job, turn.result, again, at);
      else postponed[step]!.push(turn);
    }
    for (const turns of postponed) for (const { job, result } of turns) yield* this.takeAll(job, result, again, at);
  }

  private async *takeAll(planned: Planned, results: readonly JobResult[], again: Planned[], at: { done: number; total: number }): Events {
    const { job, restarts, end } = planned;
    const { law } = job;
    at.done++;
    for (const result of results) {
      yield* this.take(result);
      const left = this.restart(planned, result);
      if (left === undefined) continue;
      again.push(left);
      at.total++;
    }
    // Nothing comes of a job that was cut off.
    if (results.length === 0) return;
    const { checks } = this;
    const verdict = this.tally(law).result();
    yield { kind: 'checked', law, verdict, ...at, runs: end, checks, isFirst: restarts === 0 };
  }

  private jobOf({ job, restarts }: Planned, known: readonly Cause[]): Job {
    const { eachByItself, time } = this.policy;
    const left = Math.max(1, time - (performance.now() - this.begun));
    return {
      ...job,
      // A stored case is asked for itself.
      exclude: job.example !== undefined || (eachByItself && restarts === 0) ? [] : known,
      deaths: this.found.deaths(),
      ...(eachByItself && left !== Infinity && { time: left }),
    };
  }

  /** What is left of a job that stopped at a failure. */
  private restart({ job, restarts, end }: Planned, { verdict, death }: JobResult): Planned | undefined {
    if (verdict.kind !== 'violated' && verdict.kind !== 'crashed') return undefined;
    if (death !== undefined || restarts >= mostRestarts || this.settled.has(job.law)) return undefined;
    const from = runOf(verdict.counterexample?.token) ?? job.from;
    // Behind the end lies the run that failed where the library refused cases before: it is taken up again all the same.
    return { job: { ...job, from, runs: Math.max(1, end - from) }, restarts: restarts + 1, end };
  }

  /** What the jobs to come depend on. */
  private heed(result: JobResult): void {
    const { job, verdict } = result;
    this.found.heed(result);
    if (job.example === undefined || isRed(verdict)) this.settle(job.law, result);
  }

  private async *take(result: JobResult): Events {
    const { job, verdict, calls, drawn = {}, explained } = result;
    const { law } = job;
    const { diagnoses, isNewlyUnanswered } = await this.found.add(result, this.signal.aborted);
    this.tally(law).add(result, (counterexample) => this.found.standingOf(counterexample));
    if (job.example !== undefined) yield { kind: 'replayed', result };
    for (const [op, { returned, threw }] of Object.entries(calls)) {
      const count = (this.calls[op] ??= { returned: 0, threw: 0 });
      count.returned += returned;
      count.threw += threw;
    }
    addTally(this.drawn, drawn);
    if (verdict.kind === 'timedOut') this.waits.add({ what: waitedFor(result), elapsed: result.elapsed });
    this.checks += 'runs' in verdict ? verdict.runs : 0;
    if (verdict.kind === 'violated') yield { kind: 'failed', law, counterexample: verdict.counterexample };
    if (verdict.kind === 'crashed' || verdict.kind === 'timedOut') yield { kind: 'crashed', law, verdict };
    if (explained !== undefined) yield { kind: 'failed', law, counterexample: explained };
    if (isNewlyUnanswered) this.shrink(result);
    for (const diagnosis of diagnoses) yield { kind: 'diagnosed', law, ...diagnosis };
  }

  private settle(law: string, { verdict, death }: JobResult): void {
    if (death !== undefined) this.deaths.set(law, (this.deaths.get(law) ?? 0) + 1);
    const goesOn =
      verdict.kind === 'holds' ||
      // The library refused many of its cases, and took others.
      (verdict.kind === 'inconclusive' && verdict.runs > 0) ||
      // A known bug is passed over from now on.
      ((verdict.kind === 'violated' || verdict.kind === 'crashed') && death === undefined && verdict.counterexample?.blame !== undefined) ||
      (death?.again === true && (this.deaths.get(law) ?? 0) < mostDeaths);
    if (!goesOn) this.settled.add(law);
  }

  /** Whether a law needs an op that ends or hangs every process that calls it: it is not asked. */
  private isDead(law: string): boolean {
    const { requires } = this.laws.find(({ id }) => id === law)!;
    const op = this.found.deadOps().find((each): each is OpName => requires.includes(each));
    if (op === undefined) return false;
    const known = this.found.knownDeath(op);
    const reason = `it was not run any further: ${op} ends or hangs its process in every call`;
    const verdict: Verdict =
      known?.known === undefined
        ? { kind: 'inconclusive', runs: 0, discards: {}, reason }
        : { kind: 'known', ...known.known, counterexample: known.counterexample };
    this.tally(law).add({ job: { law, seed: 0, from: 0, runs: 0, exclude: [] }, verdict, calls: {}, elapsed: 0 });
    this.settled.add(law);
    return true;
  }

  /** Makes the case of a death smaller, beside all else: nothing else depends on it. */
  private shrink(result: JobResult): void {
    const { law } = result.job;
    const shrunk = this.executor.smaller(result, this.signal).then(async (smallest): Promise<RunEvent> => {
      const call = 'counterexample' in smallest.verdict ? smallest.verdict.counterexample?.blame : undefined;
      const reproduction = call === undefined ? undefined : await this.executor.show(call, true);
      this.found.settle(result, smallest, reproduction);
      this.tally(law).replace(result.verdict, smallest.verdict);
      return { kind: 'shrunk', law, verdict: smallest.verdict };
    });
    shrunk.catch(() => undefined);
    this.shrinking.push(shrunk);
  }
}
