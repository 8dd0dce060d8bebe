// Searches every ready library, each in a process of its own: node campaign/campaign.mjs [--libraries a,b] [--time 10m] [--fresh]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { results } from './src/paths.mjs';
import { outcomeOf, runLibrary } from './src/run-library.mjs';
import { numbersOf } from './src/summary.mjs';
import { table } from './src/table.mjs';
import { digestOfTensorLaws, versionOf } from './src/versions.mjs';

const usage = `usage: npm run campaign:libraries -- [options]
  --libraries <a,b>  ready libraries (default: all of them)
  --time <duration>  for all of them together, such as 90s, 20m or 2h (default: 20m)
  --runs <number>    runs per law at most (default: no limit but the time)
  --seed <number>    seed of the runs (default: 1)
  --laws <a,b>       ids or globs of laws (default: all)
  --no-isolate       no worker processes inside that of each library
  --fresh            search again what has a result already`;

function refuse(problem) {
  console.error(`campaign: ${problem}\n${usage}`);
  process.exit(2);
}

function options() {
  try {
    const { values } = parseArgs({
      options: {
        libraries: { type: 'string' },
        time: { type: 'string', default: '20m' },
        runs: { type: 'string' },
        seed: { type: 'string', default: '1' },
        laws: { type: 'string' },
        'no-isolate': { type: 'boolean', default: false },
        fresh: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    return refuse(error.message);
  }
}

/** Seconds of a duration. */
function secondsOf(text) {
  const match = /^(\d+(?:\.\d+)?)(s|m|h)?$/.exec(text);
  const seconds = match === null ? 0 : Number(match[1]) * { s: 1, m: 60, h: 3600 }[match[2] ?? 's'];
  return seconds > 0 ? seconds : refuse(`--time is ${text}; it is a duration such as 90s, 20m or 2h`);
}

const { libraries: given, time, runs, seed, fresh, laws, 'no-isolate': together } = options();
const { readyLibraryNames, readyLibraryPeers } = await import('tensor-laws/libraries/index');
const wanted = given === undefined ? readyLibraryNames : given.split(',');
for (const name of wanted) {
  if (!readyLibraryNames.includes(name)) refuse(`there is no ready library '${name}'; there are ${readyLibraryNames.join(', ')}`);
}

const tensorLaws = digestOfTensorLaws();
const versionsOf = (library) => ({
  tensorLaws,
  peers: Object.fromEntries(readyLibraryPeers(library).map((peer) => [peer, versionOf(peer)])),
});
const upToDate = (library) => {
  const outcome = outcomeOf(library);
  if (outcome === undefined || !outcome.reported) return false;
  const { peers } = versionsOf(library);
  return outcome.tensorLaws === tensorLaws && JSON.stringify(outcome.peers) === JSON.stringify(peers);
};

mkdirSync(results, { recursive: true });
const due = wanted.filter((library) => fresh || !upToDate(library));
for (const library of wanted.filter((name) => !due.includes(name))) console.log(`${library}: has a result for these versions`);
const end = Date.now() + secondsOf(time) * 1000;
for (const [i, library] of due.entries()) {
  const seconds = Math.max(10, Math.round((end - Date.now()) / 1000 / (due.length - i)));
  console.log(`${library}: up to ${seconds} s`);
  // A machine under load starts its workers slowly.
  const flags = ['--seed', seed, '--time', `${seconds}s`, '--timeout', '10s'];
  if (runs !== undefined) flags.push('--runs', runs);
  if (laws !== undefined) flags.push('--laws', ...laws.split(','));
  if (together) flags.push('--no-isolate');
  const outcome = await runLibrary(library, { flags, seconds, versions: versionsOf(library) });
  console.log(`${library}: ${outcome.status}, ${outcome.seconds} s${outcome.reported ? '' : ', no report'}`);
}
const summary = table(readyLibraryNames.map(numbersOf));
writeFileSync(join(results, 'summary.md'), summary);
console.log(`\n${summary}`);
if (wanted.every((library) => outcomeOf(library)?.reported !== true)) process.exit(3);
