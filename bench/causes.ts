/**
 * What is made of the mutants: how many have exactly one finding, and how well its cause predicts fresh calls.
 *
 * Options: `--runs N` a law (default 50), `--seed N` (default 1), `--mutants text`: only those whose family and name hold it; `--every N`:
 * each N-th (default 1); several texts are parted by `|`.
 */
import { parseArgs } from 'node:util';
import { setPriority } from 'node:os';
import { checkLaws } from '../src/engine/check-laws.js';
import { mutantsByFamily } from '../test/mutants/index.js';
import { judgedOn } from './mutants/judged.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    mutants: { type: 'string', default: '' },
    every: { type: 'string', default: '1' },
  },
});
const [runs, seed, every] = [Number(values.runs), Number(values.seed), Number(values.every)];

setPriority(5);
const fresh = { calls: 300, seed: 4711 };
let [mutants, one, predicting, exactly] = [0, 0, 0, 0];
const chosen = Object.entries(mutantsByFamily)
  .flatMap(([family, list]) => list.map((mutant) => ({ family, mutant })))
  .filter(({ family, mutant }) => values.mutants.split('|').some((text) => `${family} ${mutant.name}`.includes(text)))
  .filter((_, i) => i % every === 0);
for (const { family, mutant } of chosen) {
  const started = performance.now();
  const { findings } = await checkLaws(mutant.library, { laws: ['agreement/*', ...mutant.kills], runs, seed });
  mutants++;
  if (findings.length === 1) one++;
  console.log(`${family}: ${mutant.name} (${findings.length}, ${((performance.now() - started) / 1000).toFixed(1)} s)`);
  for (const [i, { sentence, cause }] of findings.entries()) {
    const judged = await judgedOn(cause, mutant.library, fresh.calls, fresh.seed);
    const rates = judged && { recall: judged.both / (judged.straying || 1), precision: judged.both / (judged.held || 1) };
    const isGood = rates === undefined || (rates.recall >= 0.95 && rates.precision >= 0.95);
    if (i === 0 && isGood) predicting++;
    if (i === 0 && judged !== undefined && judged.exact >= 0.95 * judged.straying && isGood) exactly++;
    const said =
      rates === undefined ? '' : ` [recall ${rates.recall.toFixed(2)}, precision ${rates.precision.toFixed(2)}, ${judged!.straying} stray]`;
    console.log(`    ${sentence}${said}`);
  }
}
const share = (count: number): string => `${((100 * count) / mutants).toFixed(0)} %`;
console.log(`${mutants} mutants: one finding ${share(one)}, predicted ${share(predicting)}, to the bit ${share(exactly)}`);
