/** Where the laws run: in worker processes, so that a library that hangs or ends its process is a finding, or in this one. */
import { laws as catalogue } from '../../properties/index.js';
import { InvalidArgument } from '../invalid-argument.js';
import type { NotedExecutor } from '../engine/executor.js';
import { loadHere } from './own-process.js';

export interface IsolationFlags {
  readonly isolate: boolean;
  /** Processes. */
  readonly workers?: number;
  /** Milliseconds. */
  readonly timeout?: number;
  /** Megabytes. */
  readonly memory?: number;
  /** Whether cases are wide too. Default: 'on'. */
  readonly wide?: 'on' | 'off';
  /** A module of deviations. */
  readonly deviations?: string;
  /** A file of known bugs, beside those that the library says. */
  readonly known?: string;
}

/** @throws InvalidArgument on what only worker processes have */
export function checkIsolation(command: string, { isolate, workers, memory }: IsolationFlags): void {
  if (isolate) return;
  if (workers !== undefined) throw new InvalidArgument(command, '--workers', workers, 'without isolation there are no worker processes');
  if (memory !== undefined) throw new InvalidArgument(command, '--memory', memory, 'without isolation there is no limit of memory');
}

/**
 * Loads a library where the flags say.
 *
 * @param keepStdout stdout is for a report
 */
export async function executorFor(name: string, flags: IsolationFlags, keepStdout: boolean): Promise<NotedExecutor> {
  const { timeout, memory, workers, known, deviations: module } = flags;
  // Those of a worker are loaded by itself; what is wrong with them is said before it starts.
  const deviations = module === undefined ? undefined : await (await import('./load-deviations.js')).loadDeviations(module);
  const wide = flags.wide !== 'off';
  if (!flags.isolate) {
    const { inProcess } = await import('../engine/in-process.js');
    const { withKnownFrom } = await import('../engine/lifecycle.js');
    const options = { wide, ...(timeout !== undefined && { timeout }), ...(deviations !== undefined && { deviations }) };
    return inProcess(withKnownFrom(await loadHere(name, keepStdout), known), catalogue, options);
  }
  const { Pool } = await import('../search/pool/pool.js');
  const { availableParallelism } = await import('node:os');
  const entry = new URL(`worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
  return Pool.start({
    entry,
    library: name,
    wide,
    ...(known !== undefined && { known }),
    workers: workers ?? availableParallelism(),
    ...(timeout !== undefined && { timeout }),
    ...(memory !== undefined && { memory }),
    ...(module !== undefined && { deviations: module }),
  });
}

/** Aborts at the first Ctrl-C, ends the process at the second. */
export function onInterrupt(stop: AbortController, say: (line: string) => void): () => void {
  const interrupt = (): void => {
    if (stop.signal.aborted) process.exit(130);
    say('stopping: once more ends at once');
    stop.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return () => {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  };
}
