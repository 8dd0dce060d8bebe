// Bugs that no law reaches: plain scripts show them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { campaign } from './paths.mjs';
import { inParallel, runReproduction } from './reproduction.mjs';
import { shortened } from './show.mjs';
import { versionOf } from './versions.mjs';

const folder = join(campaign, 'scripted');

export const scripted = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));

export const programOf = ({ program }) => readFileSync(join(folder, program), 'utf8').trimEnd();

/** Each script run anew: what those came to that still show their bug. */
export async function runScripted() {
  const results = await inParallel(scripted, async (entry) => {
    const { got } = await runReproduction(programOf(entry));
    const { library, title } = entry;
    return { result: { library, version: versionOf(entry.package), title, got: shortened(got) }, shows: new RegExp(entry.got).test(got) };
  });
  return results.filter(({ shows }) => shows).map(({ result }) => result);
}
