/**
 * Time of the whole catalogue on the reference, at 10 and at 100 runs a law, in processes of their own.
 *
 *   npm run bench:catalogue -- [path of another checkout that is built for benchmarks]
 *
 * With another checkout, both take turns, and the ratio of their best times is printed: a noisy machine is noisy for both.
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { checkLaws as CheckLaws, TensorLibrary } from '../src/index.js';

const turns = 3;
const sizes = [10, 100];

/** Seconds of processor time that a checkout's catalogue takes, loading included. */
async function timed(built: string, runs: number): Promise<number> {
  const from = (path: string): string => pathToFileURL(resolve(built, path)).href;
  const { checkLaws } = (await import(from('src/index.js'))) as { checkLaws: typeof CheckLaws };
  const { reference } = (await import(from('src/reference.js'))) as { reference: TensorLibrary };
  const { results } = await checkLaws(reference, { runs, seed: 1 });
  const red = results.filter(({ verdict }) => verdict.kind !== 'holds');
  if (red.length > 0) throw new Error(`not green on the reference: ${red.map(({ law }) => law).join(', ')}`);
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The same in a fresh process, which has compiled nothing yet. */
function inOwnProcess(built: string, runs: number): number {
  const { stdout, stderr, status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--one', built, String(runs)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}

const [first, built, runs] = process.argv.slice(2);
if (first === '--one') console.log(await timed(built!, Number(runs)));
else {
  const own = fileURLToPath(new URL('..', import.meta.url));
  const other = first === undefined ? undefined : resolve(first, 'build');
  for (const size of sizes) {
    let best = Infinity;
    let bestOther = Infinity;
    for (let turn = 0; turn < turns; turn++) {
      if (other !== undefined) bestOther = Math.min(bestOther, inOwnProcess(other, size));
      best = Math.min(best, inOwnProcess(own, size));
    }
    const compared =
      other === undefined ? '' : `; the other takes ${bestOther.toFixed(1)} s, ${(bestOther / best).toFixed(2)} times as much`;
    console.log(`${size} runs a law: ${best.toFixed(1)} s of processor time, best of ${turns}${compared}`);
  }
}
