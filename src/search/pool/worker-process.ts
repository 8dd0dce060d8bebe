/** One worker process, from the outside. */
import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fromJson, toJson } from '../../judge/json.js';
import { InvalidLibrary } from '../../library.js';
import type { Loaded, Message, RequestKind, Requests, WorkerOptions } from './messages.js';
import { readPosition, type Position } from './position.js';

export interface ProcessOptions {
  /** Module that calls `serve`. */
  readonly entry: string | URL;
  readonly library: string;
  /** Milliseconds that a call may take. */
  readonly timeout: number;
  /** Megabytes that the library's objects may take. */
  readonly memory: number;
  /** Whether cases are wide too. */
  readonly wide: boolean;
  /** A module of deviations. */
  readonly deviations?: string;
  /** A file of known bugs, beside those that the library says. */
  readonly known?: string;
  /** Flags of node. */
  readonly execArgv: readonly string[];
}

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

/** What a process holds apart from the library's objects, in megabytes: code, and buffers that are soon freed. */
export const overhead = 512;

/** Workers that run: ended with this process, however that ends, short of its being killed. */
const running = new Set<ChildProcess>();
let watching = false;

function endWithThisProcess(child: ChildProcess): void {
  running.add(child);
  child.on('exit', () => running.delete(child));
  if (watching) return;
  watching = true;
  process.on('exit', () => {
    for (const each of running) each.kill('SIGKILL');
  });
}

/** Time that a library may take to load, in milliseconds. */
const loadTimeout = 60_000;

/** What a worker's library prints: the end of it is kept, for it may say why the worker died. */
class Tail {
  private text = '';

  constructor(stream: Readable) {
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => (this.text = (this.text + chunk).slice(-4000)));
    stream.on('error', () => undefined);
  }

  includes(words: RegExp): boolean {
    return words.test(this.text);
  }

  /** The line that says the most. */
  line(): string | undefined {
    const lines = this.text.split('\n').map((each) => each.trim());
    return lines.find((each) => /^(FATAL ERROR|\w*Error)\b/.test(each)) ?? lines.findLast((each) => each !== '');
  }
}

/** A file without a name, for positions. */
function anonymousFile(): number {
  const folder = mkdtempSync(join(tmpdir(), 'tensor-laws-'));
  try {
    return openSync(join(folder, 'position'), 'w+');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The engine itself failed inside a worker, which lives on. */
export class WorkerFailed extends Error {
  override readonly name = 'WorkerFailed';
}

export class WorkerProcess {
  /** What it loaded. Rejects with InvalidLibrary where the library does not load. */
  readonly ready: Promise<Loaded>;
  /** Megabytes that it held after its last answer. */
  memory = 0;
  readonly notes = new Set<string>();
  death: Death | undefined;
  private readonly child: ChildProcess;
  private readonly positions = anonymousFile();
  private readonly errors: Tail;
  private next = 0;
  private loaded = false;
  private waiting: { readonly id: number; readonly settle: (answer: unknown) => void; readonly fail: (error: Error) => void } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private limit: number;
  private killedFor: 'hung' | 'ended' | undefined;
  private loading: { readonly done: (loaded: Loaded) => void; readonly fail: (error: Error) => void } | undefined;
  private readonly died: Promise<Death>;

  constructor(private readonly options: ProcessOptions) {
    const { entry, library, timeout, memory, wide, known, deviations, execArgv } = options;
    this.limit = loadTimeout;
    const inherited = execArgv.filter((flag) => !/^--(inspect|max-old-space-size|cpu-prof|heap-prof)/.test(flag));
    const forWorker: WorkerOptions = {
      library,
      timeout,
      wide,
      ...(deviations !== undefined && { deviations }),
      ...(known !== undefined && { known }),
      positions: 4,
      most: memory + overhead,
    };
    this.child = fork(entry, [JSON.stringify(forWorker)], {
      execArgv: [...inherited, `--max-old-space-size=${memory}`],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc', this.positions],
    });
    endWithThisProcess(this.child);
    new Tail(this.child.stdout!);
    this.errors = new Tail(this.child.stderr!);
    this.child.on('message', (message: Message) => this.receive(message));
    this.died = new Promise((resolve) => {
      let failed: Error | undefined;
      this.child.on('error', (error) => {
        failed = error;
        if (this.child.pid === undefined) resolve(this.close(null, null, failed));
      });
      // After its streams have been read to their end.
      this.child.on('close', (code, signal) => resolve(this.close(code, signal, failed)));
    });
    this.ready = new Promise<Loaded>((done, fail) => {
      this.loading = { done, fail };
      void this.died.then(({ manner }) => fail(new InvalidLibrary(`${library} does not load: its process ended: ${manner}`)));
    });
    this.ready.catch(() => undefined);
    this.watch();
  }

  /**
   * Asks the worker something. One request at a time.
   *
   * @param limit milliseconds without a sign of life after which it is taken to hang; default: the timeout of a call, and a second
   * @throws WorkerFailed where the engine itself fails
   */
  async request<K extends RequestKind>(kind: K, asked: Requests[K]['asked'], limit = this.options.timeout + 1000): Promise<Answer<K>> {
    // One that is ended, or dies, before it has loaded is a death like any other: the library did load once.
    await this.ready.catch((thrown: unknown) => {
      if (this.death === undefined) throw thrown;
    });
    if (this.death !== undefined) return { death: this.death };
    const id = this.next++;
    this.limit = limit;
    const answered = new Promise<unknown>((settle, fail) => (this.waiting = { id, settle, fail }));
    this.watch();
    // A worker that died meanwhile is told nothing: its death is the answer.
    this.child.send({ id, kind, asked: toJson(asked) }, () => undefined);
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

  /** Ends the process. What it was doing is answered with its death. */
  kill(why: 'hung' | 'ended' = 'ended'): Promise<Death> {
    this.killedFor ??= why;
    this.child.kill('SIGKILL');
    return this.died;
  }

  private receive(message: Message): void {
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

  private watch(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.kill('hung'), this.limit);
  }

  private rest(): void {
    clearTimeout(this.timer);
  }

  private close(code: number | null, signal: NodeJS.Signals | null, failed: Error | undefined): Death {
    this.rest();
    const position = readPosition(this.positions);
    closeSync(this.positions);
    const hung = this.killedFor === 'hung';
    const memory = !hung && this.errors.includes(/heap out of memory|Array buffer allocation failed|FATAL ERROR: .*alloc/i);
    const last = this.errors.line();
    const words = failed !== undefined ? failed.message : code !== null ? `exit status ${code}` : `signal ${signal ?? 'unknown'}`;
    const manner = hung
      ? `no sign of life for ${this.limit} ms`
      : memory
        ? `out of memory (more than ${this.options.memory} MB)`
        : code !== null && code !== 0 && last !== undefined
          ? `${words}: ${last.slice(0, 200)}`
          : words;
    const outside = this.killedFor === undefined && !memory && (signal === 'SIGKILL' || signal === 'SIGTERM' || signal === 'SIGINT');
    this.death = { manner, hung, outside, ended: this.killedFor === 'ended', position };
    return this.death;
  }
}
