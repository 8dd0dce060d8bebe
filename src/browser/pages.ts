/** Jobs run in pages of a real browser: what a library does to its page costs one case, never the run. */
import { readFileSync } from 'node:fs';
import { knownFrom } from '../library.js';
import type { NotedExecutor } from '../engine/executor.js';
import { Pool, type PoolLimits } from '../search/pool/pool.js';
import { bundle, type PageModules } from './bundle.js';
import { Chromium, type ChromiumOptions } from './chromium.js';
import { PageWorker } from './page-worker.js';
import { Site } from './site.js';

export interface PagesOptions extends PoolLimits, ChromiumOptions {
  readonly modules: PageModules;
  /** false: small cases alone, none with extents at sizes where kernels branch. Default: true. */
  readonly wide?: boolean;
  /** A file of known bugs, beside those that the library says. Default: none. */
  readonly known?: string;
}

/** What a file of known bugs holds: a page reads no files. */
function knownIn(file: string): object {
  knownFrom(file);
  return JSON.parse(readFileSync(file, 'utf8')) as object;
}

/**
 * An executor over pages, each a worker; one by default, as most libraries there share one GPU.
 *
 * @throws InvalidLibrary where there is no browser, or the library does not load in its page
 */
export async function startPages({
  modules,
  wide = true,
  known,
  workers = 1,
  timeout = 5000,
  ...more
}: PagesOptions): Promise<NotedExecutor> {
  const built = await bundle(modules, { timeout, wide, ...(known !== undefined && { known: knownIn(known) }) });
  const chromium = await Chromium.start(more);
  let site: Site | undefined;
  let pool: Pool | undefined;
  const close = async (): Promise<void> => {
    await pool?.close();
    await chromium.close();
    await site?.close();
  };
  try {
    const served = (site = await Site.start(built));
    const page = { library: modules.name, timeout };
    const begun = (pool = await Pool.over(() => new PageWorker(page, chromium, served), { ...more, workers, timeout }));
    return {
      library: begun.library,
      budget: begun.budget,
      known: begun.known,
      notes: begun.notes,
      isolated: true,
      run: (job, signal) => begun.run(job, signal),
      smaller: (result, signal) => begun.smaller(result, signal),
      explain: (stray, known, before, isLate) => begun.explain(stray, known, before, isLate),
      shows: (cause) => begun.shows(cause),
      say: (cause) => begun.say(cause),
      show: (stray, deadly) => begun.show(stray, deadly),
      whatever: (stray, cause) => begun.whatever(stray, cause),
      ask: (call, result) => begun.ask(call, result),
      runModel: (model, feeds) => begun.runModel(model, feeds),
      close,
    };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}
