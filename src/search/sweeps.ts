/** The state of a search: what was found so far, and what that makes of the jobs to come. */
import type { CallCount } from '../judge/bind.js';
import type { Counterexample } from '../judge/counterexample.js';
import { bugKey, type Exclusion } from '../diagnosis/same-bug.js';
import { Findings, type Finding } from '../diagnosis/findings.js';
import { parseToken } from '../engine/token.js';
import { isRed, type Verdict } from '../judge/verdict.js';
import type { AnyLaw } from '../law.js';
import type { OpName } from '../ops/index.js';
import { DeathFindings } from './death-findings.js';
import type { Executor, Job, JobResult } from '../engine/executor.js';
import { inOrder } from '../engine/in-order.js';
import type { SearchOptions } from './search.js';
import { Tally } from '../engine/tally.js';

/** Jobs under way at a time, at most: what one finds is heeded by the one so many places later. */
const ahead = 8;

/** How often a law is taken up again in one sweep, each time with a bug more passed over. */
const mostRestarts = 40;

/** How often a law may end its process before it is left alone. */
const mostDeaths = 3;

/** The run that a replay token begins with. */
const runOf = (token: string | undefined): number | undefined =>
  token === undefined ? undefined : Number(parseToken(token).path.split(':')[0]);

/** A job of a sweep, and how often its law was taken up again. */
interface Planned {
  readonly job: Omit<Job, 'exclude' | 'deaths'>;
  readonly restarts: number;
}

export class Sweeps {
  private readonly found: Findings;
  private readonly died = new DeathFindings();
  private readonly tallies = new Map<string, Tally>();
  readonly calls: Record<string, CallCount> = {};
  /** Laws about which nothing more can be learned. */
  private readonly settled = new Set<string>();
  private readonly deaths = new Map<string, number>();
  private readonly announced = new Set<string>();
  private readonly shrinking: Promise<void>[] = [];
  private excluded: readonly Exclusion[] = [];
  private checks = 0;

  /** @param laws in the order in which they are run */
  constructor(
    private readonly executor: Executor,
    private readonly laws: readonly AnyLaw[],
    private readonly options: SearchOptions,
    private readonly signal: AbortSignal,
  ) {
    this.found = new Findings(executor);
    for (const { id } of laws) this.tallies.set(id, new Tally());
  }

  /** One stretch of runs of every law; a law that fails is taken up again at the run that failed, until the stretch holds. */
  async sweep(jobOf: (law: string) => Omit<Planned['job'], 'law'>): Promise<void> {
    await this.all(this.laws.map(({ id }) => ({ job: { law: id, ...jobOf(id) }, restarts: 0 })));
  }

  /** Cases of an earlier search. A law is not judged by one that holds now. */
  async replay(jobs: readonly Job[]): Promise<void> {
    await this.all(jobs.filter(({ law }) => this.tallies.has(law)).map((job) => ({ job, restarts: mostRestarts })));
  }

  /** The findings so far, each as small as it gets. */
  async findings(): Promise<readonly Finding[]> {
    await Promise.all(this.shrinking);
    return [...this.found.list(), ...this.died.list()];
  }

  /** Whether nothing more can be learned of any law. */
  get isDone(): boolean {
    return this.laws.every(({ id }) => this.settled.has(id));
  }

  /** The verdict on a law so far. */
  tally(law: string): Tally {
    return this.tallies.get(law)!;
  }

  private async all(queue: Planned[]): Promise<void> {
    let at = 0;
    let done = 0;
    const next = (): Planned | undefined => {
      if (this.signal.aborted) return undefined;
      while (at < queue.length) {
        const planned = queue[at++]!;
        if (!this.settled.has(planned.job.law) && !this.isDead(planned.job.law)) return planned;
        done++;
      }
      return undefined;
    };
    const run = async (planned: Planned): Promise<{ planned: Planned; results: readonly JobResult[] }> => {
      const job: Job = { ...planned.job, exclude: this.excluded, deaths: this.died.known() };
      return { planned, results: await this.executor.run(job, this.signal) };
    };
    const take = async ({ planned, results }: Awaited<ReturnType<typeof run>>): Promise<void> => {
      done++;
      for (const result of results) {
        await this.take(result);
        const again = this.restart(planned, result);
        if (again !== undefined) queue.push(again);
        this.options.onProgress?.({
          law: result.job.law,
          verdict: result.verdict,
          done,
          total: queue.length,
          runs: planned.job.from + planned.job.runs,
          checks: this.checks,
        });
      }
    };
    await inOrder(next, run, take, ahead);
  }

  /** What is left of a job that stopped at a failure. */
  private restart({ job, restarts }: Planned, { verdict }: JobResult): Planned | undefined {
    if (this.options.once === true) return undefined;
    if (verdict.kind !== 'violated' || restarts >= mostRestarts || this.settled.has(job.law)) return undefined;
    const from = runOf(verdict.counterexample.token) ?? job.from;
    return { job: { ...job, from, runs: job.from + job.runs - from }, restarts: restarts + 1 };
  }

  private async take(result: JobResult): Promise<void> {
    const { job, verdict, calls, explained } = result;
    const tally = this.tally(job.law);
    tally.add(result);
    if (job.example !== undefined) this.options.onFirst?.(result);
    if (job.example === undefined || isRed(verdict)) this.settle(job.law, result);
    for (const [op, { returned, threw }] of Object.entries(calls)) {
      const count = (this.calls[op] ??= { returned: 0, threw: 0 });
      count.returned += returned;
      count.threw += threw;
    }
    this.checks += 'runs' in verdict ? verdict.runs : 0;
    if (this.died.add(result)) this.shrink(result);
    const red: Counterexample[] = [];
    if (verdict.kind === 'violated') red.push(verdict.counterexample);
    // An op that returns no tensor is a bug of that op.
    if (verdict.kind === 'crashed' && verdict.counterexample?.blame?.kind === 'badResult') red.push(verdict.counterexample);
    if (explained !== undefined) red.push(explained);
    if (red.length > 0) {
      await this.found.add(red);
      if (this.options.once !== true) this.excluded = this.found.exclusions();
    }
    this.announce();
  }

  private settle(law: string, { verdict, death }: JobResult): void {
    if (death !== undefined) this.deaths.set(law, (this.deaths.get(law) ?? 0) + 1);
    const goesOn =
      verdict.kind === 'holds' ||
      // The library refused many of its cases, and took others.
      (verdict.kind === 'inconclusive' && verdict.runs > 0) ||
      (verdict.kind === 'violated' && verdict.counterexample.blame !== undefined) ||
      (death?.again === true && (this.deaths.get(law) ?? 0) < mostDeaths);
    if (!goesOn) this.settled.add(law);
  }

  /** Whether a law needs an op that ends or hangs every process that calls it: it is not asked. */
  private isDead(law: string): boolean {
    const { requires } = this.laws.find(({ id }) => id === law)!;
    const op = this.died.deadOps().find((each): each is OpName => requires.includes(each));
    if (op === undefined) return false;
    const reason = `it was not run any further: ${op} ends or hangs its process in every call`;
    const verdict: Verdict = { kind: 'inconclusive', runs: 0, discards: {}, reason };
    this.tally(law).add({ job: { law, seed: 0, from: 0, runs: 0, exclude: [] }, verdict, calls: {}, elapsed: 0 });
    this.settled.add(law);
    return true;
  }

  /** Makes the case of a death smaller, beside all else: nothing else depends on it. */
  private shrink(result: JobResult): void {
    const shrunk = this.executor.smaller(result, this.signal).then(async (smallest) => {
      const call = 'counterexample' in smallest.verdict ? smallest.verdict.counterexample?.blame : undefined;
      const reproduction = call === undefined ? undefined : await this.executor.show(call, true);
      this.died.settle(result, smallest, reproduction);
      this.tally(result.job.law).replace(result.verdict, smallest.verdict);
    });
    shrunk.catch(() => undefined);
    this.shrinking.push(shrunk);
  }

  private announce(): void {
    for (const finding of [...this.found.list(), ...this.died.list()]) {
      const key = bugKey(finding);
      if (this.announced.has(key)) continue;
      this.announced.add(key);
      this.options.onFinding?.(finding);
    }
  }
}
