import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Report } from '../../src/report/report.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const main = join(root, 'dist/src/cli/main.js');
const folder = mkdtempSync(join(tmpdir(), 'tensor-laws-'));
const face = pathToFileURL(join(root, 'dist/src/index.js')).href;

function run(...args: string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'check', ...args], { encoding: 'utf8', cwd: folder });
  return { status, out: stdout, err: stderr };
}

function moduleOf(name: string, body: string): string {
  writeFileSync(join(folder, name), `import { defineDeviation, defineLibrary, elements, fromData, reference } from '${face}';\n${body}\n`);
  return name;
}

const asked = ['-t', 'agreement/max-pool', '--runs', '40', '--seed', '2', '--no-database'];

describe('tensor-laws check', function () {
  this.timeout(60_000);

  const squaring = moduleOf(
    'squaring.mjs',
    `const squared = (y) => fromData(elements(y).map((value) => value * value), [...y.shape]);
     const maxPool = (x, a) => squared(reference.ops.maxPool(x, a));
     export default defineLibrary({ ...reference, name: 'squaring', ops: { ...reference.ops, maxPool } });`,
  );

  it('--deviations: looks for causes among those of a module, in worker processes too', () => {
    const deviations = moduleOf(
      'deviations.mjs',
      `const applies = ({ name }) => name === 'maxPool';
       const squared = (y) => fromData(elements(y).map((value) => value * value), [...y.shape]);
       const to = (op) => ({ ...op, evaluate: (plan, tensors) => squared(op.evaluate(plan, tensors)) });
       const fails = () => { throw new Error('not ready'); };
       export const broken = defineDeviation({ id: 'broken', kind: 'fault', sentence: 'is broken', applies, to: fails });
       export const squares = defineDeviation({ id: 'squares', kind: 'fault', sentence: 'squares its result', applies, to });`,
    );
    const { status, err } = run(squaring, ...asked, '--deviations', deviations, '--workers', '1', '--json', 'report.json');
    const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;
    expect(report.findings.map(({ sentence }) => sentence)).to.deep.equal(['maxPool squares its result']);
    expect(report.notes).to.deep.equal(['the deviation broken failed on maxPool, and is left aside: Error: not ready']);
    expect(err).to.include('tensor-laws: the deviation broken failed on maxPool');
    expect(status).to.equal(1);
  });

  it('--deviations: says what is wrong with a module: status 2', () => {
    const empty = moduleOf('empty.mjs', 'export default [];');
    for (const [module, words] of [
      ['none.mjs', 'there is no such file'],
      [empty, 'it exports no deviation'],
    ] as const) {
      const { status, err } = run(squaring, ...asked, '--no-isolate', '--deviations', module);
      expect(err).to.include(words);
      expect(status).to.equal(2);
    }
  });

  it('--strict: status 1 for a convention, where it is 0 without', () => {
    const ignoring = moduleOf(
      'ignoring.mjs',
      `const maxPool = (x, a) => {
         const y = reference.ops.maxPool(fromData(elements(x).map((v) => (Number.isNaN(v) ? -Infinity : v)), [...x.shape]), a);
         return y;
       };
       export default defineLibrary({ ...reference, name: 'ignoring', ops: { ...reference.ops, maxPool } });`,
    );
    const loose = run(ignoring, ...asked, '--no-isolate');
    expect(loose.out).to.include('maxPool differs by convention: it ignores NaN in its maximum or minimum (as Direct3D, max; NumPy, fmax)');
    expect(loose.out).to.include('1 convention');
    expect(loose.status).to.equal(0);
    expect(run(ignoring, ...asked, '--no-isolate', '--strict').status).to.equal(1);
  });
});
