import { existsSync, writeFileSync } from 'node:fs';
import { InvalidLibrary } from '../../library.js';
import { printable } from '../../report/words/printable.js';
import { check } from '../check.js';
import { adapterText } from './adapter-text.js';
import { guessAdapter } from './guess.js';
import { loadPackage } from './load-package.js';
import { frameworkHere, testFile } from './test-file.js';

const adapter = 'tensor-laws.adapter.mjs';
const test = 'tensor-laws.test.mjs';

/** Runs of each law in the first check: it is to be over in seconds. */
const firstRuns = 20;

/**
 * Writes an adapter for a package, and a test of it, checks it, and gives the exit status of that check.
 *
 * @throws InvalidLibrary where a file is there already, the package does not load, or none of its exports could be called
 */
export async function init(specifier: string, { workers }: { readonly workers?: number }): Promise<number> {
  for (const file of [adapter, test]) {
    if (existsSync(file)) throw new InvalidLibrary(`${file} is there already, and is never overwritten`);
  }
  const { library, members, fromDefault } = await loadPackage(specifier);
  const found = await guessAdapter(library, members);
  if (found === undefined)
    throw new InvalidLibrary(
      `no export of ${specifier} gave what the definition of an op says, in any of the ways that were tried: write an adapter as README shows`,
    );
  const { text, command } = testFile(frameworkHere(), adapter, test);
  writeFileSync(adapter, adapterText({ specifier, fromDefault }, found), { flag: 'wx' });
  writeFileSync(test, text, { flag: 'wx' });
  const say = (line: string): void => console.log(printable(line));
  say(`wrote ${adapter}: ${found.ops.map(({ op, member }) => `${op} is ${member}`).join(', ')}`);
  say(`wrote ${test}: ${command}`);
  say(`checking ${adapter}, ${firstRuns} runs a law`);
  return check(`./${adapter}`, { runs: firstRuns, isolate: true, database: false, ...(workers !== undefined && { workers }) });
}
