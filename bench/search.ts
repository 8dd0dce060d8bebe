/**
 * Speed of a search: law checks a second in this process, with one worker process and with two, and what isolation costs.
 *
 *   npm run bench:search -- [library ...]     (default: reference tfjs-cpu)
 *
 * Each row is the same work: the same laws, runs and seed. Processor time is that of this process and of its workers, where the system
 * tells it (Linux): others on the machine do not count. Ratios are against the run in this process. The start of workers, in which the
 * library and the laws are loaded, is a row of its own, and not part of the others.
 */
import { readFileSync } from 'node:fs';
import { laws } from '../properties/index.js';
import { selectLaws } from '../src/engine/select.js';
import { loadLibrary } from '../src/cli/load/load-library.js';
import type { Executor } from '../src/engine/executor.js';
import { inProcess } from '../src/engine/in-process.js';
import { Pool } from '../src/search/pool/pool.js';
import { search } from '../src/search/search.js';

const seed = 1;
const runs = 200;
const chosen = selectLaws(laws, ['conv-algebra/*', 'conv-geometry/*', 'space-to-batch/*', 'padding/*']);
const entry = new URL('../src/cli/worker.js', import.meta.url);

interface Spent {
  /** Seconds. */
  readonly wall: number;
  /** Seconds; undefined where the system does not tell. */
  readonly processor: number | undefined;
}

/** Processor seconds of this process and of its children that have ended. */
function processorSeconds(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const stat = readFileSync('/proc/self/stat', 'utf8');
  // After the name, which may hold spaces: utime, stime, cutime, cstime are the fields 14 to 17, in hundredths of a second.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, each) => sum + Number(each), 0) / 100;
}

async function spending(work: () => Promise<void>): Promise<Spent> {
  const [wall, processor] = [performance.now(), processorSeconds()];
  await work();
  const after = processorSeconds();
  return {
    wall: (performance.now() - wall) / 1000,
    processor: after === undefined || processor === undefined ? undefined : after - processor,
  };
}

const less = (a: Spent, b: Spent): Spent => ({
  wall: a.wall - b.wall,
  processor: a.processor === undefined || b.processor === undefined ? undefined : a.processor - b.processor,
});

/** Law checks and findings of the search on an executor, which it closes. */
async function searched(executor: Executor): Promise<{ checks: number; findings: number }> {
  let checks = 0;
  const report = await search(executor, chosen, { seed, runs, onProgress: (progress) => (checks = progress.checks) });
  await executor.close();
  return { checks, findings: report.findings.length };
}

const pool = (library: string, workers: number): Promise<Pool> => Pool.start({ entry, library, workers, execArgv: [] });

const number = (value: number | undefined, digits = 2): string => (value === undefined ? '?' : value.toFixed(digits)).padStart(9);

async function measure(name: string): Promise<void> {
  console.log(`\n${name}: ${chosen.length} laws, ${runs} runs each, seed ${seed}`);
  console.log('                    wall s     cpu s  checks/s  per cpu s   wall x     cpu x   findings');
  const library = await loadLibrary(name);
  const start = await spending(async () => (await pool(name, 1)).close());
  let base: Spent | undefined;
  const row = async (title: string, workers: number): Promise<void> => {
    let made = { checks: 0, findings: 0 };
    const all = await spending(async () => {
      made = await searched(workers === 0 ? await inProcess(library, chosen) : await pool(name, workers));
    });
    const started: Spent = { wall: start.wall, processor: start.processor === undefined ? undefined : start.processor * workers };
    const spent = workers === 0 ? all : less(all, started);
    base ??= spent;
    const { wall, processor } = spent;
    const ratio = processor === undefined || base.processor === undefined ? undefined : processor / base.processor;
    const cells = [
      number(wall),
      number(processor),
      number(made.checks / wall, 0),
      number(processor === undefined ? undefined : made.checks / processor, 0),
      number(wall / base.wall),
      number(ratio),
    ];
    console.log(`${title.padEnd(16)} ${cells.join(' ')}   ${made.findings}`);
  };
  await row('in this process', 0);
  await row('one worker', 1);
  await row('two workers', 2);
  console.log(`${'start of one'.padEnd(16)} ${number(start.wall)} ${number(start.processor)}`);
}

const libraries = process.argv.slice(2);
for (const name of libraries.length > 0 ? libraries : ['reference', 'tfjs-cpu']) await measure(name);
// What a library left open does not keep this process.
process.exit();
