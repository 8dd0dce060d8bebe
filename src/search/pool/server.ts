/** The inside of a worker, wherever it runs: a library, and the requests of the pool. */
import { laws } from '../../../properties/index.js';
import type { Deviation } from '../../diagnosis/deviation.js';
import { Explainer } from '../../diagnosis/explain/explainer.js';
import { knownOf } from '../../diagnosis/cause/known.js';
import { describeThrown } from '../../judge/failures.js';
import { fromJson, toJson } from '../../judge/json.js';
import { asLibrary, setUp, withKnownFrom } from '../../engine/lifecycle.js';
import type { PropertyOptions } from '../../engine/property-options.js';
import type { AnyLaw } from '../../law.js';
import { InvalidLibrary, type TensorLibrary } from '../../library.js';
import { askCall, askModel } from '../../engine/ask.js';
import { runJob } from '../../engine/jobs/run-job.js';
import type { OpName } from '../../ops/index.js';
import { Cases } from './cases.js';
import { guardGlobals } from './globals.js';
import type { Loaded, Message, Place, Request, RequestKind, Requests, ServerOptions } from './messages.js';
import { fromBase64, heardTensors, toldTensors } from './model-wire.js';
import { Lookout, noted, type CallNotes } from './noted.js';
import { PositionWriter } from './position.js';

type Handlers = { readonly [K in RequestKind]: (asked: Requests[K]['asked']) => Promise<Requests[K]['answer']> };

/** How often a worker says that it is alive, in milliseconds. */
const signEvery = 100;

const lawOf = (id: string): AnyLaw => {
  const law = laws.find((each) => each.id === id);
  if (law === undefined) throw new Error(`there is no law ${id}`);
  return law;
};

/** Answers on one library. */
class Server {
  private readonly options: PropertyOptions;
  private readonly explainer: Explainer;
  private cases: { readonly law: string; readonly of: Cases } | undefined;
  /** Cases that were given so far: those of an enumeration, or a stored one. */
  private given = 0;
  private enumerates = false;

  constructor(
    private readonly library: TensorLibrary,
    private readonly position: PositionWriter,
    private readonly asked: Pick<PropertyOptions, 'timeout' | 'wide' | 'deviations'>,
    private readonly sign: () => void,
    private readonly lookout: Lookout,
  ) {
    this.options = {
      ...asked,
      onRun: (path) => {
        position.case(this.placed(path));
        sign();
      },
    };
    this.explainer = new Explainer(library, asked);
  }

  /** What failed while causes were looked for. */
  get notes(): ReadonlySet<string> {
    return this.explainer.notes;
  }

  readonly handlers: Handlers = {
    job: ({ job, shrink }) => {
      this.given = 0;
      this.position.job();
      this.enumerates = job.enumerate !== undefined;
      return runJob(lawOf(job.law), this.library, job, this.options, { shrinks: shrink });
    },
    run: async ({ place }) => {
      const cases = this.casesOf(place);
      const c = await cases.at(place);
      this.position.case(place.path);
      if (c !== undefined) await cases.run(c);
      return true;
    },
    shrinks: async ({ place, from }) => {
      const cases = this.casesOf(place);
      for (let i = from; ; i++) {
        const path = [...place.path, i];
        const c = await cases.at({ ...place, path });
        if (c === undefined) return true;
        this.position.case(path);
        this.sign();
        await cases.run(c);
      }
    },
    case: async ({ place }) => {
      const c = await this.casesOf(place).at(place);
      return c === undefined ? null : { case: c[0] };
    },
    call: async ({ place, number }) => {
      const cases = this.casesOf(place);
      const c = await cases.at(place);
      if (c === undefined) return null;
      this.lookout.wait(number);
      await cases.run(c);
      const { seen } = this.lookout;
      this.lookout.wait(0);
      return seen ?? null;
    },
    explain: ({ stray, known, before, isLate }) => this.explainer.explain(stray, known, before, isLate),
    shows: async ({ cause }) => {
      const shows = await this.explainer.shows(cause);
      return shows === undefined ? {} : { shows };
    },
    say: ({ cause }) => Promise.resolve({ sentence: this.explainer.say(cause) }),
    show: ({ stray, deadly }) => {
      const source = this.explainer.show(stray, deadly);
      return Promise.resolve(source === undefined ? {} : { source });
    },
    whatever: async ({ stray, cause }) => {
      const whatever = await this.explainer.whatever(stray, cause);
      return whatever === undefined ? {} : { whatever };
    },
    ask: ({ call, result }) => askCall(this.library, call, this.asked.timeout, result),
    model: async ({ model, feeds }) => {
      const answer = await askModel(this.library, fromBase64(model), heardTensors(feeds));
      return answer.kind === 'ran' ? { kind: 'ran', results: toldTensors(answer.results) } : answer;
    },
    close: async () => {
      await this.library.close?.();
      return true;
    },
  };

  /** A place for every case of a job. */
  private placed(path: readonly number[]): readonly number[] {
    if (path.length === 0) return [this.given++];
    // A case of an enumeration that fails is run once more before it is shrunk.
    return this.enumerates ? [this.given - 2, ...path.slice(1)] : path;
  }

  private casesOf({ law }: Place): Cases {
    if (this.cases?.law !== law) this.cases = { law, of: new Cases(lawOf(law), this.library, this.asked) };
    return this.cases.of;
  }
}

/** What a worker runs in: a process, or a page. */
export interface Host {
  readonly send: (message: Message) => void;
  /** Writes where the worker is, so that it outlives the worker. */
  readonly writePosition: (words: Int32Array) => void;
  /** Megabytes that the worker holds. */
  readonly memory: () => number;
  /** Told when a call has come back. */
  readonly survived?: (op: OpName) => void;
}

/** What the library and its deviations are loaded by. */
export interface Loads {
  readonly library: () => Promise<TensorLibrary>;
  readonly deviations?: () => Promise<readonly Deviation[]>;
}

/**
 * Loads a library, says what was loaded, and gives what answers requests; `undefined` where the library does not load.
 *
 * @param name of the library, as it was asked for
 */
export async function startServer(
  name: string,
  { timeout, wide, known: file }: ServerOptions,
  load: Loads,
  { send, writePosition, memory, survived }: Host,
): Promise<((request: Request) => void) | undefined> {
  const guard = guardGlobals();
  const now = performance.now.bind(performance);
  let signed = now();
  const sign = (): void => {
    if (now() - signed < signEvery) return;
    signed = now();
    send({ kind: 'sign' });
  };
  // While a promise of the library is waited for, the wait has a limit of its own.
  let busy = 0;
  setInterval(() => {
    if (busy > 0) sign();
  }, signEvery);
  const position = new PositionWriter(writePosition);
  const lookout = new Lookout();
  const notes: CallNotes = {
    call: (op, args, spelling) => {
      lookout.call(op, args, spelling);
      position.call(op);
      sign();
    },
    survived: (op) => {
      position.survived(op);
      survived?.(op);
    },
  };
  let server: Server;
  try {
    const library = asLibrary(noted(withKnownFrom(asLibrary(await load.library()), file), notes));
    await setUp(library);
    const { name: title, version, budget } = library;
    const deviations = (await load.deviations?.()) ?? [];
    const { known, notes: unread } = knownOf(library, { deviations });
    server = new Server(library, position, { timeout, wide, deviations }, sign, lookout);
    send({
      kind: 'ready',
      loaded: toJson({
        library: { name: title, ...(version !== undefined && { version }) },
        ...(budget && { budget }),
        known,
      } satisfies Loaded),
      notes: [...guard.restore(), ...unread],
    });
  } catch (thrown) {
    const refused = thrown instanceof InvalidLibrary ? thrown.message : `${name} does not load: ${describeThrown(thrown)}`;
    send({ kind: 'refused', name: 'InvalidLibrary', message: refused });
    return undefined;
  }
  return ({ id, kind, asked }) => {
    const handler = server.handlers[kind] as (asked: unknown) => Promise<unknown>;
    busy++;
    Promise.resolve()
      .then(() => handler(fromJson(asked)))
      .finally(() => busy--)
      .then(
        (answer) => send({ kind: 'answer', id, answer: toJson(answer), memory: memory(), notes: [...guard.restore(), ...server.notes] }),
        (thrown: unknown) => send({ kind: 'failed', id, message: describeThrown(thrown) }),
      );
  };
}
