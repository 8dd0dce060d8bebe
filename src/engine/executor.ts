/** Where laws are run: in this process, or in worker processes. */
import type { CallCount } from '../judge/bind/bind.js';
import type { CallTally } from '../judge/bind/call-tally.js';
import type { Explained } from '../diagnosis/findings/findings.js';
import type { Whatever } from '../diagnosis/probe/no-matter.js';
import type { Counterexample } from '../judge/counterexample.js';
import type { Cause, CauseCall } from '../diagnosis/cause/cause.js';
import type { Known } from '../diagnosis/cause/known.js';
import type { Stray } from '../judge/judge.js';
import type { Verdict } from '../judge/verdict.js';
import type { Domain } from '../domain.js';
import type { Closeness } from '../judge/closeness.js';
import type { Budget, ModelTensor } from '../library.js';
import type { OpName } from '../ops/index.js';

/** One law, some runs: the unit of work. Its result depends on nothing else. */
export interface Job {
  readonly law: string;
  readonly seed: number;
  /** Runs to make, from this one on: the first runs of a law are its covering array. */
  readonly from: number;
  readonly runs: number;
  /** Every window configuration up to a size, or a part of them, instead of runs. */
  readonly enumerate?: { readonly size: number; readonly index: number; readonly count: number };
  /** The one case that a path of fast-check leads to, instead of runs; it is not made smaller. */
  readonly path?: string;
  /** Milliseconds after which the runs end. Default: no limit. */
  readonly time?: number;
  /** One case that was stored, instead of runs. */
  readonly example?: unknown;
  /** Bounds that the case which was stored is within, and what it is made smaller to. Default: those of the library. */
  readonly domain?: Partial<Domain>;
  /** Calls that led to the failure of the case that was stored. */
  readonly before?: readonly CauseCall[];
  /** The token of the case that was stored, where it leads to that in this version. */
  readonly token?: string;
  /** Failures whose stray calls these explain all are passed over. */
  readonly exclude: readonly Cause[];
  /** Deaths that are known: one of these is not looked into, and ends the job. */
  readonly deaths?: readonly string[];
}

/** How a job ended its process. */
export interface DeathNote {
  /** The op and the manner: deaths of one kind are one bug, as far as can be told from outside. */
  readonly kind: string;
  /** The op that was called last. */
  readonly op?: OpName;
  /** Whether the case alone did it again, in a process of its own. */
  readonly again: boolean;
  /** Ops that had returned, or thrown, in this job. */
  readonly survived: readonly OpName[];
}

export interface JobResult {
  readonly job: Job;
  readonly verdict: Verdict;
  readonly calls: Readonly<Record<string, CallCount>>;
  /** What some of the calls were like. */
  readonly drawn?: Readonly<CallTally>;
  /** Milliseconds. */
  readonly elapsed: number;
  /** The first failure that known bugs explain, as it was drawn. */
  readonly explained?: Counterexample;
  readonly death?: DeathNote;
}

/** A call that is asked for. */
export interface AskedCall extends CauseCall {
  /** Whether it is made in each of the op's spellings, up to the first that strays; otherwise in the one that it says, or the first. */
  readonly inEach?: boolean;
}

/** What came of one call by itself, or of a result that is held against the reference. */
export type Answer =
  | { readonly kind: 'right'; readonly closeness?: Closeness }
  | { readonly kind: 'strays'; readonly stray: Stray; readonly closeness?: Closeness }
  /** The library does not take it. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** It ended its process, or never came back. */
  | { readonly kind: 'died'; readonly manner: string };

/** What came of a model: its results by name, or why there are none. */
export type ModelAnswer =
  | { readonly kind: 'ran'; readonly results: Readonly<Record<string, ModelTensor>> }
  | { readonly kind: 'threw'; readonly message: string }
  /** The library runs no models. */
  | { readonly kind: 'none' }
  | { readonly kind: 'died'; readonly manner: string };

/** What answers questions beside jobs: one call, or a model. */
export interface Asked {
  /**
   * Makes a call, and holds it against the reference.
   *
   * @param result what is held against it instead, where it was made in another way
   */
  ask(call: AskedCall, result?: unknown): Promise<Answer>;
  /** Runs an ONNX model, where the library runs such. */
  runModel(model: Uint8Array, feeds: Readonly<Record<string, ModelTensor>>): Promise<ModelAnswer>;
}

/** An executor that notes what fails beside its jobs, and answers questions beside them. */
export type NotedExecutor = Executor & Asked & Required<Pick<Executor, 'notes'>>;

export interface Executor {
  /** What was loaded. */
  readonly library: { readonly name: string; readonly version?: string };
  /** What a check may spend on it. Default: no limit. */
  readonly budget?: Budget;
  /** Bugs of the library that are known. Default: none. */
  readonly known?: readonly Known[];
  /** Whether a case that ends or hangs its process costs that case alone. Default: false. */
  readonly isolated?: boolean;
  /** What a job came to: one result, or one more for each time that it ended its process; none where the signal cut it off. */
  run(job: Job, signal?: AbortSignal): Promise<readonly JobResult[]>;
  /** A death with the smallest case that dies so. */
  smaller(result: JobResult, signal?: AbortSignal): Promise<JobResult>;
  /** The cause of a stray: the known one that explains it, or another, which is not looked for where it is late. */
  explain(stray: Stray, known: readonly Cause[], before?: readonly CauseCall[], isLate?: boolean): Promise<Explained>;
  /** Whether calls that a cause predicts to stray do, by it; `undefined` where none can be made. */
  shows(cause: Cause): Promise<boolean | undefined>;
  /** A cause in words. */
  say(cause: Cause): Promise<string>;
  /** The call in the library's own API, where it can show it; not made again where it is deadly. */
  show(stray: Stray, deadly?: boolean): Promise<string | undefined>;
  /** What of a straying call is of no matter to its cause; `undefined` where everything is, or it cannot be told. Default: it is not told. */
  whatever?(stray: Stray, cause: Cause): Promise<Whatever | undefined>;
  /** What was noted of the library and of deviations so far, a line each. Default: nothing. */
  readonly notes?: ReadonlySet<string>;
  close(): Promise<void>;
}
