/** Where laws are run: in this process, or in worker processes. */
import type { Condition } from '../check/condition.js';
import type { Exclusion } from '../check/exclusion.js';
import type { Stray } from '../check/judge.js';
import type { CallCount } from '../check/bind.js';
import type { Verdict } from '../check/verdict.js';

/** One law, some runs: the unit of work. Its result depends on nothing else. */
export interface Job {
  readonly law: string;
  readonly seed: number;
  /** Runs to make, from this one on: the first runs of a law are its covering array. */
  readonly from: number;
  readonly runs: number;
  /** Every window configuration up to a size, or a part of them, instead of runs. */
  readonly enumerate?: { readonly size: number; readonly index: number; readonly count: number };
  /** One case that was stored, instead of runs. */
  readonly example?: unknown;
  /** Failures whose stray calls these explain all are passed over. */
  readonly exclude: readonly Exclusion[];
}

export interface JobResult {
  readonly job: Job;
  readonly verdict: Verdict;
  readonly calls: Readonly<Record<string, CallCount>>;
  /** Milliseconds. */
  readonly elapsed: number;
}

export interface Executor {
  /** What was loaded. */
  readonly library: { readonly name: string; readonly version?: string };
  /** Results as they come, in any order. Stops handing out jobs once the signal is aborted. */
  run(jobs: readonly Job[], signal?: AbortSignal): AsyncIterable<JobResult>;
  /** The condition under which the op strays; undefined where none can be said. */
  explain(stray: Stray, known: readonly Exclusion[]): Promise<Condition | undefined>;
  /** The call in the library's own API, where it can show it. */
  show(stray: Stray): Promise<string | undefined>;
  close(): Promise<void>;
}
