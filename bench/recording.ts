/**
 * Verdicts, findings and tokens for fixed seeds, on the reference, TensorFlow.js and a mutant of each family: what a redesign is held
 * against.
 *
 * `npm run bench:recording` compares with `bench/recording.json` and exits with 1 where verdicts or findings differ; tokens that differ are
 * counted, not red. `npm run bench:recording -- --write` records.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkLaws, type CheckOptions, type Report, type TensorLibrary } from '../src/index.js';
import { reference } from '../src/reference.js';
import tfjsCpu from '../src/libraries/tfjs-cpu.js';
import { mutantsByFamily } from '../test/mutants/index.js';

interface Recorded {
  /** Verdict of each law that does not hold. */
  readonly verdicts: Readonly<Record<string, string>>;
  readonly laws: number;
  /** `op kind`, sorted. */
  readonly findings: readonly string[];
  readonly tokens: readonly string[];
}

/** One mutant of each family, by name: others may come and go. */
const mutants: readonly (readonly [family: string, name: string])[] = [
  ['with-space-to-batch', 'W: its plan is kept where an inner W overwrites it'],
  ['space-to-batch', 'spaceToBatch: bad numbers are made good'],
  ['space-to-depth', 'spaceToDepth: a size that does not divide is filled up'],
  ['padding', 'pad: a pad of 3 is one of 4'],
  ['conv-geometry', 'conv: the filter of a strided convolution is reversed'],
  ['conv-algebra', 'conv: a kernel of 1 reads the cell before the next window'],
  ['grouped-depthwise-separable', 'depthwise: the first image is used for all'],
  ['transposed-and-gradients', 'max-pool-gradient: the first image is used for all'],
  ['pooling', 'average pool: averages magnitudes'],
  ['morphology', 'erosion: the first image stands for all'],
  ['patches-and-matmul', 'matmul: the last product is left out'],
  ['resize', 'resize: the first axis decides for all'],
  ['layout', 'a result of before is added where a buffer is used again'],
  ['agreement', 'averagePoolGradient: the last element is never written'],
  ['special-values', 'maxPool reads infinities as large numbers'],
  ['degenerate', 'spaceToDepth: garbage out of nothing'],
];

function mutantOf(family: string, name: string): TensorLibrary {
  const found = mutantsByFamily[family]?.find((mutant) => mutant.name === name);
  if (found === undefined) throw new Error(`no mutant of ${family} has the name '${name}'`);
  return found.library;
}

const path = new URL('../../bench/recording.json', import.meta.url);

function recorded({ results, findings }: Report): Recorded {
  const others = results.filter(({ verdict }) => verdict.kind !== 'holds');
  return {
    verdicts: Object.fromEntries(others.map(({ law, verdict }) => [law, verdict.kind])),
    laws: results.length,
    findings: findings.map(({ op, kind }) => `${op ?? 'none'} ${kind}`).sort(),
    tokens: others.flatMap(({ verdict }) => (verdict.kind === 'violated' ? [verdict.counterexample.token ?? ''] : [])),
  };
}

/** A token without the version that made it. */
const placeOf = (token: string): string => token.replace(/@.*$/, '');

const subjects: [string, TensorLibrary, CheckOptions][] = [
  ['reference', reference, { runs: 10, seed: 1 }],
  ['tfjs-cpu', tfjsCpu, { runs: 20, seed: 1, laws: ['pooling/*', 'conv-geometry/*', 'agreement/*', 'resize/*', 'layout/*'] }],
  ...mutants.map(([family, name]): [string, TensorLibrary, CheckOptions] => [
    `${family}: ${name}`,
    mutantOf(family, name),
    { runs: 50, seed: 1, laws: [`${family}/*`], timeout: 1000 },
  ]),
];

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
const found: Record<string, Recorded> = {};
for (const [name, library, options] of subjects) found[name] = recorded(await checkLaws(library, options));
if (values.write) writeFileSync(path, `${JSON.stringify(found, undefined, 1)}\n`);
else {
  const before = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Recorded>;
  let tokens = 0;
  for (const name of new Set([...Object.keys(before), ...Object.keys(found)])) {
    const [old, now] = [before[name], found[name]];
    if (old === undefined || now === undefined) {
      console.log(`${name}: ${old === undefined ? 'not recorded' : 'gone'}`);
      process.exitCode = 1;
      continue;
    }
    const laws = new Set([...Object.keys(old.verdicts), ...Object.keys(now.verdicts)]);
    for (const law of laws) {
      const [was, is] = [old.verdicts[law] ?? 'holds', now.verdicts[law] ?? 'holds'];
      if (was === is) continue;
      console.log(`${name}: ${law}: ${was} before, ${is} now`);
      process.exitCode = 1;
    }
    if (old.findings.join() !== now.findings.join()) {
      console.log(`${name}: findings\n  before: ${old.findings.join(', ')}\n  now:    ${now.findings.join(', ')}`);
      process.exitCode = 1;
    }
    if (old.laws !== now.laws) console.log(`${name}: ${old.laws} laws before, ${now.laws} now`);
    tokens += now.tokens.filter((token, i) => placeOf(token) !== placeOf(old.tokens[i] ?? '')).length;
  }
  console.log(`${tokens} tokens differ`);
}
