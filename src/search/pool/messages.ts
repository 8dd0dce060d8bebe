/** What the pool and its workers say to each other: JSON, tensors and odd numbers as `toJson` writes them. */
import type { SeenCall } from './noted.js';
import type { Explained } from '../../diagnosis/findings/findings.js';
import type { Whatever } from '../../diagnosis/probe/no-matter.js';
import type { Cause, CauseCall } from '../../diagnosis/cause/cause.js';
import type { Known } from '../../diagnosis/cause/known.js';
import type { Budget } from '../../library.js';
import type { Stray } from '../../judge/judge.js';
import type { Answer as CallAnswer, Job, JobResult, ModelAnswer } from '../../engine/executor.js';
import type { ToldTensor } from './model-wire.js';

/** One case of one law: a run, the number in an enumeration, or a stored case; and the shrinks that lead on from it. */
export interface Place {
  readonly law: string;
  readonly seed: number;
  readonly path: readonly number[];
  readonly enumerate?: Job['enumerate'];
  readonly example?: unknown;
}

export interface Requests {
  readonly job: { readonly asked: { readonly job: Job; readonly shrink: boolean }; readonly answer: JobResult };
  /** Runs the case itself; nothing is made of how it ends. */
  readonly run: { readonly asked: { readonly place: Place }; readonly answer: true };
  /** Runs the shrinks of a case, one after the other: the last that was begun is where the process died. */
  readonly shrinks: { readonly asked: { readonly place: Place; readonly from: number }; readonly answer: true };
  readonly case: { readonly asked: { readonly place: Place }; readonly answer: { readonly case: unknown } | null };
  /** Runs a case up to one of its calls, counted from 1, and tells of that call instead of making it. */
  readonly call: {
    readonly asked: { readonly place: Place; readonly number: number };
    readonly answer: SeenCall | null;
  };
  readonly explain: {
    readonly asked: {
      readonly stray: Stray;
      readonly known: readonly Cause[];
      readonly before: readonly CauseCall[];
      readonly isLate: boolean;
    };
    readonly answer: Explained;
  };
  readonly shows: { readonly asked: { readonly cause: Cause }; readonly answer: { readonly shows?: boolean } };
  readonly say: { readonly asked: { readonly cause: Cause }; readonly answer: { readonly sentence: string } };
  readonly show: { readonly asked: { readonly stray: Stray; readonly deadly: boolean }; readonly answer: { readonly source?: string } };
  readonly whatever: {
    readonly asked: { readonly stray: Stray; readonly cause: Cause };
    readonly answer: { readonly whatever?: Whatever };
  };
  readonly ask: {
    readonly asked: { readonly call: CauseCall; readonly result?: unknown };
    readonly answer: CallAnswer;
  };
  readonly model: {
    readonly asked: { readonly model: string; readonly feeds: Readonly<Record<string, ToldTensor>> };
    readonly answer: ToldModel;
  };
  readonly close: { readonly asked: Record<string, never>; readonly answer: true };
}

/** What came of a model, as it is told. */
type ToldModel =
  Exclude<ModelAnswer, { readonly kind: 'ran' }> | { readonly kind: 'ran'; readonly results: Readonly<Record<string, ToldTensor>> };

export type RequestKind = keyof Requests;

/** From the pool to a worker. */
export interface Request {
  readonly id: number;
  readonly kind: RequestKind;
  readonly asked: unknown;
}

/** What the inside of a worker is told. */
export interface ServerOptions {
  /** Milliseconds that a promise of the library may take. */
  readonly timeout: number;
  /** Whether cases are wide too. */
  readonly wide: boolean;
  /** A file of known bugs, beside those that the library says; or what it holds. */
  readonly known?: string | object;
}

/** What a worker process is told at its start, as its one argument. */
export interface WorkerOptions extends ServerOptions {
  /** A ready library or a module. */
  readonly library: string;
  /** A module of deviations. */
  readonly deviations?: string;
  /** File descriptor to which each case is written before it runs. */
  readonly positions: number;
  /** Megabytes that the process may hold. */
  readonly most: number;
}

/** What a worker loaded. */
export interface Loaded {
  readonly library: { readonly name: string; readonly version?: string };
  /** What a check may spend on it. */
  readonly budget?: Budget;
  /** Bugs that the library says are known. */
  readonly known: readonly Known[];
}

/** From a worker to the pool. */
export type Message =
  | { readonly kind: 'ready'; readonly loaded: unknown; readonly notes: readonly string[] }
  /** The library does not load. */
  | { readonly kind: 'refused'; readonly name: string; readonly message: string }
  /** It is alive. */
  | { readonly kind: 'sign' }
  /** `memory`: megabytes that the process holds by now. */
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown; readonly memory: number; readonly notes: readonly string[] }
  /** The engine itself failed. */
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
