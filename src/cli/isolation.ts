/** Where the laws run: in worker processes or in pages of a browser, so that a library that hangs or ends them is a finding; or in this process. */
import { laws as catalogue } from '../../properties/index.js';
import { InvalidArgument } from '../invalid-argument.js';
import { needsPage } from '../libraries/index.js';
import type { NotedExecutor } from '../engine/executor.js';
import { loadHere } from './load/own-process.js';

export interface IsolationFlags {
  readonly isolate: boolean;
  /** In pages of a browser. Default: for ready libraries that run nowhere else. */
  readonly browser?: boolean;
  /** The executable of the browser. */
  readonly browserPath?: string;
  /** Whether the browser is seen. */
  readonly headed?: boolean;
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

/** Whether a library runs in a page. */
export const inPage = (
  name: string,
  { browser, browserPath, headed }: Pick<IsolationFlags, 'browser' | 'browserPath' | 'headed'>,
): boolean => browser === true || browserPath !== undefined || headed === true || needsPage(name);

/** @throws InvalidArgument on what only worker processes have */
export function checkIsolation(command: string, names: readonly string[], { isolate, workers, memory, ...flags }: IsolationFlags): void {
  if (isolate) return;
  const paged = names.find((name) => inPage(name, flags));
  if (paged !== undefined)
    throw new InvalidArgument(command, '--no-isolate', true, `${paged} runs in a page of a browser, not in this process`);
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
  const deviations = module === undefined ? undefined : await (await import('./load/load-deviations.js')).loadDeviations(module);
  const wide = flags.wide !== 'off';
  if (!flags.isolate) {
    const { inProcess } = await import('../engine/in-process.js');
    const { withKnownFrom } = await import('../engine/lifecycle.js');
    const options = { wide, ...(timeout !== undefined && { timeout }), ...(deviations !== undefined && { deviations }) };
    return inProcess(withKnownFrom(await loadHere(name, keepStdout), known), catalogue, options);
  }
  const limits = {
    ...(workers !== undefined && { workers }),
    ...(timeout !== undefined && { timeout }),
    ...(memory !== undefined && { memory }),
  };
  if (inPage(name, flags)) {
    const [{ startPages }, { pageModules }] = await Promise.all([import('../browser/pages.js'), import('./page-modules.js')]);
    const { browserPath: path, headed } = flags;
    const browser = { ...(path !== undefined && { path }), ...(headed !== undefined && { headed }) };
    return startPages({ modules: pageModules(name, module), wide, ...limits, ...browser, ...(known !== undefined && { known }) });
  }
  const { Pool } = await import('../search/pool/pool.js');
  const { availableParallelism } = await import('node:os');
  const entry = new URL(`worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
  return Pool.start({
    entry,
    library: name,
    wide,
    ...(known !== undefined && { known }),
    workers: availableParallelism(),
    ...limits,
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
