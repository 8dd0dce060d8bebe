/** One worker of a pool, from the outside: what it is asked, how long it may take, how it died. */
import { fromJson, toJson } from '../../judge/json.js';
import { InvalidLibrary } from '../../library.js';
import type { Loaded, Message, Request, RequestKind, Requests } from './messages.js';
import type { Position } from './position.js';

/** How a worker died. */
export interface Death {
  /** `exit status 3`, `signal SIGABRT`, `no sign of life for 5000 ms`. */
  readonly manner: string;
  readonly hung: boolean;
  /** Killed from outside: says nothing about the library. */
  readonly outside: boolean;
  /** By this process, on purpose. */
  readonly ended: boolean;
  readonly position: Position;
}

export type Answer<K extends RequestKind> = { readonly value: Requests[K]['answer'] } | { readonly death: Death };

/** Time that a library may take to load, in milliseconds. */
const loadTimeout = 60_000;

/** The engine itself failed inside a worker, which lives on. */
export class WorkerFailed extends Error {
  override readonly name = 'WorkerFailed';
}

export abstract class PoolWorker {
  /** What it loaded. Rejects with InvalidLibrary where the library does not load. */
  readonly ready: Promise<Loaded>;
  /** Megabytes that it held after its last answer. */
  memory = 0;
  readonly notes = new Set<string>();
  death: Death | undefined;
  /** Why this process ended it. */
  protected killedFor: 'hung' | 'ended' | undefined;
  private next = 0;
  private loaded = false;
  private waiting: { readonly id: number; readonly settle: (answer: unknown) => void; readonly fail: (error: Error) => void } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private limit = loadTimeout;
  private loading: { readonly done: (loaded: Loaded) => void; readonly fail: (error: Error) => void } | undefined;
  private readonly died: Promise<Death>;
  private settleDeath!: (death: Death) => void;

  /**
   * @param library as it was asked for
   * @param what it runs in, in words: 'its process'
   * @param timeout milliseconds that a call may take
   */
  protected constructor(
    library: string,
    what: string,
    private readonly timeout: number,
  ) {
    this.died = new Promise((resolve) => (this.settleDeath = resolve));
    this.ready = new Promise<Loaded>((done, fail) => {
      this.loading = { done, fail };
      void this.died.then(({ manner }) => fail(new InvalidLibrary(`${library} does not load: ${what} ended: ${manner}`)));
    });
    this.ready.catch(() => undefined);
    this.watch();
  }

  /** Hands a request over. To one that died meanwhile nothing is handed: its death is the answer. */
  protected abstract post(request: Request): void;

  /** Ends what it runs in; `die` is called once that is over. */
  protected abstract end(): void;

  /**
   * Asks the worker something. One request at a time.
   *
   * @param limit milliseconds without a sign of life after which it is taken to hang; default: the timeout of a call, and a second
   * @throws WorkerFailed where the engine itself fails
   */
  async request<K extends RequestKind>(kind: K, asked: Requests[K]['asked'], limit = this.timeout + 1000): Promise<Answer<K>> {
    // One that is ended, or dies, before it has loaded is a death like any other: the library did load once.
    await this.ready.catch((thrown: unknown) => {
      if (this.death === undefined) throw thrown;
    });
    if (this.death !== undefined) return { death: this.death };
    const id = this.next++;
    this.limit = limit;
    const answered = new Promise<unknown>((settle, fail) => (this.waiting = { id, settle, fail }));
    this.watch();
    this.post({ id, kind, asked: toJson(asked) });
    try {
      return await Promise.race([
        answered.then((value) => ({ value: fromJson(value) as Requests[K]['answer'] })),
        this.died.then((death) => ({ death })),
      ]);
    } finally {
      this.rest();
      this.waiting = undefined;
    }
  }

  /** Whether it has loaded, lives, and has nothing to do. */
  get idle(): boolean {
    return this.loaded && this.death === undefined && this.waiting === undefined;
  }

  /** Ends the worker. What it was doing is answered with its death. */
  kill(why: 'hung' | 'ended' = 'ended'): Promise<Death> {
    this.killedFor ??= why;
    this.end();
    return this.died;
  }

  /** What the worker says. */
  protected receive(message: Message): void {
    if (this.waiting !== undefined || !this.loaded) this.watch();
    switch (message.kind) {
      case 'ready':
        for (const note of message.notes) this.notes.add(note);
        this.rest();
        this.loaded = true;
        this.loading?.done(fromJson(message.loaded) as Loaded);
        break;
      case 'refused':
        this.loading?.fail(new InvalidLibrary(message.message));
        void this.kill();
        break;
      case 'answer':
        this.memory = message.memory;
        for (const note of message.notes) this.notes.add(note);
        if (this.waiting?.id === message.id) this.waiting.settle(message.answer);
        break;
      case 'failed':
        if (this.waiting?.id === message.id) this.waiting.fail(new WorkerFailed(message.message));
        break;
      case 'sign':
        break;
    }
  }

  /**
   * It is over.
   *
   * @param manner where it was not ended for its silence
   * @param outside whether it was killed by another than this process
   */
  protected die(manner: string, outside: boolean, position: Position): void {
    if (this.death !== undefined) return;
    this.rest();
    const hung = this.killedFor === 'hung';
    this.death = {
      manner: hung ? `no sign of life for ${this.limit} ms` : manner,
      hung,
      outside: outside && this.killedFor === undefined,
      ended: this.killedFor === 'ended',
      position,
    };
    this.settleDeath(this.death);
  }

  private watch(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.kill('hung'), this.limit);
  }

  private rest(): void {
    clearTimeout(this.timer);
  }
}
