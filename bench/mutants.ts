/**
 * The matrix of laws and mutants, written to `bench/mutants/matrix.md`.
 *
 * Options: `--runs N` a law (default 100), `--seed N` (default 1), `--laws text` and `--mutants text` to take only those whose id, or whose
 * family and name, hold the text: the page is then printed, not written. Exit status 1 where a mutant survives or a law kills nothing.
 */
import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { laws } from '../properties/index.js';
import { mutantsByFamily } from '../test/mutants/index.js';
import { explained } from './mutants/explained.js';
import { markdown } from './mutants/markdown.js';
import { rowOf, type Row } from './mutants/matrix.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    laws: { type: 'string', default: '' },
    mutants: { type: 'string', default: '' },
  },
});
const [runs, seed] = [Number(values.runs), Number(values.seed)];
if (!Number.isInteger(runs) || runs < 1) throw new RangeError(`--runs is ${values.runs}; it is an integer >= 1`);
if (!Number.isInteger(seed)) throw new RangeError(`--seed is ${values.seed}; it is an integer`);
const chosen = laws.filter(({ id }) => id.includes(values.laws));
const mutants = Object.entries(mutantsByFamily)
  .flatMap(([family, list]) => list.map((mutant) => ({ family, mutant })))
  .filter(({ family, mutant }) => `${family} ${mutant.name}`.includes(values.mutants));
if (chosen.length === 0 || mutants.length === 0) throw new RangeError('no law or no mutant has such a name');

setPriority(5);
const started = performance.now();
const rows: Row[] = [];
for (const { family, mutant } of mutants) {
  rows.push(await rowOf(family, mutant, chosen, runs, seed));
  const { kills, asked } = rows.at(-1)!;
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.error(`${rows.length}/${mutants.length} ${seconds} s ${family}: ${mutant.name}: killed by ${kills.length} of ${asked}`);
}
const text = markdown(rows, { runs, seed, laws: chosen.map(({ id }) => id), explained });
const whole = chosen.length === laws.length && values.mutants === '';
if (whole) writeFileSync('bench/mutants/matrix.md', text);
else console.log(text);
const killing = new Set(rows.flatMap(({ kills }) => kills.map(({ law }) => law)));
process.exitCode = rows.every(({ kills }) => kills.length > 0) && (!whole || killing.size === laws.length) ? 0 : 1;
