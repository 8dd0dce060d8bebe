/**
 * Speed of the generators and of law checks, and how well shrinking does.
 *
 *   npm run bench:generators -- [speed] [laws] [shrink] [others] [first]     (default: all)
 *
 * The comparison with Hypothesis needs python3 (or what PYTHON names) with hypothesis and numpy; without them it says so and goes on.
 */
import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { dilationIsUpsampledFilter } from '../properties/conv-geometry.js';
import * as arbitraries from '../src/arbitraries/index.js';
import { FastRandom } from '../src/draw/builders/random.js';
import { property } from '../src/engine/property.js';
import { reference } from '../src/reference.js';
import { bruteForce, type Minimum } from './planted/brute-force.js';
import { cheapest } from './planted/cheaper.js';
import { last, seen, unseen } from './planted/conv-bugs.js';
import { plainRecord } from './planted/record.js';
import { measure, median, values, type Row } from './planted/table.js';
import { shows, showsInPool, showsTransposed, type Bug } from './planted/windowed.js';

const sections = process.argv.slice(2);
const wanted = (name: string): boolean => sections.length === 0 || sections.includes(name);
const seeds = 20;
const kinds = ['valid', 'same', 'same-lower', 'explicit'] as const;

/** Seconds of processor time so far: others on the machine do not count. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Runs of `draw` a second of processor time, after warming up. */
function perSecond(draw: () => unknown, milliseconds = 1000): number {
  const count = (time: number): number => {
    const end = performance.now() + time;
    let done = 0;
    while (performance.now() < end) for (let i = 0; i < 50; i++, done++) draw();
    return done;
  };
  count(milliseconds / 2);
  const started = processorSeconds();
  return count(milliseconds) / (processorSeconds() - started);
}

// Before the others: a law's own process has not drawn sixteen kinds of cases either.
if (wanted('laws')) {
  const domain = {
    spatialAxes: { min: 2, max: 2 },
    kernel: { min: 1, max: 4 },
    size: { min: 1, max: 4 },
    batch: { min: 1, max: 3 },
    channels: { min: 1, max: 3 },
    groups: { min: 1, max: 1 },
  };
  const check = async (runs: number): Promise<number> => {
    const started = processorSeconds();
    await fc.assert(property(dilationIsUpsampledFilter, reference, { domain }), { numRuns: runs, seed: 1 });
    return runs / (processorSeconds() - started);
  };
  await check(20_000);
  const ours = await check(100_000);
  console.log(
    `Checks a second of processor time of ${dilationIsUpsampledFilter.id} on reference: ${Math.round(ours).toLocaleString('en')}`,
  );
  const script = 'bench/hypothesis_dilation.py';
  const python = spawnSync(process.env['PYTHON'] ?? 'python3', [script, '1000'], { encoding: 'utf8' });
  if (python.status === 0) {
    const theirs = JSON.parse(python.stdout) as { hypothesis: string; numpy: string; perSecond: number };
    const name = `Hypothesis ${theirs.hypothesis} with NumPy ${theirs.numpy}`;
    console.log(`  ${name}: ${Math.round(theirs.perSecond).toLocaleString('en')} (${(ours / theirs.perSecond).toFixed(0)} times fewer)`);
  } else console.log('  python3 with hypothesis and numpy is not installed: no comparison with Hypothesis');
}

if (wanted('speed')) {
  console.log('Cases a second of processor time, data included:');
  for (const [name, make] of Object.entries(arbitraries)) {
    if (!name.endsWith('Case')) continue;
    const stream = values((make as () => fc.Arbitrary<unknown>)(), 1)[Symbol.iterator]();
    console.log(`  ${name.padEnd(20)} ${Math.round(perSecond(() => stream.next())).toLocaleString('en')}`);
  }
}

function print(title: string, rows: readonly Row[]): void {
  console.log(`\n${title}: cases to failure, evaluations, ms (medians), runs at the global minimum (elements/parameters/non-zeros)`);
  for (const row of rows) {
    const { elements, parameters, nonZeros } = row.minimum;
    console.log(
      `  ${String(median(row.casesToFailure)).padStart(4)} ${String(median(row.evaluations)).padStart(4)} ${median(row.milliseconds).toFixed(2).padStart(6)}` +
        `  ${row.atMinimum}/${row.runs}  ${elements}/${parameters}/${nonZeros}  ${row.name}`,
    );
  }
  const share = rows.reduce((sum, row) => sum + row.atMinimum, 0) / rows.reduce((sum, row) => sum + row.runs, 0);
  const evaluations = median(rows.flatMap((row) => row.evaluations));
  const milliseconds = median(rows.flatMap((row) => row.milliseconds));
  console.log(`  all: ${(100 * share).toFixed(1)} % at the minimum, ${evaluations} evaluations, ${milliseconds.toFixed(2)} ms`);
}

const exact = { minAxes: 2, maxAxes: 2, regimes: ['exact'] } as const;

if (wanted('shrink')) {
  const conv = arbitraries.convCase(exact);
  const space = { groups: 3, channels: 6, filter: true, kinds, pads: 4 };
  const table = (bugs: readonly Bug[]): Row[] =>
    bugs.map((bug) => measure(bug.name, conv, shows(bug), bruteForce(shows(bug), space), seeds));
  table(seen.slice(0, 3));
  print('Convolution, bugs that the passes were designed with', table(seen));
  print('Convolution, bugs kept out of sight until then', table(unseen));
  print('Convolution, bugs written after the last change', table(last));
}

if (wanted('others')) {
  const everyBug = [...seen, ...unseen, ...last];
  /** A bug of a convolution need not change another op. */
  const showing = <Case>(arbitrary: fc.Arbitrary<Case>, fails: (bug: Bug) => (c: Case) => boolean): Bug[] =>
    everyBug.filter((bug) => {
      let left = 3000;
      for (const { value } of values(arbitrary, 99)) {
        if (fails(bug)(value)) return true;
        if (--left === 0) return false;
      }
      return false;
    });
  const pool = arbitraries.poolCase({ ...exact, cells: false, ceilMode: [false] });
  const poolSpace = { groups: 3, channels: 6, filter: false, kinds, pads: 4 };
  // A pool's channels are all groups to its bugs: those of groups and channels have no brute force here.
  const inPool = showing(pool, showsInPool).filter(({ name }) => !/channel|group|tile|fourth/.test(name));
  print(
    'Max pool',
    inPool.map((bug) =>
      measure(
        bug.name,
        pool,
        showsInPool(bug),
        bruteForce((c) => showsInPool(bug)(c), poolSpace),
        seeds,
      ),
    ),
  );

  const transposed = arbitraries.transposedCase(exact);
  const scattered = showing(transposed, showsTransposed).filter(({ name }) => !/third|tile|fourth|sums of 5/.test(name));
  const rows: Row[] = [];
  for (const bug of scattered) {
    const fails = showsTransposed(bug);
    const probe = measure(bug.name, transposed, fails, { elements: Infinity, parameters: 0, nonZeros: 0 }, seeds);
    const ends = probe.others.map((end) => end.split(' ')[0]!.split('/').map(Number) as [number, number, number]);
    const [elements, parameters, nonZeros] = ends.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])[0]!;
    const best = cheapest(fails, { elements, parameters, nonZeros });
    const minimum: Minimum = { elements: best[0], parameters: best[1], nonZeros };
    rows.push(measure(bug.name, transposed, fails, minimum, seeds));
  }
  print('Transposed convolution', rows);
}

if (wanted('first')) {
  console.log(
    '\nCases to first failure, medians of 20 seeds: a plain fc.record, this package at random, with rows of 20 covering arrays first,',
  );
  console.log('and with those of the one array that laws begin with');
  const conv = arbitraries.convCase(exact);
  const totals: number[][] = [];
  const arrays = new Map<number | undefined, ReturnType<typeof conv.coveringArray>>();
  /** Rows of a covering array, then random cases: what a law runs. */
  function* rowsFirst(arraySeed: number | undefined, seed: number): Iterable<fc.Value<ReturnType<typeof conv.program>>> {
    const array = arrays.get(arraySeed) ?? conv.coveringArray(2, arraySeed);
    arrays.set(arraySeed, array);
    const data = new FastRandom(seed, 1);
    for (let i = 0; i < array.length; i++) {
      const row = array.at(i);
      if (row !== undefined) yield new fc.Value(array.build(row, data, conv.program, false).value, undefined);
    }
    yield* values(conv, seed);
  }
  for (const bug of [...seen, ...unseen, ...last].filter(({ features }) => features >= 2)) {
    const fails = shows(bug);
    const first = (stream: Iterable<fc.Value<Parameters<typeof fails>[0]>>): number => {
      let count = 0;
      for (const { value } of stream) if (++count > 5000 || fails(value)) break;
      return count;
    };
    const runs = Array.from({ length: seeds }, (_, i) => i + 1);
    const record = median(runs.map((seed) => first(values(plainRecord, seed))));
    const random = median(runs.map((seed) => first(values(conv, seed))));
    const rows = median(runs.map((seed) => first(rowsFirst(seed, seed))));
    const own = median(runs.map((seed) => first(rowsFirst(undefined, seed))));
    totals.push([record, random, rows, own]);
    console.log(`${[record, random, rows, own].map((count) => String(count).padStart(6)).join('')}  ${bug.name}`);
  }
  const all = [0, 1, 2, 3].map((i) => median(totals.map((total) => total[i]!)));
  console.log(`${all.map((count) => String(count).padStart(6)).join('')}  median of all`);
}
