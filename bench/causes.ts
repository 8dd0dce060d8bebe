/**
 * What is made of the mutants: how many have exactly one finding, and how well its cause predicts fresh calls.
 *
 * Options: `--runs N` a law (default 50), `--seed N` (default 1), `--mutants text`: only those whose family and name hold it; `--every N`:
 * each N-th (default 1); several texts are parted by `|`; `--kernels`: the bugs of kernels in plain loops in place of
 * the mutants of the tests.
 */
import { parseArgs } from 'node:util';
import { setPriority } from 'node:os';
import { laws } from '../properties/index.js';
import { checkLaws } from '../src/engine/check-laws.js';
import type { AnyLaw } from '../src/law.js';
import type { TensorLibrary } from '../src/library.js';
import type { OpName } from '../src/ops/index.js';
import { mutantsByFamily } from '../test/mutants/index.js';
import { judgedOn } from './mutants/judged.js';
import { kernelForms } from './planted/kernel-forms.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    mutants: { type: 'string', default: '' },
    every: { type: 'string', default: '1' },
    kernels: { type: 'boolean', default: false },
  },
});
const [runs, seed, every] = [Number(values.runs), Number(values.seed), Number(values.every)];

setPriority(5);
const fresh = { calls: 300, seed: 4711 };
let [mutants, one, predicting, exactly] = [0, 0, 0, 0];

interface Wrong {
  readonly name: string;
  readonly library: TensorLibrary;
  readonly laws: readonly (string | AnyLaw)[];
}

const mutantsOfTests = (): Wrong[] =>
  Object.entries(mutantsByFamily).flatMap(([family, list]) =>
    list.map(({ name, library, kills }) => ({ name: `${family}: ${name}`, library, laws: ['agreement/*', ...kills] })),
  );

const bugsOfKernels = (): Wrong[] =>
  kernelForms.map(({ name, library }) => {
    const op = name.split(':')[0] as OpName;
    return { name, library, laws: laws.filter(({ requires }) => requires.includes(op)) };
  });

const chosen = (values.kernels ? bugsOfKernels() : mutantsOfTests())
  .filter(({ name }) => values.mutants.split('|').some((text) => name.replace(':', '').includes(text.replace(':', ''))))
  .filter((_, i) => i % every === 0);
for (const { name, library, laws: ofBug } of chosen) {
  const started = performance.now();
  const { findings } = await checkLaws(library, { laws: ofBug, runs, seed });
  mutants++;
  if (findings.length === 1) one++;
  console.log(`${name} (${findings.length}, ${((performance.now() - started) / 1000).toFixed(1)} s)`);
  for (const [i, { sentence, cause }] of findings.entries()) {
    const judged = await judgedOn(cause, library, fresh.calls, fresh.seed);
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
