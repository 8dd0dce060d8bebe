/** What a check or a search found: the one thing that every renderer of it reads. */
import type { Finding, KnownAs } from '../diagnosis/findings/finding.js';
import type { CallCount } from '../judge/bind/bind.js';
import type { CallTally } from '../judge/bind/call-tally.js';
import type { Verdict } from '../judge/verdict.js';

/** How far a check is. */
export interface Progress {
  readonly law: string;
  readonly verdict: Verdict;
  /** Laws done, this one included. */
  readonly done: number;
  readonly total: number;
}

export interface LawResult {
  readonly law: string;
  readonly statement: string;
  readonly verdict: Verdict;
  /** The run up to which it came. */
  readonly runs: number;
  /** Milliseconds. */
  readonly elapsed: number;
}

/** Of a report's JSON: raised where a field changes its meaning or goes. */
export const schemaVersion = 2;

/** What runs waited for in vain: calls that hang, promises that do not settle. */
export interface Wait {
  /** `conv hangs` */
  readonly what: string;
  /** Milliseconds of one process, in all. */
  readonly elapsed: number;
}

/** A known bug that no longer shows. */
export interface FixedBug extends KnownAs {
  /** Of the finding that it was. */
  readonly id: string;
  readonly sentence: string;
}

export interface Report {
  readonly schemaVersion: typeof schemaVersion;
  readonly tensorLaws: string;
  readonly library: { readonly name: string; readonly version?: string };
  readonly seed: number;
  readonly runs: number;
  readonly results: readonly LawResult[];
  /** The distinct bugs behind the red laws. */
  readonly findings: readonly Finding[];
  /** The bugs that showed and are known: no law is red for them. */
  readonly known: readonly Finding[];
  /** Other meanings that somebody documents: no law is red for them. */
  readonly conventions: readonly Finding[];
  /** Known bugs that no longer show: each makes a law red, until it is taken out; absent where there is none. */
  readonly fixed?: readonly FixedBug[];
  /** Bugs found beyond the runs that every law was given, before the time of a search was up: by chance of speed. */
  readonly beyond?: readonly Finding[];
  /** What could not be read, or failed beside the laws, a line each: entries of known bugs, deviations; absent where nothing did. */
  readonly notes?: readonly string[];
  /** How often each op returned, and how often it threw. */
  readonly calls: Readonly<Record<string, CallCount>>;
  /** What a sample of the calls was like: by feature (rank, window, stride, ...) and its value, how many calls or axes have it. */
  readonly drawn?: Readonly<CallTally>;
  /** What held up the laws, the longest first; absent where nothing did. */
  readonly waits?: readonly Wait[];
  /** Milliseconds. */
  readonly elapsed: number;
  /** Whether no verdict is red, and not too few laws were decided: at most a tenth of those that the ops allow stayed inconclusive. */
  readonly ok: boolean;
}
