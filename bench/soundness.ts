/**
 * Checks every law on every honest library in every regime: no law may call one of them wrong.
 *
 * Options: `--checks N` how many law checks in all, at least (default 10,000,000), `--seed N` (default 1), `--library text` and `--law text` to
 * take only those whose names hold the text. Exit status 1 where a law is violated.
 */
import { parseArgs } from 'node:util';
import { laws } from '../properties/index.js';
import { Evaluator } from '../src/judge/evaluate.js';
import { regimes } from '../src/domain.js';
import { checkHonest, type Tally } from '../test/honest/campaign.js';
import { honestLibraries, transformedLibraries } from '../test/honest/libraries.js';

const { values } = parseArgs({
  options: {
    checks: { type: 'string', default: '10000000' },
    seed: { type: 'string', default: '1' },
    library: { type: 'string', default: '' },
    law: { type: 'string', default: '' },
  },
});

function positive(name: string, text: string): number {
  const value = Number(text.replaceAll(/[_,]/g, ''));
  if (!Number.isInteger(value) || value < 1) throw new RangeError(`--${name} is ${text}; it is an integer >= 1`);
  return value;
}

const wanted = positive('checks', values.checks);
let seed = positive('seed', values.seed);
const libraries = [...honestLibraries, ...transformedLibraries].filter(({ name }) => name.includes(values.library));
const chosen = laws.filter(({ id }) => id.includes(values.law));
if (libraries.length === 0 || chosen.length === 0) throw new RangeError('no library or no law has such a name');

const tally: Tally = { checks: 0, discarded: 0, violations: [] };
const perRegime = new Map<string, number>();
const started = performance.now();
let reported = 0;

function report(): void {
  const seconds = (performance.now() - started) / 1000;
  const shares = regimes.map((regime) => `${regime} ${perRegime.get(regime) ?? 0}`).join(', ');
  console.log(
    `${tally.checks} law checks (${shares}), ${tally.discarded} discarded, ${tally.violations.length} violations, ${seconds.toFixed(0)} s, ${Math.round(tally.checks / seconds)} checks/s`,
  );
}

console.log(`${chosen.length} laws on ${libraries.length} honest libraries, ${wanted} checks, from seed ${seed}`);
const evaluators = libraries.map((library) => new Evaluator(library));
// One round is every law on every library in every regime, as often as the checks ask for and fifty times at most, from a seed of its own.
const cells = libraries.length * chosen.reduce((sum, { regimes: held }) => sum + (held?.length ?? 2), 0);
const runs = Math.min(50, Math.ceil(wanted / cells));
while (tally.checks < wanted) {
  for (const evaluator of evaluators) {
    for (const law of chosen) {
      for (const regime of regimes) {
        const [before, found] = [tally.checks, tally.violations.length];
        await checkHonest(evaluator, law, regime, runs, seed, tally);
        perRegime.set(regime, (perRegime.get(regime) ?? 0) + tally.checks - before);
        for (const violation of tally.violations.slice(found)) console.log(`VIOLATION ${JSON.stringify(violation, shortened)}`);
      }
      if (tally.checks - reported >= 100_000) {
        reported = tally.checks;
        report();
      }
    }
  }
  seed++;
}
report();
process.exitCode = tally.violations.length === 0 ? 0 : 1;

/** Keeps tensors out of the lines; the seed and the run make the case again. */
function shortened(key: string, value: unknown): unknown {
  return key === 'left' || key === 'right'
    ? typeof value === 'number'
      ? value
      : undefined
    : typeof value === 'number' && !Number.isFinite(value)
      ? String(value)
      : value;
}
