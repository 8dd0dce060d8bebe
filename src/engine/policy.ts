/** What a run is told to do, and what it tells of what it does. */
import type { Finding } from '../diagnosis/findings/findings.js';
import type { Counterexample } from '../judge/counterexample.js';
import type { Verdict } from '../judge/verdict.js';
import type { Report } from '../report/report.js';
import type { Job, JobResult } from './executor.js';
import type { Diagnosis, Found } from './found.js';

/** Runs of every law, up to this one. */
export interface Stretch {
  readonly end: number;
  /** Whether the report may tell of what was found up to here, where all laws came so far. */
  readonly isCheckpoint: boolean;
}

export interface Policy {
  readonly seed: number;
  readonly stretches: Iterable<Stretch>;
  /** Milliseconds; Infinity for no limit. */
  readonly time: number;
  /** Whether a law's first runs pass over nothing, and end when the time is up: its first failure is told, whatever is known by then. */
  readonly eachByItself: boolean;
  /** Runs that the report says were made. Default: those up to the last checkpoint. */
  readonly runs?: number;
  /** Afterwards, every window configuration up to this size. Default: none. */
  readonly exhaustive?: number;
  /** Run before all else. */
  readonly first: readonly Job[];
  readonly signal?: AbortSignal;
  /** The bugs that earlier runs found: they are not new. Default: none. */
  readonly found?: Found;
}

/** What happens in a run. */
export type RunEvent =
  /** The first job of a law was handed out. */
  | { readonly kind: 'started'; readonly law: string }
  /** A job of a law has come back. */
  | ({ readonly kind: 'checked'; readonly verdict: Verdict; readonly isFirst: boolean } & SearchProgress)
  /** A case that was run before all else has come back. */
  | { readonly kind: 'replayed'; readonly result: JobResult }
  /** A law fails in a case, as small as the law's own shrinks make it. */
  | { readonly kind: 'failed'; readonly law: string; readonly counterexample: Counterexample }
  /** A law got no answer: its op ended or hung the process, or did not settle, or returned no tensor; or the law itself broke off. */
  | { readonly kind: 'crashed'; readonly law: string; readonly verdict: Extract<Verdict, { kind: 'crashed' | 'timedOut' }> }
  /** A failure is that of a bug. */
  | ({ readonly kind: 'diagnosed'; readonly law: string } & Diagnosis)
  /** A case that ends its process was made smaller. */
  | { readonly kind: 'shrunk'; readonly law: string; readonly verdict: Verdict }
  | { readonly kind: 'checkpoint'; readonly runs: number; readonly findings: readonly Finding[] }
  | { readonly kind: 'done'; readonly report: Report };

export interface SearchProgress {
  readonly law: string;
  /** The law's, so far. */
  readonly verdict: Verdict;
  /** Jobs done in this sweep, this one included, and jobs in all so far. */
  readonly done: number;
  readonly total: number;
  /** Run that each law has reached when the sweep is done. */
  readonly runs: number;
  /** Law checks so far. */
  readonly checks: number;
}

/** One stretch in which each law is judged by itself: what a check or a test makes of it. */
export function checkPolicy(given: { readonly seed: number; readonly runs: number; readonly time: number }): Policy {
  return { ...given, stretches: [{ end: given.runs, isCheckpoint: true }], eachByItself: true, first: [] };
}
