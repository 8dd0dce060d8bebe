// Makes calls, given as JSON on the standard input, on one ready library, and prints a line of JSON for each: node second-worker.mjs <library>
import { readFileSync } from 'node:fs';
import { loadReadyLibrary } from 'tensor-laws/libraries/index';
import { tensor } from 'tensor-laws';
import { fromPackage } from './paths.mjs';

const [{ fromJson }, { outsideLimits }, { isTensor, toArray }] = await Promise.all(
  ['judge/json.js', 'judge/bind/limits.js', 'tensor.js'].map(fromPackage),
);
const library = await loadReadyLibrary(process.argv[2]);
await library.setup?.();
const own = (value) => (isTensor(value) ? tensor(toArray(value), value.shape, library.precision.dtype) : value);
const text = (value) => (Number.isFinite(value) ? value : String(value));

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
for (const { at, op, args, isBad } of JSON.parse(readFileSync(0, 'utf8'))) {
  say({ at, started: true });
  const run = library.ops[op];
  const given = fromJson(args).map(own);
  const isSpecial = given.some((value) => isTensor(value) && !toArray(value).every(Number.isFinite));
  const limits = library.limits[op];
  if (
    run === undefined ||
    outsideLimits(op, library.limits, given) !== undefined ||
    (isSpecial && limits?.specialValues === 'ignored') ||
    (isBad && limits?.validates === false)
  ) {
    say({ at, kind: 'none' });
    continue;
  }
  try {
    const result = await run(...given);
    say({ at, kind: 'value', numbers: [...result.shape, ...toArray(result).map(text)] });
  } catch (error) {
    say({ at, kind: error?.name === 'Unsupported' ? 'none' : 'threw' });
  }
}
process.exit(0);
