/**
 * Bugs at thresholds: whether some law finds them within so many runs of each, the agreement law of the op first, and whether it shrinks
 * them to the least size.
 *
 * Options: `--runs N` a law (default 200), `--seeds N` (default 3), `--bug text` to take only those whose names hold the text.
 */
import * as fc from 'fast-check';
import { parseArgs } from 'node:util';
import { laws } from '../properties/index.js';
import { LawViolated, property } from '../src/engine/property.js';
import type { AnyLaw } from '../src/law.js';
import type { Counterexample } from '../src/judge/counterexample.js';
import { isTensor, sizeOf } from '../src/tensor.js';
import { seen, unseen, type ThresholdBug } from '../test/mutants/thresholds.js';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '200' }, seeds: { type: 'string', default: '3' }, bug: { type: 'string', default: '' } },
});
const [runs, seeds] = [Number(values.runs), Number(values.seeds)];

/** The laws of an op, its agreement with the reference first. */
const lawsOf = ({ op }: ThresholdBug): readonly AnyLaw[] => {
  const own = laws.filter(({ requires }) => (requires as readonly string[]).includes(op));
  const agrees = ({ id, requires }: AnyLaw): boolean => id.startsWith('agreement/') && requires.length === 1;
  return [...own.filter(agrees), ...own.filter((law) => !agrees(law))];
};

interface Hit {
  readonly counterexample: Counterexample;
  /** Runs of that law up to it, and shrinks from it. */
  readonly runs: number;
  readonly shrinks: number;
  /** Laws that were asked, this one included. */
  readonly asked: number;
}

/** The smallest case that a law finds of a bug; `undefined` where none does. */
async function found(bug: ThresholdBug, seed: number): Promise<Hit | undefined> {
  for (const [i, law] of lawsOf(bug).entries()) {
    const details = await fc.check(property(law, bug.library), { numRuns: runs, seed });
    if (!details.failed) continue;
    const { errorInstance: error, numRuns, numShrinks } = details;
    if (!(error instanceof LawViolated)) throw error;
    return { counterexample: error.counterexample, runs: numRuns, shrinks: numShrinks, asked: i + 1 };
  }
  return undefined;
}

const elementsOf = ({ blame }: Counterexample): number => (blame?.args ?? []).filter(isTensor).reduce((sum, x) => sum + sizeOf(x.shape), 0);
const shapesOf = ({ blame }: Counterexample): string =>
  (blame?.args ?? [])
    .filter(isTensor)
    .map(({ shape }) => `[${shape.join(', ')}]`)
    .join(' ');

async function table(title: string, bugs: readonly ThresholdBug[]): Promise<void> {
  let hits = 0;
  let tries = 0;
  let least = 0;
  for (const bug of bugs.filter(({ name }) => name.includes(values.bug))) {
    const ends: string[] = [];
    for (let seed = 1; seed <= seeds; seed++) {
      tries++;
      const hit = await found(bug, seed);
      if (hit === undefined) ends.push('not found');
      else {
        hits++;
        const elements = elementsOf(hit.counterexample);
        if (elements <= bug.least) least++;
        const size = elements <= bug.least ? 'least' : shapesOf(hit.counterexample);
        ends.push(`law ${hit.asked}, run ${hit.runs}, ${size} after ${hit.shrinks} shrinks`);
      }
    }
    console.log(`${bug.name} (${bug.least}): ${ends.join('; ')}`);
  }
  console.log(`${title}: found ${hits} of ${tries}, shrunk to the least size ${least} of ${hits}`);
}

await table('seen', seen);
await table('unseen', unseen);
