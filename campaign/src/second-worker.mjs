// Makes calls, given as JSON on the standard input, on one ready library, and prints a line of JSON for each: node second-worker.mjs <library>
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadReadyLibrary } from 'tensor-laws/libraries/index';
import { tensor } from 'tensor-laws';
import { installed } from './paths.mjs';

const load = (file) => import(pathToFileURL(join(installed, 'dist/src', file)).href);
const [{ fromJson }, { isTensor, toArray }] = await Promise.all([load('check/json.js'), load('tensor.js')]);
const library = await loadReadyLibrary(process.argv[2]);
await library.setup?.();
const own = (value) => (isTensor(value) ? tensor(toArray(value), value.shape, library.precision.dtype) : value);
const text = (value) => (Number.isFinite(value) ? value : String(value));

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
for (const { at, op, args } of JSON.parse(readFileSync(0, 'utf8'))) {
  say({ at, started: true });
  const run = library.ops[op];
  if (run === undefined) {
    say({ at, kind: 'none' });
    continue;
  }
  try {
    const result = await run(...fromJson(args).map(own));
    say({ at, kind: 'value', numbers: [...result.shape, ...toArray(result).map(text)] });
  } catch (error) {
    say({ at, kind: error?.name === 'Unsupported' ? 'none' : 'threw' });
  }
}
process.exit(0);
