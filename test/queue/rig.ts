/** What tests of campaigns share: worker processes, and a campaign from its beginning to its report. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { AnyLaw } from '../../src/law.js';
import { toJson } from '../../src/judge/json.js';
import { Campaign } from '../../src/queue/campaign.js';
import type { Backend } from '../../src/queue/backend.js';
import { Dispatcher } from '../../src/queue/dispatcher.js';
import { QueueExecutor } from '../../src/queue/executor.js';
import { findWorkers } from '../../src/queue/find-workers.js';
import { queueOf } from '../../src/queue/presence.js';
import type { Report } from '../../src/report/report.js';
import { search, type SearchOptions } from '../../src/search/search.js';
import { libraryPath } from '../search/pools.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A worker, and its children, gone at once. */
export class WorkerProcess {
  private constructor(private readonly process: ChildProcess) {}

  /** One of the command. */
  static start(address: string, library: string): WorkerProcess {
    const args = ['campaign', 'worker', '--queue', address, '--library', libraryPath(library), '--workers', '1'];
    return new WorkerProcess(spawn(process.execPath, [here('../../dist/src/cli/main.js'), ...args], { stdio: 'ignore' }));
  }

  /**
   * One that counts as gone after a second and a half.
   *
   * @param ahead milliseconds that its clock is ahead
   */
  static quick(address: string, library: string, ahead = 0): WorkerProcess {
    const args = [here('quick-worker.mjs'), address, libraryPath(library), `${ahead}`];
    return new WorkerProcess(spawn(process.execPath, args, { stdio: 'ignore' }));
  }

  get isThere(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    this.process.kill(signal);
  }

  /** @param listener called when it has ended */
  onEnd(listener: () => void): void {
    this.process.on('exit', listener);
  }
}

/** What two searches of one seed have in common: all but the time that they took. */
export function told({ results, findings, known, conventions, calls, runs }: Report): unknown {
  return toJson({ results: results.map(({ elapsed: _, ...rest }) => rest), findings, known, conventions, calls, runs });
}

export interface Conducted {
  readonly name: string;
  readonly library: string;
  readonly laws: readonly AnyLaw[];
  readonly options: SearchOptions & { readonly seed: number; readonly runs: number };
  /** Called once tasks have come back; waited for at the end. */
  readonly meanwhile?: (queue: string) => Promise<void>;
}

/** Conducts a campaign to its end. */
export async function conduct(backend: Backend, { name, library, laws, options, meanwhile }: Conducted): Promise<Report> {
  const { seed, runs } = options;
  const stop = new AbortController();
  const campaign = await Campaign.begin(backend.store, name, { library, laws: [], seed, runs });
  const loaded = await findWorkers(backend.store, library, undefined, () => undefined, stop.signal);
  const queue = queueOf(loaded!.library);
  const executor = new QueueExecutor(await Dispatcher.start(backend, queue, campaign.id, () => undefined), loaded!, stop.signal);
  let began: Promise<void> | undefined;
  const report = await search(executor, laws, {
    ...options,
    onProgress: (progress) => {
      options.onProgress?.(progress);
      began ??= meanwhile?.(queue);
    },
  });
  await began;
  await campaign.end(toJson(report) as object, true);
  await executor.close();
  return report;
}
