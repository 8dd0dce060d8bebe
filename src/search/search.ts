/** Many runs of many laws: finds a bug, explains it, passes over it, and goes on. */
import type { CallCount } from '../check/bind.js';
import type { Report } from '../check/check-laws.js';
import { Findings, type Finding } from '../check/findings.js';
import { parseToken } from '../check/token.js';
import { isRed, type Verdict } from '../check/verdict.js';
import { InvalidArgument } from '../invalid-argument.js';
import type { AnyLaw } from '../law.js';
import { version } from '../version.js';
import type { Executor, Job, JobResult } from './executor.js';
import { Tally } from './tally.js';

export interface SearchOptions {
  /** Default: drawn anew. */
  readonly seed?: number;
  /** Runs per law, >= 1. Default: without end, where a time is given; 400 otherwise. */
  readonly runs?: number;
  /** Milliseconds in all. Default: no limit. */
  readonly time?: number;
  /** Afterwards, every window configuration up to this size. Default: none. */
  readonly exhaustive?: number;
  /** Ends the search early, with what is known so far. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SearchProgress) => void;
  /** Called with each new finding, when it is made. */
  readonly onFinding?: (finding: Finding) => void;
  /** Run before all else: cases that failed in an earlier search. */
  readonly first?: readonly Job[];
  /** Called with the result of each of them. */
  readonly onFirst?: (result: JobResult) => void;
}

export interface SearchProgress {
  readonly law: string;
  readonly verdict: Verdict;
  /** Jobs done in this round, this one included, and jobs in all. */
  readonly done: number;
  readonly total: number;
  /** Run that each law has reached when the round is done. */
  readonly runs: number;
  /** Law checks so far. */
  readonly checks: number;
}

/** Runs per law of the first sweep, most of them from the covering array, and how much longer each later one is. */
const firstSweep = 25;
const growth = 4;

/** How often a law is taken up again in one sweep, each time with a bug more passed over. */
const mostRestarts = 40;

/** The run that a replay token begins with. */
const runOf = (token: string | undefined): number | undefined =>
  token === undefined ? undefined : Number(parseToken(token).path.split(':')[0]);

/** State of one search. */
class Search {
  readonly findings: Findings;
  readonly tallies = new Map<string, Tally>();
  readonly calls: Record<string, CallCount> = {};
  /** Laws about which nothing more can be learned. */
  private readonly settled = new Set<string>();
  private announced = 0;
  private checks = 0;

  constructor(
    private readonly executor: Executor,
    laws: readonly AnyLaw[],
    private readonly options: SearchOptions,
    private readonly signal: AbortSignal,
  ) {
    this.findings = new Findings(executor);
    for (const { id } of laws) this.tallies.set(id, new Tally());
  }

  /** One stretch of runs of every law; a law that fails is taken up again at the run that failed, until the stretch holds. */
  async sweep(jobOf: (law: string) => Omit<Job, 'exclude' | 'law'>): Promise<void> {
    let jobs = [...this.tallies.keys()].filter((law) => !this.settled.has(law)).map((law): Job => ({ law, exclude: [], ...jobOf(law) }));
    for (let restart = 0; jobs.length > 0 && restart < mostRestarts && !this.signal.aborted; restart++) {
      const exclude = this.findings.exclusions();
      const results = await this.round(jobs.map((job) => ({ ...job, exclude })));
      const failed = results.filter(({ verdict }) => verdict.kind === 'violated');
      await this.collect(results);
      jobs = failed.flatMap(({ job, verdict }) => {
        if (verdict.kind !== 'violated' || this.settled.has(job.law)) return [];
        const at = runOf(verdict.counterexample.token) ?? job.from;
        return [{ ...job, from: at, runs: job.from + job.runs - at }];
      });
    }
  }

  /** Cases of an earlier search. A law is not judged by one that holds now. */
  async replay(jobs: readonly Job[]): Promise<void> {
    const results = await this.round(jobs.filter(({ law }) => this.tallies.has(law)));
    for (const result of results) this.options.onFirst?.(result);
    await this.collect(results);
  }

  private async round(jobs: readonly Job[]): Promise<JobResult[]> {
    const results: JobResult[] = [];
    for await (const result of this.executor.run(jobs, this.signal)) {
      const { job, verdict, calls } = result;
      results.push(result);
      this.tallies.get(job.law)!.add(result);
      if (job.example === undefined || isRed(verdict)) this.settle(job.law, verdict);
      for (const [op, { returned, threw }] of Object.entries(calls)) {
        const count = (this.calls[op] ??= { returned: 0, threw: 0 });
        count.returned += returned;
        count.threw += threw;
      }
      this.checks += 'runs' in verdict ? verdict.runs : 0;
      const progress = { law: job.law, verdict, done: results.length, total: jobs.length };
      this.options.onProgress?.({ ...progress, runs: job.from + job.runs, checks: this.checks });
    }
    // Jobs end in any order; what is made of them must not depend on it.
    return results.sort((a, b) => (a.job.law < b.job.law ? -1 : a.job.law > b.job.law ? 1 : a.job.from - b.job.from));
  }

  private settle(law: string, verdict: Verdict): void {
    const goesOn = verdict.kind === 'holds' || (verdict.kind === 'violated' && verdict.counterexample.blame !== undefined);
    if (!goesOn) this.settled.add(law);
  }

  private async collect(results: readonly JobResult[]): Promise<void> {
    await this.findings.add(results.flatMap(({ verdict }) => (verdict.kind === 'violated' ? [verdict.counterexample] : [])));
    const list = this.findings.list();
    for (const finding of list.slice(this.announced)) this.options.onFinding?.(finding);
    this.announced = list.length;
  }
}

function checked(options: SearchOptions): { seed: number; runs: number; time: number } {
  const { seed = Math.floor(Math.random() * 2 ** 31), time = Infinity, exhaustive } = options;
  const { runs = time === Infinity ? 400 : Infinity } = options;
  if (!Number.isInteger(seed)) throw new InvalidArgument('search', 'seed', seed, 'it is an integer');
  if (runs !== Infinity && (!Number.isInteger(runs) || runs < 1))
    throw new InvalidArgument('search', 'runs', runs, 'it is an integer >= 1');
  if (!(time > 0)) throw new InvalidArgument('search', 'time', time, 'it is a number of milliseconds > 0');
  if (exhaustive !== undefined && (!Number.isInteger(exhaustive) || exhaustive < 1))
    throw new InvalidArgument('search', 'exhaustive', exhaustive, 'it is an integer >= 1');
  return { seed, runs, time };
}

/**
 * Searches a library for bugs: every law, first its covering array, then ever more random cases, then, where asked, every window
 * configuration up to a size. A bug that is found is explained and passed over from then on. The same seed finds the same, whatever
 * executes the jobs; a time budget only cuts the search off.
 *
 * @param executor runs the jobs; closed by the caller
 * @throws InvalidArgument on budgets that are none
 */
export async function search(executor: Executor, laws: readonly AnyLaw[], options: SearchOptions = {}): Promise<Report> {
  const { seed, runs, time } = checked(options);
  const started = performance.now();
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  options.signal?.addEventListener('abort', abort);
  if (options.signal?.aborted === true) abort();
  const timer = time === Infinity ? undefined : setTimeout(abort, time);
  const state = new Search(executor, laws, options, stop.signal);
  let reached = 0;
  try {
    if (options.first !== undefined && options.first.length > 0) await state.replay(options.first);
    for (let length = firstSweep; reached < runs && !stop.signal.aborted; length *= growth) {
      const from = reached;
      const next = Math.min(runs, from + length);
      await state.sweep(() => ({ seed, from, runs: next - from }));
      if (!stop.signal.aborted) reached = next;
    }
    const { exhaustive: size } = options;
    if (size !== undefined && !stop.signal.aborted)
      await state.sweep(() => ({ seed, from: 0, runs: 1, enumerate: { size, index: 1, count: 1 } }));
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', abort);
  }
  const results = laws.map(({ id, statement }) => {
    const tally = state.tallies.get(id)!;
    return { law: id, statement, verdict: tally.result(), elapsed: tally.elapsed };
  });
  return {
    tensorLaws: version,
    library: executor.library,
    seed,
    runs: reached,
    results,
    findings: state.findings.list(),
    calls: state.calls,
    elapsed: performance.now() - started,
    ok: results.every(({ verdict }) => !isRed(verdict)),
  };
}
