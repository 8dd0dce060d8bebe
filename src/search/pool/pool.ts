/** Jobs run in worker processes: what a library does to its process costs one case, never the search. */
import type { Explained } from '../../diagnosis/findings/findings.js';
import type { Whatever } from '../../diagnosis/probe/no-matter.js';
import type { Cause, CauseCall } from '../../diagnosis/cause/cause.js';
import { deviations } from '../../diagnosis/deviations/index.js';
import { sentenceOf } from '../../diagnosis/cause/sentence.js';
import { withoutRule } from '../../diagnosis/findings/without-rule.js';
import type { Budget, ModelTensor } from '../../library.js';
import type { Stray } from '../../judge/judge.js';
import type { Verdict } from '../../judge/verdict.js';
import { InvalidArgument } from '../../invalid-argument.js';
import type { Answer, Asked, Executor, Job, JobResult, ModelAnswer } from '../../engine/executor.js';
import { kindOf, resultOf, shrinkDeath, type Deadly, type ShrinkLimits } from './deaths.js';
import { Lane } from './lane.js';
import { Lanes } from './lanes.js';
import type { Loaded, Place, Requests } from './messages.js';
import { heardTensors, toBase64, toldTensors } from './model-wire.js';
import { withFunctions } from './functions.js';
import { WorkerFailed, type Death, type PoolWorker } from './pool-worker.js';
import { WorkerProcess } from './worker-process.js';

/** Of a pool, whatever its workers run in. */
export interface PoolLimits {
  /** Workers, >= 1. Default: 2. */
  readonly workers?: number;
  /** Milliseconds that a call of the library may take. Default: 5000. */
  readonly timeout?: number;
  /** Megabytes that the library's objects may take, in each worker. Default: 1024. */
  readonly memory?: number;
  /** Workers that the shrinking of one deadly case may cost. Default: 40. */
  readonly shrinks?: number;
}

export interface PoolOptions extends PoolLimits {
  /** Module that calls `serve`. */
  readonly entry: string | URL;
  /** A ready library or the path of a module, as the entry's loader takes it. */
  readonly library: string;
  /** false: small cases alone, none with extents at sizes where kernels branch. Default: true. */
  readonly wide?: boolean;
  /** The path of a module of deviations, as the entry's loader takes it. Default: none. */
  readonly deviations?: string;
  /** A file of known bugs, beside those that the library says. Default: none. */
  readonly known?: string;
  /** Flags of node for the processes. Default: this process's own. */
  readonly execArgv?: readonly string[];
}

const usual = { workers: 2, timeout: 5000, memory: 1024, shrinks: 40 };

/** How often one law may end its process in one job. */
const mostDeaths = 3;

/** How long running jobs may take to end after an abort, in milliseconds. */
const grace = 1500;

const placeOf = ({ law, seed, enumerate, example }: Job, path: readonly number[]): Place => ({
  law,
  seed,
  path,
  ...(enumerate !== undefined && { enumerate }),
  ...(example !== undefined && { example }),
});

/** A job in which the engine failed is its law's own affair. */
function failedJob(job: Job, thrown: unknown): JobResult[] {
  if (!(thrown instanceof WorkerFailed)) throw thrown;
  const verdict: Verdict = { kind: 'crashed', message: `${job.law} could not be run: ${thrown.message.split('\n')[0]}` };
  return [{ job, verdict, calls: {}, elapsed: 0 }];
}

/** An executor over worker processes. */
export class Pool implements Executor, Asked {
  readonly isolated = true;
  /** Cases that end their process, by what was told of them. */
  private readonly deadly = new WeakMap<JobResult, Deadly>();

  private constructor(
    private readonly lanes: Lanes,
    private readonly loaded: Loaded,
    readonly notes: Set<string>,
    private readonly shrinkLimits: ShrinkLimits,
    /** Milliseconds that a call or a model of any size may take. */
    private readonly patience: number,
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

  /**
   * A pool of worker processes.
   *
   * @throws InvalidLibrary where the library does not load
   * @throws InvalidArgument on numbers of workers, milliseconds or megabytes that are none
   */
  static start(options: PoolOptions): Promise<Pool> {
    const { entry, library, known, deviations, wide = true, execArgv = process.execArgv } = options;
    const more = { ...(known !== undefined && { known }), ...(deviations !== undefined && { deviations }) };
    const { timeout, memory } = { ...usual, ...options };
    return Pool.over(() => new WorkerProcess({ entry, library, timeout, memory, wide, ...more, execArgv }), options);
  }

  /**
   * A pool of workers of one kind. The first starts at once; the others follow with the first jobs.
   *
   * @param begin starts a worker
   * @throws InvalidLibrary where the library does not load
   * @throws InvalidArgument on numbers of workers, milliseconds or megabytes that are none
   */
  static async over(begin: () => PoolWorker, limits: PoolLimits): Promise<Pool> {
    const { workers, timeout, memory, shrinks } = { ...usual, ...limits };
    for (const [name, value] of Object.entries({ workers, timeout, memory, shrinks })) {
      if (!Number.isInteger(value) || value < 1) throw new InvalidArgument('search', name, value, 'it must be an integer >= 1');
    }
    const notes = new Set<string>();
    const lanes = Array.from({ length: workers }, () => new Lane(begin, memory, notes));
    try {
      const loaded = await lanes[0]!.start();
      return new Pool(new Lanes(lanes), loaded, notes, { deaths: shrinks, time: 30_000, hang: Math.min(timeout, 1000) }, 12 * timeout);
    } catch (thrown) {
      await lanes[0]!.close();
      throw thrown;
    }
  }

  run(job: Job, signal?: AbortSignal): Promise<readonly JobResult[]> {
    return this.lanes.use(job.law, async (lane) => {
      if (signal?.aborted === true) return [];
      let timer: NodeJS.Timeout | undefined;
      const abort = (): void => void (timer = setTimeout(() => void lane.kill(), grace));
      signal?.addEventListener('abort', abort);
      try {
        return await this.job(job, lane, signal);
      } catch (thrown) {
        return failedJob(job, thrown);
      } finally {
        signal?.removeEventListener('abort', abort);
        clearTimeout(timer);
      }
    });
  }

  async smaller(result: JobResult, signal?: AbortSignal): Promise<JobResult> {
    const deadly = this.deadly.get(result);
    if (deadly === undefined) return result;
    return this.lanes.use(result.job.law, async (lane) => {
      const smallest = await shrinkDeath(deadly, lane, this.shrinkLimits, signal);
      return this.told(smallest, lane, true);
    });
  }

  async explain(stray: Stray, known: readonly Cause[], before: readonly CauseCall[] = [], isLate = false): Promise<Explained> {
    const answer = await this.asked('explain', { stray, known, before, isLate }, `${stray.op} was not explained`);
    if (answer !== undefined) return answer;
    const cause = withoutRule(stray);
    return { cause, sentence: sentenceOf(cause, deviations) };
  }

  async shows(cause: Cause): Promise<boolean | undefined> {
    const answer = await this.asked('shows', { cause }, 'calls of a known bug were not made');
    return answer === undefined ? true : answer.shows;
  }

  async say(cause: Cause): Promise<string> {
    const answer = await this.asked('say', { cause }, 'a cause was not put into words');
    return answer?.sentence ?? sentenceOf(cause, deviations);
  }

  async show(stray: Stray, deadly = false): Promise<string | undefined> {
    const answer = await this.asked('show', { stray, deadly }, `a call of ${stray.op} was not shown in the library's own API`);
    return answer?.source;
  }

  async whatever(stray: Stray, cause: Cause): Promise<Whatever | undefined> {
    const answer = await this.asked('whatever', { stray, cause }, `what does not matter in a call of ${stray.op} was not looked for`);
    return answer?.whatever;
  }

  async ask(call: CauseCall, result?: unknown): Promise<Answer> {
    const answer = await this.lanes.useSoon((lane) =>
      lane.request('ask', { call, ...(result !== undefined && { result }) }, this.patience),
    );
    return 'value' in answer ? answer.value : { kind: 'died', manner: answer.death.manner };
  }

  async runModel(model: Uint8Array, feeds: Readonly<Record<string, ModelTensor>>): Promise<ModelAnswer> {
    const asked = { model: toBase64(model), feeds: toldTensors(feeds) };
    const answer = await this.lanes.useSoon((lane) => lane.request('model', asked, this.patience));
    if ('death' in answer) return { kind: 'died', manner: answer.death.manner };
    const { value } = answer;
    return value.kind === 'ran' ? { kind: 'ran', results: heardTensors(value.results) } : value;
  }

  async close(): Promise<void> {
    await Promise.all(this.lanes.all.map((lane) => lane.close()));
  }

  /** Runs a job to its end, past the cases that end their process. */
  private async job(whole: Job, lane: Lane, signal: AbortSignal | undefined): Promise<JobResult[]> {
    const results: JobResult[] = [];
    const kinds = new Set(whole.deaths);
    const begun = performance.now();
    const end = whole.from + whole.runs;
    let job = whole;
    let retries = 0;
    for (let deaths = 0; ;) {
      const answer = await lane.request('job', { job, shrink: true });
      // The job itself, not the copy that came back.
      if ('value' in answer) return [...results, { ...withFunctions(answer.value), job }];
      const { death } = answer;
      if (death.ended) return results;
      const { path } = death.position;
      const repeated = !death.outside && kinds.has(kindOf({ death }));
      const again = repeated || (path.length > 0 && (await this.again(placeOf(job, path), death, lane)));
      if (signal?.aborted === true && !again) return results;
      // It takes what ran before. A job is run by itself before it is blamed, so that its result does not depend on other jobs.
      if (!again && retries < (death.outside ? mostDeaths : 1)) {
        if (death.outside) this.notes.add(`a worker was killed from outside (${death.manner}); its job was run again`);
        await lane.renew();
        retries++;
        continue;
      }
      const died = { ...job, runs: Math.max(1, (path[0] ?? job.from) - job.from + 1) };
      const deadly: Deadly = { job: died, place: placeOf(job, path), death, again, shrinks: 0, elapsed: performance.now() - begun };
      results.push(await this.told(deadly, lane, !repeated));
      if (again) kinds.add(kindOf(deadly));
      deaths++;
      // It died while a failing case was shrunk: the failure is kept, as large as it was.
      if (path.length > 1 && job.enumerate === undefined && job.example === undefined) {
        const unshrunk = await lane.request('job', { job: { ...job, from: path[0]!, runs: 1 }, shrink: false });
        if ('value' in unshrunk) results.push(withFunctions(unshrunk.value));
      }
      const from = (path[0] ?? end) + 1;
      if (repeated || deaths === mostDeaths || from >= end || job.enumerate !== undefined || job.example !== undefined) return results;
      job = { ...job, from, runs: end - from };
    }
  }

  private async told(deadly: Deadly, lane: Lane, withCall: boolean): Promise<JobResult> {
    const result = await resultOf(deadly, lane, this.library.name, withCall);
    this.deadly.set(result, deadly);
    return result;
  }

  /** What a worker tells beside its jobs; where it cannot, a note. */
  private async asked<K extends 'explain' | 'shows' | 'say' | 'show' | 'whatever'>(
    kind: K,
    asked: Requests[K]['asked'],
    otherwise: string,
  ): Promise<Requests[K]['answer'] | undefined> {
    try {
      const answer = await this.lanes.useSoon((lane) => lane.request(kind, asked));
      if ('value' in answer) return answer.value;
      this.notes.add(`${otherwise}: it ended its process: ${answer.death.manner}`);
    } catch (thrown) {
      if (!(thrown instanceof WorkerFailed)) throw thrown;
      this.notes.add(`${otherwise}: ${thrown.message.split('\n')[0]}`);
    }
    return undefined;
  }

  /** Whether a case does it again, by itself. */
  private async again(place: Place, death: Death, lane: Lane): Promise<boolean> {
    const answer = await lane.request('run', { place });
    return 'death' in answer && !answer.death.ended && answer.death.hung === death.hung;
  }
}
