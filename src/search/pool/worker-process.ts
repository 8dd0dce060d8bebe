/** One worker process, from the outside. */
import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { overhead } from './lane.js';
import type { Message, Request, WorkerOptions } from './messages.js';
import { PoolWorker } from './pool-worker.js';
import { nowhere, positionOf, words, type Position } from './position.js';

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

/** The last position in a file; none where it was not written whole. */
function readPosition(descriptor: number): Position {
  const record = new Int32Array(words);
  const read = readSync(descriptor, new Uint8Array(record.buffer), 0, record.byteLength, 0);
  return read < record.byteLength ? nowhere : positionOf(record);
}

/** A worker in a process of its own. */
export class WorkerProcess extends PoolWorker {
  private readonly child: ChildProcess;
  private readonly positions = anonymousFile();
  private readonly errors: Tail;

  constructor(private readonly options: ProcessOptions) {
    super(options.library, 'its process', options.timeout);
    const { entry, library, timeout, memory, wide, known, deviations, execArgv } = options;
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
    let failed: Error | undefined;
    this.child.on('error', (error) => {
      failed = error;
      if (this.child.pid === undefined) this.closed(null, null, failed);
    });
    // After its streams have been read to their end.
    this.child.on('close', (code, signal) => this.closed(code, signal, failed));
  }

  protected override post(request: Request): void {
    this.child.send(request, () => undefined);
  }

  protected override end(): void {
    this.child.kill('SIGKILL');
  }

  private closed(code: number | null, signal: NodeJS.Signals | null, failed: Error | undefined): void {
    if (this.death !== undefined) return;
    const position = readPosition(this.positions);
    closeSync(this.positions);
    const memory =
      this.killedFor !== 'hung' && this.errors.includes(/heap out of memory|Array buffer allocation failed|FATAL ERROR: .*alloc/i);
    const last = this.errors.line();
    const words = failed !== undefined ? failed.message : code !== null ? `exit status ${code}` : `signal ${signal ?? 'unknown'}`;
    const manner = memory
      ? `out of memory (more than ${this.options.memory} MB)`
      : code !== null && code !== 0 && last !== undefined
        ? `${words}: ${last.slice(0, 200)}`
        : words;
    const outside = !memory && (signal === 'SIGKILL' || signal === 'SIGTERM' || signal === 'SIGINT');
    this.die(manner, outside, position);
  }
}
