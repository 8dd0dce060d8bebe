/** One library, every way in: the same verdicts, and the same findings. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { laws } from '../../properties/index.js';
import type { Finding } from '../../src/diagnosis/findings/findings.js';
import { checkLaws } from '../../src/engine/check-laws.js';
import { inProcess } from '../../src/engine/in-process.js';
import { property, type LawViolated } from '../../src/engine/property.js';
import { selectLaws } from '../../src/engine/select.js';
import type { Counterexample } from '../../src/judge/counterexample.js';
import { fromJson, toJson } from '../../src/judge/json.js';
import { verdictOn, type Verdict } from '../../src/judge/verdict.js';
import * as kernels from '../../src/ops/kernels.js';
import { defineLaw, equal } from '../../src/law.js';
import { defineLibrary, type TensorLibrary } from '../../src/library.js';
import { float64 } from '../../src/precision.js';
import type { Report } from '../../src/report/report.js';
import { search } from '../../src/search/search.js';
import { describeLaws } from '../../src/suite.js';
import { tensor, toArray } from '../../src/tensor.js';
import { libraryPath, startPool } from '../search/pools.js';
import { FakeFramework } from '../suite/fake-framework.js';

const seed = 1;
const runs = 15;
const timeout = 150;

const pools = ['agreement/max-pool', 'pooling/same-is-explicit-max', 'pooling/axis-swap-max', 'padding/zero-pads-are-identity'];
const products = laws.filter(({ requires }) => requires.every((op) => op === 'matmul')).map(({ id }) => id);

/** What each library is, the laws it is asked, and what they come to. */
const libraries: readonly { readonly name: string; readonly asked: readonly string[]; readonly red: Readonly<Record<string, number>> }[] = [
  { name: 'honest', asked: pools, red: {} },
  { name: 'wrong', asked: pools, red: { violated: 1 } },
  { name: 'throws', asked: pools, red: { violated: 3 } },
  { name: 'never-settles', asked: pools, red: { timedOut: 3 } },
  { name: 'rewrites-results', asked: [...pools, 'layout/result-not-aliased-max-pool'], red: { violated: 2 } },
  { name: 'returns-garbage', asked: pools, red: { crashed: 3 } },
  // What a law takes for a refusal of bad arguments is a wrong answer; elsewhere, a list is no answer at all.
  { name: 'returns-list', asked: products, red: { crashed: products.length - 1, violated: 1 } },
];

async function load(name: string): Promise<TensorLibrary> {
  const { default: library } = (await import(libraryPath(name))) as { default: TensorLibrary };
  return defineLibrary(library);
}

/** What a way in says of a library: each law's verdict, and each bug. */
interface Said {
  readonly verdicts: Readonly<Record<string, Verdict['kind']>>;
  readonly findings: readonly string[];
}

/** How long a process gave no sign of life, and the like, differs from run to run. */
const nameOf = (title: string): string => title.replace(/ its process: .*/, ' its process');

function saidBy({ results, findings }: Pick<Report, 'results' | 'findings'>): Said {
  return {
    verdicts: Object.fromEntries(results.map(({ law, verdict }) => [law, verdict.kind])),
    findings: findings.map(({ title }: Finding) => nameOf(title)).sort(),
  };
}

async function bySuite(library: TensorLibrary, asked: readonly string[]): Promise<Said> {
  const framework = new FakeFramework();
  describeLaws(library, { laws: asked, seed, runs, timeout, framework });
  const verdicts: Record<string, Verdict['kind']> = {};
  const findings: string[] = [];
  for (const { title, how, note = '', error } of await framework.run()) {
    const law = title.split(':')[0]!;
    if (how === 'passed') verdicts[law] = 'holds';
    else if (how === 'skipped') verdicts[law] = note.startsWith('timed out') ? 'timedOut' : (note.split(',')[0] as Verdict['kind']);
    else {
      verdicts[law] = verdictOn((error as LawViolated).counterexample, 0).kind;
      const [sentence = ''] = error!.message.split('\n');
      const others = [...error!.message.matchAll(/^ {2}also {2}(.*)$/gm)].map(([, found]) => found!);
      findings.push(...[sentence, ...others].map(nameOf));
    }
  }
  return { verdicts, findings: findings.sort() };
}

function byCommand(command: 'check' | 'search', name: string, asked: readonly string[], more: readonly string[] = []): Report {
  const main = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
  const budget = ['--seed', `${seed}`, '--runs', `${runs}`, '--timeout', `${timeout}ms`];
  const own = command === 'search' ? ['--no-database'] : [];
  const args = [main, command, libraryPath(name), '--laws', ...asked, ...budget, ...own, '--json', '-', ...more];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  expect(stdout, stderr).to.not.equal('');
  return fromJson(JSON.parse(stdout)) as Report;
}

/** The case and the call to blame, as data. */
const failureIn = ({ case: c, blame, message }: Counterexample): unknown => toJson({ c, message, op: blame?.op, args: blame?.args });

describe('every way in', function () {
  this.timeout(120_000);

  for (const { name, asked, red } of libraries) {
    it(`says the same of a library that is called ${name}`, async () => {
      const library = await load(name);
      const chosen = selectLaws(laws, asked);
      const report = await checkLaws(library, { laws: asked, seed, runs, timeout });
      const said = saidBy(report);
      for (const [kind, count] of Object.entries(red))
        expect(
          Object.values(said.verdicts).filter((each) => each === kind),
          JSON.stringify(said),
        ).to.have.length(count);
      // Whoever is red, there is a finding that lists it.
      const told = new Set(report.findings.flatMap((finding) => finding.laws));
      const broken = report.results.filter(({ verdict }) => ['violated', 'crashed', 'timedOut'].includes(verdict.kind));
      expect([...told].sort()).to.deep.equal(broken.map(({ law }) => law).sort());

      expect(saidBy(await search(await inProcess(library, chosen, { timeout }), chosen, { seed, runs })), 'search').to.deep.equal(said);
      expect(await bySuite(library, asked), 'describeLaws').to.deep.equal(said);
      expect(saidBy(byCommand('check', name, asked, ['--workers', '1'])), 'check').to.deep.equal(said);

      for (const law of chosen) {
        const { failed, errorInstance } = await fc.check(property(law, library, { timeout }), { seed, numRuns: runs });
        const { verdict } = report.results.find((result) => result.law === law.id)!;
        if (!failed) expect(verdict.kind, law.id).to.equal('holds');
        else {
          const { counterexample } = errorInstance as LawViolated;
          expect(verdictOn(counterexample, 0).kind, law.id).to.equal(verdict.kind);
          expect(failureIn(counterexample)).to.deep.equal(failureIn((verdict as Extract<Verdict, { kind: 'violated' }>).counterexample));
        }
      }
    });
  }

  for (const [name, title, kind] of [
    ['loops', 'maxPool hangs its process', 'timedOut'],
    ['exits', 'maxPool ends its process', 'crashed'],
  ] as const) {
    it(`with processes of its own says the same of a library that ${name}`, async () => {
      const asked = ['pooling/same-is-explicit-max', 'padding/zero-pads-are-identity'];
      const expected: Said = { verdicts: { [asked[0]!]: kind, [asked[1]!]: 'holds' }, findings: [title] };
      const pool = await startPool(name, { timeout, shrinks: 1 });
      expect(saidBy(await search(pool, selectLaws(laws, asked), { seed, runs })), 'search').to.deep.equal(expected);
      await pool.close();
      expect(saidBy(byCommand('check', name, asked, ['--workers', '1'])), 'check').to.deep.equal(expected);
    });
  }

  it('tells of a failure of a flaky library from one recording: no later call makes another of it', async () => {
    let calls = 0;
    const flaky = defineLibrary({
      name: 'flaky',
      precision: float64,
      ops: {
        conv: (x, filter, a) => {
          const y = kernels.conv(x, filter, a);
          y.data[0]! += ++calls;
          return y;
        },
      },
    });
    const law = defineLaw({
      id: 'test/sums-of-two',
      statement: 'C(1 2 3, 1 1) = 3 5',
      because: 'for the test',
      sources: [],
      requires: ['conv'],
      cases: fc.constant({ x: tensor([1, 2, 3], [1, 3, 1]), filter: tensor([1, 1], [2, 1, 1]) }),
      claim: (t, c) => equal(t.conv(c.x, c.filter), tensor([3, 5], [1, 2, 1])),
    });
    const expectOneRecording = ({ left, blame, message }: Counterexample): void => {
      // The first evaluation saw 3 + 1, the recorded one 3 + 2.
      expect(toArray(left!)).to.deep.equal([5, 5]);
      expect(toArray(blame!.result as typeof left & object)).to.deep.equal([5, 5]);
      expect(message).to.include('left is 5');
      // Calls after it tell whether what went before matters, and are no part of it.
      expect(calls).to.be.greaterThan(2);
    };
    const { errorInstance } = await fc.check(property(law, flaky), { seed, numRuns: 1 });
    expectOneRecording((errorInstance as LawViolated).counterexample);
    for (const exclude of [[], [{ kind: 'condition', how: 'value', ops: ['maxPool'], guards: [] }] as const]) {
      calls = 0;
      const executor = await inProcess(flaky, [law]);
      const [result] = await executor.run({ law: law.id, seed, from: 0, runs: 1, exclude });
      expectOneRecording((result!.verdict as Extract<Verdict, { kind: 'violated' }>).counterexample);
    }
  });
});
